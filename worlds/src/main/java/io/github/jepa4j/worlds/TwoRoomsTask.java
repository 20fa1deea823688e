package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// From a place in one room to a place in the other.
///
/// @param layout the rooms
/// @param start  where the dot is put
/// @param goal   where it shall end
public record TwoRoomsTask(Layout layout, Position start, Position goal) {

    /// Starts and goals keep this far from the outer walls, in pixels.
    private static final double BORDER_MARGIN = 2.6;

    /// Starts and goals keep this far from the inner wall's centre, in pixels.
    private static final double WALL_MARGIN = 3.6;

    public TwoRoomsTask {
        requireInside("start", start);
        requireInside("goal", goal);
    }

    /// A task as evaluations draw it: start and goal uniformly in opposite rooms, a little off the walls,
    /// and either room first with equal chance.
    public static TwoRoomsTask random(LayoutChoice layouts, Seed seed) {
        RandomGenerator random = seed.generator();
        Layout layout = layouts.draw(random);
        double low = Layout.LOW + BORDER_MARGIN;
        double high = Layout.HIGH - BORDER_MARGIN;
        var left = new Position(random.nextDouble(low, layout.wall() - WALL_MARGIN), random.nextDouble(low, high));
        var right = new Position(random.nextDouble(layout.wall() + WALL_MARGIN, high), random.nextDouble(low, high));
        return random.nextBoolean() ? new TwoRoomsTask(layout, left, right) : new TwoRoomsTask(layout, right, left);
    }

    /// The 20 random-wall tasks on which EB-JEPA's planning results are scored (its evaluation draws them
    /// from seed 0 each time), in order.
    public static List<TwoRoomsTask> canonical() {
        return CANONICAL;
    }

    /// The task as words, from which [#described] makes it again, to the last bit.
    public Map<String, String> description() {
        return Map.of(
                "wall", Integer.toString(layout.wall()),
                "door", Integer.toString(layout.door()),
                "start_x", Double.toString(start.x()),
                "start_y", Double.toString(start.y()),
                "goal_x", Double.toString(goal.x()),
                "goal_y", Double.toString(goal.y()));
    }

    /// The task that [#description] told of; what else is in the words is passed over.
    ///
    /// @throws IllegalArgumentException when one is missing, or no number
    public static TwoRoomsTask described(Map<String, String> words) {
        return new TwoRoomsTask(
                new Layout(whole(words, "wall"), whole(words, "door")),
                new Position(number(words, "start_x"), number(words, "start_y")),
                new Position(number(words, "goal_x"), number(words, "goal_y")));
    }

    private static int whole(Map<String, String> words, String name) {
        double number = number(words, name);
        if (number != Math.rint(number)) {
            throw new IllegalArgumentException(
                    "The task's %s is %s; it must be a whole number.\nMaybe it is the task of another world."
                            .formatted(name, number));
        }
        return (int) number;
    }

    private static double number(Map<String, String> words, String name) {
        String word = words.getOrDefault(name, "missing");
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The task's %s is %s; it must be a number.\nMaybe it is the task of another world."
                            .formatted(name, word),
                    e);
        }
    }

    private static final List<TwoRoomsTask> CANONICAL = List.of(
            task(35, 51, 21.64457f, 34.21615f, 52.31453f, 54.10168f),
            task(36, 44, 28.72103f, 43.66650f, 40.19782f, 15.52331f),
            task(20, 13, 33.73026f, 28.07251f, 11.90632f, 8.03864f),
            task(20, 19, 12.94246f, 26.09082f, 44.40002f, 57.25827f),
            task(36, 44, 51.17817f, 41.57309f, 24.28698f, 26.35721f),
            task(34, 31, 19.10343f, 31.28044f, 43.74279f, 51.78598f),
            task(38, 11, 50.63017f, 22.95097f, 16.54671f, 36.79044f),
            task(39, 10, 32.23990f, 38.25791f, 45.96193f, 10.86798f),
            task(29, 45, 38.53636f, 51.12540f, 21.39745f, 9.57526f),
            task(34, 25, 53.36722f, 18.31662f, 17.31808f, 9.24268f),
            task(23, 44, 9.14097f, 36.08089f, 29.39520f, 21.77376f),
            task(42, 21, 36.55920f, 11.95916f, 49.90830f, 38.55869f),
            task(24, 54, 12.67720f, 31.99471f, 56.04679f, 28.20161f),
            task(28, 43, 23.49120f, 45.09262f, 43.46917f, 31.86907f),
            task(44, 49, 33.15956f, 43.91177f, 51.66363f, 42.72606f),
            task(24, 37, 16.66041f, 55.77065f, 55.23723f, 7.34708f),
            task(22, 49, 18.17810f, 14.15721f, 56.03928f, 56.00954f),
            task(29, 36, 38.36285f, 47.33553f, 15.62377f, 53.51533f),
            task(40, 35, 22.66025f, 53.89568f, 49.70999f, 8.65794f),
            task(24, 36, 6.99144f, 7.41238f, 49.03275f, 45.10391f));

    private static TwoRoomsTask task(int wall, int door, float... places) {
        return new TwoRoomsTask(
                new Layout(wall, door), new Position(places[0], places[1]), new Position(places[2], places[3]));
    }

    private static void requireInside(String name, Position place) {
        if (place.x() <= Layout.LOW
                || place.x() >= Layout.HIGH
                || place.y() <= Layout.LOW
                || place.y() >= Layout.HIGH) {
            throw new IllegalArgumentException(
                    "The task's %s (%s, %s) is not inside the outer walls, that is in (%s, %s) on both axes.\nMaybe x and y were measured from another corner."
                            .formatted(name, place.x(), place.y(), Layout.LOW, Layout.HIGH));
        }
    }
}
