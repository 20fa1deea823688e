package io.github.jepa4j.scenes;

/// A part of the stage: a screen, the ground, a wall.
///
/// @param box   where it is when not shifted, in scene units
/// @param rgb   of its inside
/// @param rim   of its border, one unit wide; as the inside where it has none
/// @param shift how far it is shifted at any time
record Prop(Box box, int rgb, int rim, Path shift) {

    private static final Path STILL = Path.resting(0, 0);
    private static final int SCREEN = 0x8A9BB0;
    private static final int SCREEN_RIM = 0x6C7E95;
    private static final int SOLID = 0x4A4F5A;

    /// A screen, behind which things are hidden; on all stages of the same look, so that it is known.
    static Prop screen(Box box) {
        return new Prop(box, SCREEN, SCREEN_RIM, STILL);
    }

    /// A wall, a shelf, a platform or a clamp: what nothing goes through.
    static Prop solid(Box box) {
        return new Prop(box, SOLID, SOLID, STILL);
    }

    static Prop painted(Box box, int rgb) {
        return new Prop(box, rgb, rgb, STILL);
    }

    Prop moving(Path along) {
        return new Prop(box, rgb, rim, along);
    }
}
