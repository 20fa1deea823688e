package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Pixels;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A dot in four rooms, each door between them closed with a probability of one half for an episode, and a second dot
/// that nobody moves and that jumps elsewhere now and then. Seen as `[C, Y, X] = [3, 64, 64]`: the dot, the walls, the
/// other dot. An action `[A] = [2]` moves the dot that far in px, along a way of five steps, no longer than 3.57 px
/// together; along an axis on which a wall is met it stays.
///
/// Source: the protocol of *FourRoom with distractors* of H-JEPA (arXiv 2610.06805), whose pictures of 224 px, speed of
/// 2.5 px a step, radius of 3.5 px and doors of 16 px are ours at 64 px; actions last five steps, as its frames are
/// five apart. Where its doors and walls are is not published: ours are in the middle of each room's side. Pictures
/// are our own.
public final class FourRooms implements GoalEnvironment {

    /// How many actions an episode has: 210 steps.
    public static final int STEPS_PER_EPISODE = 42;

    /// An episode is won as soon as the dot is this near to the goal, in px: 16 of 224, as of the two rooms of the same
    /// authors.
    public static final double SUCCESS_DISTANCE = 16 * 64 / 224.0;

    /// The longest way of an action, in px.
    public static final double REACH = 5 * 2.5 * 64 / 224;

    /// `C`.
    static final int CHANNELS = 3;

    private static final int SUBSTEPS = 5;
    private static final double JUMPS = 1 / 35.0; // of the other dot, a step
    private static final double LONGEST = 75 * 2.5 * 64 / 224; // shortest way of a task, in px
    private static final double DOT = 1.3;
    private static final double DOT_REACH = 4.4;
    private static final int PEAK = 255;
    private static final int SIZE = FourRoomsLayout.SIZE;

    /// From a place to a place.
    ///
    /// @param layout where there need not be a way between them: [#across] draws tasks that have one
    public record Task(FourRoomsLayout layout, Position start, Position goal) {

        public Task {
            if (!layout.isFree(start) || !layout.isFree(goal)) {
                throw new IllegalArgumentException(
                        "The task is from %s to %s, of which one is in or at a wall of %s; both must be free.\nMaybe x and y were swapped."
                                .formatted(start, goal, layout));
            }
        }

        /// Across two rooms: to the opposite one, by a way of 75 steps at most.
        public static Task across(Seed seed) {
            RandomGenerator random = seed.generator();
            while (true) {
                FourRoomsLayout layout = FourRoomsLayout.draw(random);
                Position start = anywhere(layout, random);
                Position goal = anywhere(layout, random);
                boolean isOpposite = FourRoomsLayout.room(start) + FourRoomsLayout.room(goal) == 3;
                if (isOpposite && layout.distancesTo(goal)[FourRoomsLayout.pixel(start)] <= LONGEST) {
                    return new Task(layout, start, goal);
                }
            }
        }
    }

    private final Function<Seed, Task> tasks;
    private @Nullable Task task;
    private @Nullable RandomGenerator jumps;
    private Position dot = new Position(0, 0);
    private Position other = new Position(0, 0);

    /// @param tasks draws the task of each episode, such as `FourRooms.Task::across`
    public FourRooms(Function<Seed, Task> tasks) {
        this.tasks = tasks;
    }

    static Position anywhere(FourRoomsLayout layout, RandomGenerator random) {
        while (true) {
            Position place = new Position(
                    random.nextDouble(FourRoomsLayout.LOW, FourRoomsLayout.HIGH),
                    random.nextDouble(FourRoomsLayout.LOW, FourRoomsLayout.HIGH));
            if (layout.isFree(place)) {
                return place;
            }
        }
    }

    @Override
    public ActionSpace.Ball actionSpace() {
        return new ActionSpace.Ball(2, (float) REACH);
    }

    @Override
    public Pixels reset(Seed seed) {
        Task next = tasks.apply(seed.split("task"));
        RandomGenerator random = seed.split("other").generator();
        task = next;
        jumps = random;
        dot = next.start();
        other = anywhere(next.layout(), random);
        return seen(dot);
    }

    @Override
    public Pixels step(Action action) {
        RandomGenerator random = begun();
        if (action.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but four rooms take 2: the way (dx, dy) in px.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        float[] way = action.values().clone();
        actionSpace().project(way, 0);
        for (int substep = 0; substep < SUBSTEPS; substep++) {
            dot = moved(task().layout(), dot, way[0] / SUBSTEPS, way[1] / SUBSTEPS);
            other = random.nextDouble() < JUMPS ? anywhere(task().layout(), random) : other;
        }
        return seen(dot);
    }

    /// One axis after the other.
    private static Position moved(FourRoomsLayout layout, Position from, double dx, double dy) {
        Position aside = from.plus(dx, 0);
        Position next = layout.isFree(aside) ? aside : from;
        Position down = next.plus(0, dy);
        return layout.isFree(down) ? down : next;
    }

    private Pixels seen(Position place) {
        byte[] values = new byte[CHANNELS * SIZE * SIZE];
        draw(place, values, 0);
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            if (task().layout().isWall(pixel % SIZE, pixel / SIZE)) {
                values[SIZE * SIZE + pixel] = (byte) PEAK;
            }
        }
        draw(other, values, 2);
        return new Pixels(CHANNELS, SIZE, SIZE, values);
    }

    private static void draw(Position place, byte[] values, int channel) {
        int firstRow = (int) Math.max(0, Math.ceil(place.y() - DOT_REACH));
        int firstColumn = (int) Math.max(0, Math.ceil(place.x() - DOT_REACH));
        for (int row = firstRow; row <= Math.min(SIZE - 1, place.y() + DOT_REACH); row++) {
            for (int column = firstColumn; column <= Math.min(SIZE - 1, place.x() + DOT_REACH); column++) {
                double squared = Math.pow(row - place.y(), 2) + Math.pow(column - place.x(), 2);
                values[(channel * SIZE + row) * SIZE + column] =
                        (byte) (int) (PEAK * Math.exp(-squared / (2 * DOT * DOT)));
            }
        }
    }

    /// {@inheritDoc}
    ///
    /// The other dot is where it is now.
    @Override
    public Pixels goal() {
        return seen(task().goal());
    }

    @Override
    public double distanceToGoal() {
        return dot.distanceTo(task().goal());
    }

    /// Where the dot is. For judging and for scripted policies only.
    public Position position() {
        begun();
        return dot;
    }

    /// The present episode's task.
    public Task task() {
        begun();
        return Objects.requireNonNull(task);
    }

    private RandomGenerator begun() {
        if (jumps == null) {
            throw new IllegalStateException(
                    "The four rooms have no episode yet; reset(seed) begins one.\nMaybe step, goal or position was called before reset.");
        }
        return jumps;
    }
}
