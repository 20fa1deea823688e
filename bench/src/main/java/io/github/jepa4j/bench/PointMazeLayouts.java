package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import io.github.jepa4j.worlds.PointMazeTask.Zone;
import java.util.ArrayList;
import java.util.List;

/// Tasks in point mazes, read off genes.
final class PointMazeLayouts {

    /// D4RL's umaze from one end to the other.
    private static final int[][] U = {{1, 1}, {1, 2}, {1, 3}, {2, 3}, {3, 3}, {3, 2}, {3, 1}};

    private static final double FAST = 2.4;

    private PointMazeLayouts() {}

    /// @param seconds until the deadline; `Infinity` where there is none
    record Drawn(PointMazeTask task, Trial.Truth truth, double seconds) {}

    static Drawn draw(ScenarioKind kind, Genes genes, List<Maze> mazes) {
        return kind == ScenarioKind.INFEASIBLE ? impossible(genes) : possible(kind, genes, mazes);
    }

    private static Drawn possible(ScenarioKind kind, Genes genes, List<Maze> mazes) {
        Maze maze = mazes.get(genes.index(mazes.size()));
        List<Maze.Cell> cells = maze.freeCells();
        Maze.Cell start = cells.get(genes.index(cells.size()));
        // Of a plant of which little is known only what hardly moves can be stopped for certain.
        double speed = kind == ScenarioKind.MODEL_ERROR ? 0.02 : 0.3;
        PointMaze.State state = new PointMaze.State(
                start.x() + genes.between(-0.2, 0.2),
                start.y() + genes.between(-0.2, 0.2),
                genes.between(-speed, speed),
                genes.between(-speed, speed));
        Maze.Cell goal = cells.get(genes.index(cells.size()));
        double goalX = goal.x() + genes.between(-0.1, 0.1);
        double goalY = goal.y() + genes.between(-0.1, 0.1);
        List<Zone> zones = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Maze.Cell cell = cells.get(genes.index(cells.size()));
            double x = cell.x() + genes.between(-0.5, 0.5);
            double y = cell.y() + genes.between(-0.5, 0.5);
            double radius = genes.between(0.1, 0.35);
            // A hostile goal is just behind a zone.
            boolean behind = kind == ScenarioKind.HOSTILE && i == 0;
            zones.add(behind ? before(goalX, goalY, state, radius) : new Zone(x, y, radius));
        }
        PointMazeTask task = new PointMazeTask(maze, state, goalX, goalY, zones);
        return new Drawn(task, truth(task), Double.POSITIVE_INFINITY);
    }

    private static Zone before(double goalX, double goalY, PointMaze.State start, double radius) {
        double dx = start.x() - goalX;
        double dy = start.y() - goalY;
        double length = Math.max(1e-9, Math.hypot(dx, dy));
        return new Zone(goalX + dx / length * (radius + 0.1), goalY + dy / length * (radius + 0.1), radius);
    }

    /// In the umaze, where a zone on the only way closes it.
    private static Drawn impossible(Genes genes) {
        int variant = genes.index(5);
        int from = genes.index(3);
        int to = from + 3 + genes.index(U.length - from - 3);
        double goalX = U[to][0] - 0.2 + genes.between(-0.1, 0.1);
        double goalY = U[to][1] - 0.2 + genes.between(-0.1, 0.1);
        double x = U[from][0] - 0.2 + genes.between(-0.15, 0.15);
        double y = U[from][1] - 0.2 + genes.between(-0.15, 0.15);
        double angle = genes.between(0, 2 * Math.PI);
        double share = genes.between(0, 1);
        PointMaze.State rest = PointMaze.State.at(x, y);
        double seconds = Double.POSITIVE_INFINITY;
        PointMaze.State start = rest;
        List<Zone> zones = new ArrayList<>();
        switch (variant) {
            case 0 -> zones.add(new Zone(goalX, goalY, 0.6 + 0.2 * share));
            case 1 -> zones.add(new Zone(x + 0.1 * Math.cos(angle), y + 0.1 * Math.sin(angle), 0.15 + 0.2 * share));
            case 2 -> {
                // A fifth of the way that a stop takes at least, to a disc too wide to steer around.
                double gap = 0.2 * FAST * FAST / (2 * 100 / 4.18879) * share;
                start = new PointMaze.State(x, y, FAST * Math.cos(angle), FAST * Math.sin(angle));
                zones.add(new Zone(x + (0.4 + gap) * Math.cos(angle), y + (0.4 + gap) * Math.sin(angle), 0.4));
            }
            case 3 -> {
                int between = from + 1 + (int) (share * 0.999 * (to - from - 1));
                zones.add(new Zone(U[between][0] - 0.2, U[between][1] - 0.2, 0.62));
            }
            default -> seconds = 0.8 * share * Math.max(0, Math.hypot(goalX - x, goalY - y) - 0.5) / 2.5;
        }
        PointMazeTask task = new PointMazeTask(Maze.UMAZE, start, goalX, goalY, zones);
        boolean known = variant == 2 || variant > 3;
        return new Drawn(task, known ? Trial.Truth.INFEASIBLE : truth(task), seconds);
    }

    private static Trial.Truth truth(PointMazeTask task) {
        return switch (task.feasibility()) {
            case FEASIBLE -> Trial.Truth.FEASIBLE;
            case UNCLEAR -> Trial.Truth.UNCLEAR;
            case START_IN_ZONE, GOAL_IN_ZONE, NO_WAY -> Trial.Truth.INFEASIBLE;
        };
    }
}
