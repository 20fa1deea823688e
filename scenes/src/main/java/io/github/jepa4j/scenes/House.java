package io.github.jepa4j.scenes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Houses of three storeys, in each of which something rolls, rests, meets or rebounds, behind a screen or not: no
/// quadruples come of them, but much is to be learned from a single clip.
final class House {

    private static final int STOREYS = 3;
    private static final double HEIGHT = Stage.SIDE / STOREYS;
    private static final double FLOOR = 1.5;
    private static final double HALF_WALL = 1;
    private static final int PILLARS = 4;

    /// How far from the sides things are at some instant, were none in their way.
    private static final double INSIDE = 5;

    private House() {}

    static Stage stage(Draw draw) {
        Stage stage = draw.air();
        for (int storey = 1; storey <= STOREYS; storey++) {
            double floor = storey * HEIGHT - FLOOR;
            stage = storey(stage.with(Prop.solid(new Box(0, floor, Stage.SIDE, floor + FLOOR))), floor, draw);
        }
        return stage;
    }

    private static Stage storey(Stage empty, double floor, Draw draw) {
        double top = floor + FLOOR - HEIGHT;
        List<Row.Body> walls = new ArrayList<>();
        double x = draw.between(10, 38);
        Stage stage = empty;
        if (draw.chance(1, 3)) {
            walls.add(new Row.Body(x, floor, HALF_WALL, 0, true));
            stage = stage.with(Prop.solid(new Box(x - HALF_WALL, top, x + HALF_WALL, floor)));
        }
        for (Span screen : screens(x, draw)) {
            stage = stage.behind(Prop.screen(new Box(screen.low(), top + 2.5, screen.high(), floor + 1)));
        }
        List<Thing> things = things(draw);
        List<Path> paths = paths(things, walls, floor, draw);
        for (int i = 0; i < things.size(); i++) {
            stage = stage.with(things.get(i).moving(paths.get(i)));
        }
        return stage;
    }

    /// None, one before a place, or pillars: what goes behind narrow ones is soon seen again, so that remembering
    /// can be learned from the short to the long.
    private static List<Span> screens(double before, Draw draw) {
        List<Span> screens = new ArrayList<>();
        if (draw.coin()) {
            screens.add(screen(before, draw.between(5, 9)));
        } else {
            for (int pillar = 0; pillar < PILLARS && draw.chance(3, 4); pillar++) {
                screens.add(screen(draw.between(4, Stage.SIDE - 4), draw.between(1.5, 6)));
            }
        }
        return screens;
    }

    private static Span screen(double x, double half) {
        return new Span(x - half, x + half);
    }

    /// One, or two of one shape, so that they touch where their outlines are widest.
    private static List<Thing> things(Draw draw) {
        Thing thing = draw.low();
        return draw.coin() ? List.of(thing) : List.of(thing, draw.otherColour(thing));
    }

    /// From places at which none is over another, drawn until it is so.
    private static List<Path> paths(List<Thing> things, List<Row.Body> walls, double floor, Draw draw) {
        while (true) {
            List<Row.Body> bodies = new ArrayList<>();
            for (Thing thing : things) {
                double velocity = velocity(draw);
                double x = draw.between(INSIDE, Stage.SIDE - INSIDE) - velocity * draw.between(0, draw.frames());
                bodies.add(new Row.Body(x, floor - thing.below(), thing.halfWidth(), velocity, false));
            }
            List<Row.Body> all = new ArrayList<>(bodies);
            all.addAll(walls);
            all.sort(Comparator.comparingDouble(Row.Body::x));
            Row row = new Row(all);
            if (row.isApart()) {
                List<Path> paths = row.paths(draw.frames());
                return bodies.stream().map(body -> paths.get(all.indexOf(body))).toList();
            }
        }
    }

    private static double velocity(Draw draw) {
        if (draw.chance(1, 6)) {
            return 0;
        }
        return draw.coin() ? draw.speed() : -draw.speed();
    }
}
