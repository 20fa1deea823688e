package io.github.jepa4j.scenes;

/// Screens to hide things behind.
final class Screens {

    /// What a screen reaches beyond what it hides.
    private static final double MARGIN = 1;

    private Screens() {}

    /// A screen that stands on the ground and hides a thing there.
    ///
    /// @param halfWidth that must be hidden to either side of `x`
    static Prop standing(double x, double halfWidth, double height) {
        double side = halfWidth + MARGIN;
        return Prop.screen(new Box(x - side, Stage.GROUND - height - 3, x + side, Stage.GROUND + 3));
    }

    /// A screen that comes up from below the picture, and stays.
    ///
    /// @param box   where it is when up
    /// @param start the frame at which it starts
    /// @param end   the frame at which it is up
    static Prop rising(Box box, int start, int end) {
        double way = Stage.SIDE - box.top();
        Path shift = Path.resting(0, way)
                .then(start, Motion.gliding(0, -way / (end - start)))
                .jumping(end, new Path.Place(0, 0, 0), Motion.REST);
        return Prop.screen(box).moving(shift);
    }

    /// The screen, going down again.
    static Prop lowered(Prop screen, int start, int end) {
        double way = Stage.SIDE - screen.box().top();
        return screen.moving(screen.shift()
                .then(start, Motion.gliding(0, way / (end - start)))
                .jumping(end, new Path.Place(0, way, 0), Motion.REST));
    }
}
