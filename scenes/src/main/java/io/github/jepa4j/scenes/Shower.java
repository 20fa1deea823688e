package io.github.jepa4j.scenes;

/// Three things that fall or are thrown up beside each other, each behind a screen or not, over a shelf or not: no
/// quadruples come of them, but much is to be learned from a single clip.
final class Shower {

    private static final int LANES = 3;
    private static final double WIDTH = Stage.SIDE / LANES;
    private static final double HALF_THICKNESS = 1;
    private static final int BARS = 3;

    private Shower() {}

    static Stage stage(Draw draw) {
        Stage stage = draw.air();
        for (int lane = 0; lane < LANES; lane++) {
            stage = lane(stage, (lane + 0.5) * WIDTH, draw);
        }
        return stage;
    }

    private static Stage lane(Stage empty, double x, Draw draw) {
        double y = draw.between(16, 36);
        Stage stage = empty;
        if (draw.coin()) {
            stage = stage.behind(Prop.screen(Box.around(x, y, WIDTH / 2 - 0.5, draw.between(5, 10))));
        } else {
            for (int bar = 0; bar < BARS && draw.chance(3, 4); bar++) {
                double height = draw.between(4, Stage.SIDE - 4);
                stage = stage.behind(Prop.screen(Box.around(x, height, WIDTH / 2 - 0.5, draw.between(1.5, 6))));
            }
        }
        Thing thing = draw.small();
        int event = draw.frame(draw.between(4, 15));
        if (draw.chance(1, 3)) {
            return rebounding(stage, thing, event, new Path.Place(x, y, 0), draw);
        }
        double velocity = draw.coin() ? draw.speed() : -draw.speed();
        return stage.with(thing.moving(Path.through(event, x, y, Motion.flying(0, velocity, draw.pull()))));
    }

    /// What falls on a shelf goes up as fast again, what is thrown against it from below comes down as fast. It
    /// is so fast that it is always on the one side: with less it would have come through before the event.
    private static Stage rebounding(Stage stage, Thing thing, int event, Path.Place shelf, Draw draw) {
        double reach = HALF_THICKNESS + thing.below();
        boolean onTop = draw.coin();
        double y = onTop ? shelf.y() - reach : shelf.y() + HALF_THICKNESS + thing.above();
        double velocity = onTop ? draw.fast() : -draw.fast();
        Path path = Path.through(event, shelf.x(), y, Motion.flying(0, velocity, draw.pull()))
                .then(event, Motion.flying(0, -velocity, draw.pull()));
        if (onTop) {
            double again = event + 2 * velocity / draw.pull();
            path = path.jumping(again, new Path.Place(shelf.x(), y, 0), Motion.flying(0, -velocity, draw.pull()));
        }
        return stage.with(Prop.solid(Box.around(shelf.x(), shelf.y(), WIDTH / 2 - 0.5, HALF_THICKNESS)))
                .with(thing.moving(path));
    }
}
