package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.PointMazeTask;
import java.util.Arrays;

/// A way through a point maze for a proposer: breadth-first from the goal over places 0.1 m apart.
final class MazeGrid {

    private static final double STEP = 0.1;
    private static final int[][] NEIGHBOURS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    private final int rows;
    private final int columns;
    private final int[] moves;

    /// @param fromWalls what the way keeps from the walls, in m
    /// @param fromZones what it keeps from the zones, in m; negative to know nothing of them
    MazeGrid(PointMazeTask task, double fromWalls, double fromZones) {
        this.rows = (int) Math.round(task.maze().rows().size() / STEP) + 1;
        this.columns = (int) Math.round(task.maze().columns() / STEP) + 1;
        this.moves = new int[rows * columns];
        Arrays.fill(moves, -1);
        boolean[] free = new boolean[moves.length];
        for (int place = 0; place < free.length; place++) {
            free[place] = wallDistance(task.maze(), x(place), y(place)) >= fromWalls
                    && task.margin(x(place), y(place)) >= fromZones;
        }
        int[] queue = new int[moves.length];
        int queued = 0;
        for (int place = 0; place < free.length; place++) {
            if (free[place] && Math.hypot(x(place) - task.goalX(), y(place) - task.goalY()) < 0.4) {
                moves[place] = 0;
                queue[queued++] = place;
            }
        }
        for (int next = 0; next < queued; next++) {
            for (int[] neighbour : NEIGHBOURS) {
                int place = place(queue[next] / columns + neighbour[0], queue[next] % columns + neighbour[1]);
                if (place >= 0 && free[place] && moves[place] < 0) {
                    moves[place] = moves[queue[next]] + 1;
                    queue[queued++] = place;
                }
            }
        }
    }

    private static double wallDistance(Maze maze, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int row = 0; row < maze.rows().size(); row++) {
            for (int column = 0; column < maze.columns(); column++) {
                if (maze.rows().get(row).charAt(column) == '#') {
                    double dx = Math.max(0, Math.abs(x - row + 0.2) - 0.5);
                    double dy = Math.max(0, Math.abs(y - column + 0.2) - 0.5);
                    nearest = Math.min(nearest, Math.hypot(dx, dy));
                }
            }
        }
        return nearest;
    }

    /// Whether there is a way from a place.
    boolean leads(double x, double y) {
        double[] on = ahead(x, y, 1);
        return on[0] != x || on[1] != y;
    }

    /// The place some moves on, from the nearest place that has a way; the place itself where none has.
    double[] ahead(double x, double y, int steps) {
        int at = -1;
        double nearest = 0.5;
        for (int place = 0; place < moves.length; place++) {
            double distance = Math.hypot(x(place) - x, y(place) - y);
            if (moves[place] >= 0 && distance < nearest) {
                nearest = distance;
                at = place;
            }
        }
        if (at < 0) {
            return new double[] {x, y};
        }
        for (int i = 0; i < steps; i++) {
            at = next(at);
        }
        return new double[] {x(at), y(at)};
    }

    private int next(int at) {
        for (int[] neighbour : NEIGHBOURS) {
            int place = place(at / columns + neighbour[0], at % columns + neighbour[1]);
            if (place >= 0 && moves[place] >= 0 && moves[place] < moves[at]) {
                return place;
            }
        }
        return at;
    }

    private int place(int row, int column) {
        return row < 0 || row >= rows || column < 0 || column >= columns ? -1 : row * columns + column;
    }

    private double x(int place) {
        return place / columns * STEP - 0.7;
    }

    private double y(int place) {
        return place % columns * STEP - 0.7;
    }
}
