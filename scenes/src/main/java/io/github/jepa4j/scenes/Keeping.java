package io.github.jepa4j.scenes;

import java.util.List;

/// Scenes of what stays as it is: that it is, its shape, its colour. Two stages differ in the thing alone,
/// which moves on the same way on both; the clips are joined while it is hidden, or anywhere.
final class Keeping {

    private Keeping() {}

    static Plot plot(Law law, Setting setting, Draw draw) {
        List<Thing> pair = pair(law, draw);
        int event = draw.event();
        Stage stage = draw.ground();
        boolean moves = draw.coin();
        double x = draw.between(18, 30);
        double width = pair.stream().mapToDouble(Thing::halfWidth).max().orElseThrow();
        double height = pair.stream()
                .mapToDouble(thing -> thing.above() + thing.below())
                .max()
                .orElseThrow();
        if (setting == Setting.HIDDEN) {
            Prop screen = Screens.standing(x, width, height);
            stage = stage.behind(moves ? screen : risingAndLowered(screen, event, draw));
        }
        double speed = moves ? draw.speed() : 0;
        Stage first = stage.with(along(pair.getFirst(), event, x, speed));
        Stage second = pair.size() == 1 ? stage : stage.with(along(pair.getLast(), event, x, speed));
        // Where nothing is the alternative, there is to be something else to see.
        List<Stage> both = List.of(first, second);
        List<Stage> stages = pair.size() == 1 ? draw.bystander(both) : draw.perhapsBystander(both);
        return new Plot.Crossed(stages.getFirst(), stages.getLast(), event, draw.frames());
    }

    /// The thing and its alternative; alone where that is nothing.
    private static List<Thing> pair(Law law, Draw draw) {
        Thing thing = draw.thing();
        return switch (law) {
            case PERMANENCE -> List.of(thing);
            case SHAPE_CONSTANCY -> List.of(thing, draw.otherShape(thing));
            default -> List.of(thing, draw.otherColour(thing));
        };
    }

    private static Thing along(Thing thing, int event, double x, double speed) {
        return thing.moving(Path.through(event, x, Stage.GROUND - thing.below(), Motion.rolling(speed)));
    }

    private static Prop risingAndLowered(Prop screen, int event, Draw draw) {
        int up = event - draw.frame(draw.between(1, 2.4));
        int down = event + draw.frame(draw.between(1, 2.4));
        int takes = draw.frame(4);
        return Screens.lowered(Screens.rising(screen.box(), up - takes, up), down, down + takes);
    }
}
