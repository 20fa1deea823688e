package io.github.jepa4j.scenes;

import java.util.ArrayList;
import java.util.List;

/// Three platforms, one below the other, on each of which a car rolls over the edge, is pushed over it, or is pushed
/// as far as it still stands: no quadruples come of them, but much is to be learned from a single clip.
final class Terraces {

    private static final int COUNT = 3;
    private static final double TOP = 11;
    private static final double APART = 14;

    /// Of a platform.
    private static final double THICKNESS = 2;

    /// As far as two things of the smaller ones reach, however they are turned.
    private static final double CLEAR = 11;

    private Terraces() {}

    /// Drawn until nothing that falls comes close to another, or to a platform below its own.
    static Stage stage(Draw draw) {
        while (true) {
            Stage stage = draw.air();
            for (int terrace = 0; terrace < COUNT; terrace++) {
                stage = terrace(stage, TOP + terrace * APART, draw);
            }
            if (isClear(stage, draw.frames())) {
                return stage;
            }
        }
    }

    private static Stage terrace(Stage empty, double top, Draw draw) {
        double edge = draw.between(14, 36);
        Stage stage = empty.with(Prop.solid(new Box(0, top, edge, top + THICKNESS)));
        Thing car = draw.smallVehicle();
        int event = draw.frame(draw.between(3, 15));
        double speed = draw.speed();
        double y = top - car.below();
        if (draw.chance(1, 3)) {
            Path stops = Path.through(event, edge - draw.between(1, 4), y, Motion.rolling(speed));
            return stage.with(Pushing.pusher(car, event, stops, top)).with(car.moving(stops.then(event, Motion.REST)));
        }
        Path rolls = Path.through(event, edge, y, Motion.rolling(speed));
        if (draw.coin()) {
            int stop = event + (int) Math.ceil((car.halfWidth() + 2) / speed);
            stage = stage.with(Pushing.pusher(car, stop, rolls, top));
        }
        return stage.with(car.moving(rolls.then(event, Pushing.falling(speed, draw))));
    }

    private static boolean isClear(Stage stage, int frames) {
        List<Path.Place> before = new ArrayList<>();
        for (int time = 0; time < frames; time++) {
            before.clear();
            List<Box> solids = solids(stage, time);
            for (Thing thing : stage.things()) {
                Path.Place place = thing.path().at(time);
                double start = thing.path().at(0).y();
                if (before.stream().anyMatch(other -> distance(place, other) < CLEAR)
                        || solids.stream().anyMatch(solid -> isIn(place, start, solid))) {
                    return false;
                }
                before.add(place);
            }
        }
        return true;
    }

    private static List<Box> solids(Stage stage, int time) {
        return stage.solids().stream()
                .map(solid -> {
                    Path.Place shift = solid.shift().at(time);
                    return solid.box().shifted(shift.x(), shift.y());
                })
                .toList();
    }

    /// Whether something at a place may reach into what lies a platform or more below where it began.
    private static boolean isIn(Path.Place place, double start, Box box) {
        double reach = CLEAR / 2;
        boolean isBelow = box.top() > start + APART / 2;
        return isBelow
                && place.x() - reach < box.right()
                && place.y() + reach > box.top()
                && place.y() - reach < box.bottom();
    }

    private static double distance(Path.Place one, Path.Place other) {
        double dx = one.x() - other.x();
        double dy = one.y() - other.y();
        return Math.sqrt(dx * dx + dy * dy);
    }
}
