package io.github.jepa4j.bench;

import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Interval;
import io.github.jepa4j.safety.KinematicBallPlant;
import io.github.jepa4j.safety.PointMazePlant.Obstacle;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A disc that closes a cell of one of OGBench's mazes: a corridor is 2.6 m wide to a ball's centre, and the disc 3.2.
///
/// @param cell whose centre is the disc's
record MazeZone(OgBenchMaze maze, OgBenchMaze.Cell cell) {

    /// In m.
    static final double RADIUS = 1.6;

    /// Between a step and the next a ball goes up to 0.28 m, half of which the guardrail reckons with.
    private static final double MORE = 0.15;

    private static final double REACH = 0.2;
    private static final double SLACK = 0.02;

    /// In the middle of the shortest way of a trip, where there is another way; none where there is none.
    static Optional<MazeZone> on(OgBenchMaze maze, OgBenchMaze.Trip trip) {
        List<OgBenchMaze.Cell> way = OgBenchExpert.way(maze, trip.from(), trip.to());
        MazeZone best = null;
        for (int i = 2; i < way.size() - 2; i++) {
            OgBenchMaze.Cell cell = way.get(i);
            boolean isNearer =
                    best == null || Math.abs(2 * i - way.size()) < Math.abs(2 * way.indexOf(best.cell) - way.size());
            if (isNearer
                    && !OgBenchExpert.way(without(maze, cell), trip.from(), trip.to())
                            .isEmpty()) {
                best = new MazeZone(maze, cell);
            }
        }
        return Optional.ofNullable(best);
    }

    private static OgBenchMaze without(OgBenchMaze maze, OgBenchMaze.Cell cell) {
        List<String> rows = new ArrayList<>(maze.rows());
        StringBuilder row = new StringBuilder(rows.get(cell.row()));
        row.setCharAt(cell.column(), '#');
        rows.set(cell.row(), row.toString());
        return new OgBenchMaze(maze.name(), rows, List.of(), List.of(), List.of());
    }

    /// How far a place is outside, in m.
    double margin(double x, double y) {
        return Math.hypot(x - cell.x(), y - cell.y()) - RADIUS;
    }

    Guardrail guardrail(LearnedMaze learned) {
        return new NoGoDisc(
                "zone",
                Disc.standing(learned.readout("x"), learned.readout("y"), (float) cell.x(), (float) cell.y(), (float)
                        (RADIUS + MORE)));
    }

    /// What is certain of the ball: its reach, its walls, the zone.
    SafetyFilter filter() {
        List<Obstacle> walls = new ArrayList<>();
        List<OgBenchMaze.Cell> free = maze.freeCells();
        double half = OgBenchMaze.SIDE / 2;
        for (int row = 0; row < maze.rows().size(); row++) {
            for (int column = 0; column < maze.columns(); column++) {
                OgBenchMaze.Cell at = new OgBenchMaze.Cell(row, column);
                if (!free.contains(at)) {
                    walls.add(new Obstacle(
                            "wall",
                            new Interval(at.x() - half, at.x() + half),
                            new Interval(at.y() - half, at.y() + half),
                            OgBenchPointMaze.RADIUS));
                }
            }
        }
        Interval place = new Interval(-100, 100);
        var plant = new KinematicBallPlant(
                List.of(Obstacle.disc("zone", cell.x(), cell.y(), RADIUS)),
                walls,
                new KinematicBallPlant.Place(place, place),
                Interval.of(REACH),
                SLACK);
        return new SafetyFilter(plant, Bounds.exact(2).noise(1e-4));
    }
}
