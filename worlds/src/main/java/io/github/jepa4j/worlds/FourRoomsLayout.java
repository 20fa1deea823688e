package io.github.jepa4j.worlds;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where the walls of four rooms are, and which of the four doors between them are open. All lengths are in px of a
/// picture of 64 by 64.
///
/// @param top    the door between the upper two rooms
/// @param bottom the door between the lower two
/// @param left   the door between the left two
/// @param right  the door between the right two
public record FourRoomsLayout(boolean top, boolean bottom, boolean left, boolean right) {

    /// The picture's sides.
    public static final int SIZE = 64;

    /// The dot's radius.
    public static final double RADIUS = 1;

    /// All doors are open.
    public static final FourRoomsLayout OPEN = new FourRoomsLayout(true, true, true, true);

    /// The open place within the outer walls, on both axes.
    static final double LOW = 4;

    static final double HIGH = 60;

    /// The walls between rooms.
    static final double WALL_LOW = 30.5;

    static final double WALL_HIGH = 33.5;

    private static final double DOOR = 4.6; // 16 of 224 px
    private static final double NEAR_DOOR = 17.25; // in the middle of each room's side
    private static final double FAR_DOOR = 46.75;
    private static final int[][] NEIGHBOURS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    /// Each door is closed with a probability of one half.
    static FourRoomsLayout draw(RandomGenerator random) {
        return new FourRoomsLayout(
                random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    /// Whether there is a wall at a point.
    boolean isWall(double x, double y) {
        boolean outside = x < LOW || x > HIGH || y < LOW || y > HIGH;
        boolean upright = x >= WALL_LOW && x <= WALL_HIGH && !isDoor(y, top, bottom);
        boolean across = y >= WALL_LOW && y <= WALL_HIGH && !isDoor(x, left, right);
        return outside || upright || across;
    }

    private static boolean isDoor(double along, boolean near, boolean far) {
        return near && Math.abs(along - NEAR_DOOR) <= DOOR / 2 || far && Math.abs(along - FAR_DOOR) <= DOOR / 2;
    }

    /// Whether the dot can be at a place: by the corners and sides of the square about it.
    public boolean isFree(Position place) {
        boolean free = true;
        for (int[] way : NEIGHBOURS) {
            free &= !isWall(place.x() + RADIUS * way[0], place.y() + RADIUS * way[1]);
        }
        return free;
    }

    /// In which of the four rooms a place is: 0 is above on the left, 1 above on the right, then below.
    static int room(Position place) {
        double middle = SIZE / 2.0;
        return (place.x() < middle ? 0 : 1) + (place.y() < middle ? 0 : 2);
    }

    /// How far it is from each pixel to a goal along free ones, in px, `[64 * 64]`; infinite where there is no way.
    double[] distancesTo(Position goal) {
        double[] distances = new double[SIZE * SIZE];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Deque<Integer> queue = new ArrayDeque<>();
        int end = pixel(goal);
        distances[end] = 0;
        queue.add(end);
        while (!queue.isEmpty()) {
            int at = queue.poll();
            for (int[] way : NEIGHBOURS) {
                int next = at + way[0] + way[1] * SIZE;
                double further = distances[at] + Math.hypot(way[0], way[1]);
                if (further < distances[next] - 1e-9 && isFree(centre(next))) {
                    distances[next] = further;
                    queue.add(next);
                }
            }
        }
        return distances;
    }

    static int pixel(Position place) {
        return (int) Math.round(place.x()) + SIZE * (int) Math.round(place.y());
    }

    static Position centre(int pixel) {
        return new Position(pixel % SIZE, pixel / SIZE);
    }

    /// The pixels next to a place, itself among them.
    static List<Integer> about(Position place) {
        int at = pixel(place);
        return Arrays.stream(NEIGHBOURS).map(way -> at + way[0] + way[1] * SIZE).toList();
    }
}
