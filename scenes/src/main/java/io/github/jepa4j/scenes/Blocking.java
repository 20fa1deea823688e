package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of walls and shelves that nothing goes through. One thing meets the wall from the one side, its
/// twin from the other, both hidden and both at the same frame; joined crosswise, it goes through.
final class Blocking {

    private static final double HALF_THICKNESS = 1;

    private Blocking() {}

    static Plot plot(Draw draw) {
        return draw.coin() ? wall(draw) : shelf(draw);
    }

    private static Plot wall(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double speed = draw.speed();
        double x = draw.between(22, 26);
        double hidden = HALF_THICKNESS + 2 * thing.halfWidth() + speed / 2;
        Stage stage = walled(draw, x).behind(Screens.standing(x, hidden, thing.above() + thing.below()));
        List<Stage> stages = draw.perhapsBystander(List.of(
                stage.with(rebounding(thing, event, x, speed)), stage.with(rebounding(thing, event, x, -speed))));
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), event, draw.frames());
    }

    /// A shelf, and a screen before its middle; what falls on it goes up as fast again.
    private static Plot shelf(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double speed = draw.fast();
        double x = draw.between(18, 30);
        double y = draw.between(23, 26);
        double halfHeight = HALF_THICKNESS + thing.above() + thing.below() + speed / 2;
        Stage stage = draw.air()
                .with(Prop.solid(Box.around(x, y, thing.halfWidth() + 9, HALF_THICKNESS)))
                .behind(Prop.screen(Box.around(x, y, thing.halfWidth() + 2, halfHeight)));
        double over = y - HALF_THICKNESS - thing.below();
        double under = y + HALF_THICKNESS + thing.above();
        Path dropped = Path.through(event, x, over, Motion.flying(0, speed, draw.pull()))
                .then(event, Motion.flying(0, -speed, draw.pull()));
        Path thrown = Path.through(event, x, under, Motion.flying(0, -speed, draw.pull()))
                .then(event, Motion.flying(0, speed, draw.pull()));
        return new Plot.Crossed(
                stage.with(thing.moving(dropped)), stage.with(thing.moving(thrown)), event, draw.frames());
    }

    /// Nothing in the way, or the wall in full view.
    static Stage control(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double speed = draw.speed();
        double x = draw.between(22, 26);
        if (draw.coin()) {
            return walled(draw, x).with(rebounding(thing, event, x, draw.coin() ? speed : -speed));
        }
        double hidden = HALF_THICKNESS + 2 * thing.halfWidth() + speed / 2;
        double y = Stage.GROUND - thing.below();
        return draw.ground()
                .behind(Screens.standing(x, hidden, thing.above() + thing.below()))
                .with(thing.moving(Path.through(event, x, y, Motion.rolling(speed))));
    }

    private static Stage walled(Draw draw, double x) {
        return draw.ground().with(Prop.solid(new Box(x - HALF_THICKNESS, 18, x + HALF_THICKNESS, Stage.GROUND)));
    }

    /// @param speed before it meets the wall; from the left where above 0
    private static Thing rebounding(Thing thing, int event, double wall, double speed) {
        double x = wall - Math.signum(speed) * (HALF_THICKNESS + thing.halfWidth());
        return thing.moving(Path.through(event, x, Stage.GROUND - thing.below(), Motion.rolling(speed))
                .then(event, Motion.rolling(-speed)));
    }
}
