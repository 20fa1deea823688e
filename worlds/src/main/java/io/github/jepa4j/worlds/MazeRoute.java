package io.github.jepa4j.worlds;

import io.github.jepa4j.worlds.PointMazeTask.Feasibility;
import io.github.jepa4j.worlds.PointMazeTask.Zone;
import java.util.Arrays;

/// Breadth-first search from the goal over a grid of places, 0.025 m apart and each with 8 neighbours: how
/// many moves from each place to the nearest that counts as the goal.
///
/// A grid proves what it is searched with a clearance for. *There is a way*, when every place keeps half a
/// diagonal more than it must: then the straight moves between neighbours keep what they must. *There is
/// none*, when no way is found though every place may lack half a diagonal: whatever continuous way there
/// was, the places nearest to it would be neighbours, and free.
final class MazeRoute {

    static final double STEP = 0.025;

    /// Half a diagonal of the grid, in m.
    static final double HALF_DIAGONAL = STEP * Math.sqrt(0.5);

    /// How far the ball may be pressed into a wall for an instant, in m: a contact is seen only at the end of
    /// a substep that began outside, so no further than 6.2 m/s go in 0.01 s, and some.
    static final double SOFTNESS = 0.065;

    private static final int[] NEIGHBOUR_ROWS = {1, -1, 0, 0, 1, 1, -1, -1};
    private static final int[] NEIGHBOUR_COLUMNS = {0, 0, 1, -1, 1, -1, 1, -1};

    private final PointMazeTask task;
    private final boolean[][] walls;
    private final int rows;
    private final int columns;

    /// Moves to the goal, for each place; -1 where there is no way or no place.
    private final int[] moves;

    private final boolean goalIsFree;

    /// What the places of a search must keep.
    ///
    /// @param fromWalls  least distance of the ball's centre, in m
    /// @param fromZones  least margin, in m; may be negative
    /// @param goalRadius how near to the goal counts as the goal, in m
    record Clearance(double fromWalls, double fromZones, double goalRadius) {

        /// Whoever keeps this, and moves straight from place to place, keeps off walls and zones.
        static final Clearance CERTAIN = keeping(HALF_DIAGONAL);

        /// Nobody who keeps off zones can but keep this.
        static final Clearance AT_LEAST = new Clearance(
                PointMaze.RADIUS - SOFTNESS - HALF_DIAGONAL,
                -HALF_DIAGONAL,
                PointMaze.SUCCESS_DISTANCE + HALF_DIAGONAL);

        static Clearance keeping(double distance) {
            return new Clearance(PointMaze.RADIUS + distance, distance, PointMaze.SUCCESS_DISTANCE);
        }
    }

    MazeRoute(PointMazeTask task, Clearance clearance) {
        this.task = task;
        this.walls = walls(task.maze());
        int perCell = (int) Math.round(2 * Maze.HALF_CELL / STEP);
        this.rows = (task.maze().rows().size() - 2) * perCell + 1;
        this.columns = (task.maze().columns() - 2) * perCell + 1;
        this.moves = new int[rows * columns];
        Arrays.fill(moves, -1);
        this.goalIsFree = search(clearance);
    }

    private static boolean[][] walls(Maze maze) {
        boolean[][] walls = new boolean[maze.rows().size()][maze.columns()];
        for (int row = 0; row < walls.length; row++) {
            for (int column = 0; column < walls[row].length; column++) {
                walls[row][column] = maze.wall(row, column);
            }
        }
        return walls;
    }

    private boolean search(Clearance clearance) {
        int[] queue = new int[moves.length];
        int queued = 0;
        boolean[] free = new boolean[moves.length];
        for (int place = 0; place < moves.length; place++) {
            double x = x(place);
            double y = y(place);
            free[place] = keepsOffWalls(x, y, clearance.fromWalls()) && task.margin(x, y) >= clearance.fromZones();
            double dx = x - task.goalX();
            double dy = y - task.goalY();
            if (free[place] && dx * dx + dy * dy <= clearance.goalRadius() * clearance.goalRadius()) {
                moves[place] = 0;
                queue[queued++] = place;
            }
        }
        boolean found = queued > 0;
        for (int next = 0; next < queued; next++) {
            int place = queue[next];
            for (int i = 0; i < NEIGHBOUR_ROWS.length; i++) {
                int neighbour = neighbour(place, i);
                if (neighbour >= 0 && free[neighbour] && moves[neighbour] < 0) {
                    moves[neighbour] = moves[place] + 1;
                    queue[queued++] = neighbour;
                }
            }
        }
        return found;
    }

    /// As [Maze#wallDistance] says, which would be too slow for each of many places.
    private boolean keepsOffWalls(double x, double y, double least) {
        int atRow = Maze.index(x);
        int atColumn = Maze.index(y);
        if (walls[atRow][atColumn]) {
            return false;
        }
        for (int row = atRow - 1; row <= atRow + 1; row++) {
            for (int column = atColumn - 1; column <= atColumn + 1; column++) {
                if (walls[row][column]) {
                    double dx = Math.max(0, Math.abs(x - row - Maze.ORIGIN) - Maze.HALF_CELL);
                    double dy = Math.max(0, Math.abs(y - column - Maze.ORIGIN) - Maze.HALF_CELL);
                    if (dx * dx + dy * dy < least * least) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// See [Feasibility]. For the published parameters.
    static Feasibility judge(PointMazeTask task) {
        PointMaze.State start = task.start();
        if (task.margin(start.x(), start.y()) < 0) {
            return Feasibility.START_IN_ZONE;
        }
        MazeRoute least = new MazeRoute(task, Clearance.AT_LEAST);
        if (!least.goalIsFree) {
            return Feasibility.GOAL_IN_ZONE;
        }
        if (least.moves[least.nearest(start.x(), start.y())] < 0) {
            return Feasibility.NO_WAY;
        }
        boolean way = new MazeRoute(task, Clearance.CERTAIN).entry(start.x(), start.y()) >= 0;
        return way && stops(task) ? Feasibility.FEASIBLE : Feasibility.UNCLEAR;
    }

    /// Whether the ball can brake before it enters a zone, without steering and without a wall's help.
    private static boolean stops(PointMazeTask task) {
        PointMaze.State start = task.start();
        double speed = Math.hypot(start.vx(), start.vy());
        PointMaze.Parameters physics = PointMaze.Parameters.PUBLISHED;
        double way = speed * speed / (2 * physics.gear() / physics.mass());
        if (task.margin(start.x(), start.y()) >= way) {
            return true;
        }
        double endX = start.x() + way * start.vx() / speed;
        double endY = start.y() + way * start.vy() / speed;
        boolean open = task.maze().wallDistance(start.x(), start.y()) > PointMaze.RADIUS + way
                || (task.maze().free(endX, endY) && task.maze().wallDistance(endX, endY) > PointMaze.RADIUS + way);
        return open && new Move(start.x(), start.y(), endX, endY).clear(task, 0);
    }

    /// A straight move, in m.
    record Move(double x, double y, double toX, double toY) {

        /// Whether it keeps a margin to all zones.
        boolean clear(PointMazeTask task, double margin) {
            double dx = toX - x;
            double dy = toY - y;
            double length = dx * dx + dy * dy;
            for (Zone zone : task.zones()) {
                double along = length == 0 ? 0 : ((zone.x() - x) * dx + (zone.y() - y) * dy) / length;
                double nearest = Math.clamp(along, 0, 1);
                if (zone.margin(x + nearest * dx, y + nearest * dy) < margin) {
                    return false;
                }
            }
            return true;
        }
    }

    /// A place with a way to the goal, to which a straight move leads: of those around, the one nearest to
    /// the goal. -1 when there is none.
    int entry(double x, double y) {
        int best = -1;
        int around = nearest(x, y);
        for (int row = -4; row <= 4; row++) {
            for (int column = -4; column <= 4; column++) {
                int place = place(around / columns + row, around % columns + column);
                if (place >= 0
                        && moves[place] >= 0
                        && (best < 0 || moves[place] < moves[best])
                        && new Move(x, y, x(place), y(place)).clear(task, 0)) {
                    best = place;
                }
            }
        }
        return best;
    }

    /// The next place on the way; the same at the goal.
    int next(int place) {
        for (int i = 0; i < NEIGHBOUR_ROWS.length; i++) {
            int neighbour = neighbour(place, i);
            if (neighbour >= 0 && moves[neighbour] >= 0 && moves[neighbour] < moves[place]) {
                return neighbour;
            }
        }
        return place;
    }

    double x(int place) {
        return Maze.ORIGIN + Maze.HALF_CELL + place / columns * STEP;
    }

    double y(int place) {
        return Maze.ORIGIN + Maze.HALF_CELL + place % columns * STEP;
    }

    private int nearest(double x, double y) {
        double low = Maze.ORIGIN + Maze.HALF_CELL;
        int row = Math.clamp(Math.round((x - low) / STEP), 0, rows - 1);
        int column = Math.clamp(Math.round((y - low) / STEP), 0, columns - 1);
        return row * columns + column;
    }

    private int neighbour(int place, int which) {
        return place(place / columns + NEIGHBOUR_ROWS[which], place % columns + NEIGHBOUR_COLUMNS[which]);
    }

    private int place(int row, int column) {
        return row < 0 || row >= rows || column < 0 || column >= columns ? -1 : row * columns + column;
    }
}
