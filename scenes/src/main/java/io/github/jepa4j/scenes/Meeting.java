package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of two equal things that meet on the ground and exchange their speeds, as is so where neither
/// momentum nor energy is lost.
final class Meeting {

    private Meeting() {}

    static Plot plot(Draw draw) {
        List<Thing> pair = pair(draw);
        int event = draw.event();
        double speed = draw.speed();
        List<Speeds> meetings =
                draw.two(List.of(new Speeds(speed, 0), new Speeds(0, -speed), new Speeds(speed, -speed)));
        Stage stage = draw.ground();
        double x = draw.between(22, 26);
        List<Stage> stages = draw.perhapsBystander(meetings.stream()
                .map(speeds -> meeting(stage, pair, new Moment(event, x), speeds))
                .toList());
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), event, draw.frames());
    }

    /// Speeds before they meet.
    private record Speeds(double left, double right) {}

    /// When and where they meet.
    private record Moment(int event, double x) {}

    private static Stage meeting(Stage stage, List<Thing> pair, Moment moment, Speeds speeds) {
        Thing left = pair.getFirst();
        Thing right = pair.getLast();
        double y = Stage.GROUND - left.below();
        int event = moment.event();
        Path first = Path.through(event, moment.x() - left.halfWidth(), y, Motion.rolling(speeds.left()))
                .then(event, Motion.rolling(speeds.right()));
        Path second = Path.through(event, moment.x() + right.halfWidth(), y, Motion.rolling(speeds.right()))
                .then(event, Motion.rolling(speeds.left()));
        return stage.with(left.moving(first)).with(right.moving(second));
    }

    /// Of one shape, so that they touch where their outlines are widest.
    private static List<Thing> pair(Draw draw) {
        Thing thing = draw.small();
        return List.of(thing, draw.otherColour(thing));
    }

    /// Two things that follow each other and do not meet.
    static Stage control(Draw draw) {
        List<Thing> pair = pair(draw);
        Thing first = pair.getFirst();
        double y = Stage.GROUND - first.below();
        double ahead = 2 * first.halfWidth() + draw.between(2, 8);
        double x = draw.between(14, 20);
        int event = draw.event();
        Motion motion = draw.coin() ? Motion.REST : Motion.rolling(draw.speed());
        return draw.ground()
                .with(first.moving(Path.through(event, x, y, motion)))
                .with(pair.getLast().moving(Path.through(event, x + ahead, y, motion)));
    }
}
