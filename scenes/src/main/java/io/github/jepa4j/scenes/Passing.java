package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of what moves through all places in between.
final class Passing {

    private Passing() {}

    static Plot plot(Setting setting, Draw draw) {
        return setting == Setting.OPEN ? jump(draw) : gap(draw);
    }

    /// The same thing further ahead in its way.
    private static Plot jump(Draw draw) {
        Thing thing = draw.thing();
        int event = draw.event();
        double speed = draw.speed();
        double y = Stage.GROUND - thing.below();
        double x = draw.between(14, 20);
        double ahead = draw.between(10, 14);
        Stage stage = draw.ground();
        List<Stage> stages = draw.perhapsBystander(List.of(
                stage.with(thing.moving(Path.through(event, x, y, Motion.rolling(speed)))),
                stage.with(thing.moving(Path.through(event, x + ahead, y, Motion.rolling(speed))))));
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), event, draw.frames());
    }

    /// Two screens with a gap, and a thing or none. It is behind the middle of either screen at a frame, an
    /// odd or even number of them apart, so that the gap need not be wider than the thing asks for.
    private static Plot gap(Draw draw) {
        Thing thing = draw.small();
        double speed = draw.fast();
        double x = draw.between(23, 25);
        int apart = (int) Math.ceil((3.6 * thing.halfWidth() + 2) / speed);
        int from = draw.event() - apart / 2;
        double height = thing.above() + thing.below();
        double first = x - apart * speed / 2;
        Stage empty = draw.ground()
                .behind(Screens.standing(first, thing.halfWidth(), height))
                .behind(Screens.standing(first + apart * speed, thing.halfWidth(), height));
        Path path = Path.through(from, first, Stage.GROUND - thing.below(), Motion.rolling(speed));
        List<Stage> stages = draw.perhapsBystander(List.of(empty.with(thing.moving(path)), empty));
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), from, from + apart);
    }
}
