package io.github.jepa4j.scenes;

import java.util.List;
import java.util.stream.Stream;

/// A scene before it is filmed, in units of which the picture is 48 wide and high.
///
/// @param backdrop colour of what is behind everything
/// @param screens  in front of everything, foremost first
/// @param things   foremost first
/// @param solids   behind the things, foremost first
record Stage(int backdrop, List<Prop> screens, List<Thing> things, List<Prop> solids) {

    /// The picture's width and height.
    static final double SIDE = 48;

    /// Where the ground begins.
    static final double GROUND = 40;

    Stage {
        screens = List.copyOf(screens);
        things = List.copyOf(things);
        solids = List.copyOf(solids);
    }

    /// Nothing but air.
    static Stage air(int tint) {
        return new Stage(tint, List.of(), List.of(), List.of());
    }

    /// Ground below, and air.
    static Stage ground(int tint) {
        Box ground = new Box(0, GROUND, SIDE, SIDE);
        return air(tint).with(Prop.painted(ground, shade(tint, 0.72)));
    }

    /// A table of three boards, seen from above.
    static Stage table(int tint) {
        Stage table = air(shade(tint, 0.86));
        for (double y : new double[] {12, 24, 36}) {
            table = table.with(Prop.painted(new Box(0, y - 0.5, SIDE, y + 0.5), shade(tint, 0.76)));
        }
        return table;
    }

    Stage behind(Prop screen) {
        return new Stage(backdrop, joined(screens, screen), things, solids);
    }

    Stage with(Thing thing) {
        return new Stage(backdrop, screens, joined(things, thing), solids);
    }

    Stage with(Prop solid) {
        return new Stage(backdrop, screens, things, joined(solids, solid));
    }

    private static <E> List<E> joined(List<E> list, E last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    private static int shade(int rgb, double factor) {
        int red = (int) ((rgb >> 16 & 0xFF) * factor);
        int green = (int) ((rgb >> 8 & 0xFF) * factor);
        int blue = (int) ((rgb & 0xFF) * factor);
        return red << 16 | green << 8 | blue;
    }
}
