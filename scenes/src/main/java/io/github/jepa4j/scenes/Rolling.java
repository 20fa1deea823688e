package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of what moves freely: on the ground without friction, or on a table seen from above. Two things
/// are at one place at the same frame with different speeds.
final class Rolling {

    private Rolling() {}

    static Plot plot(Setting setting, Draw draw) {
        return setting == Setting.OPEN && draw.coin() ? turn(draw) : change(setting, draw);
    }

    private static Plot turn(Draw draw) {
        Thing thing = draw.small();
        int event = draw.event();
        double speed = draw.slow();
        double heading = draw.between(0, 2 * Math.PI);
        double other = heading + draw.between(Math.PI / 3, 5 * Math.PI / 3);
        double x = draw.between(21, 27);
        double y = draw.between(21, 27);
        Stage table = draw.table();
        return new Plot.Crossed(
                table.with(thing.moving(Path.through(event, x, y, towards(heading, speed)))),
                table.with(thing.moving(Path.through(event, x, y, towards(other, speed)))),
                event,
                draw.frames());
    }

    private static Motion towards(double heading, double speed) {
        return Motion.gliding(speed * StrictMath.cos(heading), speed * StrictMath.sin(heading));
    }

    private static Plot change(Setting setting, Draw draw) {
        Thing thing = draw.thing();
        int event = draw.event();
        double x = draw.between(20, 28);
        double y = Stage.GROUND - thing.below();
        Stage stage = draw.ground();
        if (setting == Setting.HIDDEN) {
            stage = stage.behind(Screens.standing(x, thing.halfWidth(), thing.above() + thing.below()));
        }
        List<Double> speeds = speeds(setting, draw);
        List<Stage> stages = draw.perhapsBystander(List.of(
                stage.with(thing.moving(Path.through(event, x, y, Motion.rolling(speeds.getFirst())))),
                stage.with(thing.moving(Path.through(event, x, y, Motion.rolling(speeds.getLast()))))));
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), event, draw.frames());
    }

    /// What rests behind a screen was never seen, so that only the open has it.
    private static List<Double> speeds(Setting setting, Draw draw) {
        if (draw.coin()) {
            double speed = draw.speed();
            return draw.two(List.of(speed, -speed));
        }
        double fast = draw.fast();
        return draw.two(List.of(setting == Setting.OPEN && draw.coin() ? 0 : draw.slow(), fast));
    }

    /// Something stays where it is, or rolls on.
    static Stage control(Draw draw) {
        Thing thing = draw.thing();
        double x = draw.between(12, 36);
        double speed = draw.coin() ? 0 : draw.speed();
        Path path = Path.through(draw.event(), x, Stage.GROUND - thing.below(), Motion.rolling(speed));
        return draw.ground().with(thing.moving(path));
    }
}
