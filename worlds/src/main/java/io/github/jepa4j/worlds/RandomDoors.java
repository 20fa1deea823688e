package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A dot in two rooms, with two ways from one to the other: a gap at the wall's end, which is always open, and
/// through the wall's middle a lock with a door on either side. Who enters the lock cannot know what its doors
/// will do: they stay open for the rest of the episode, or both close at once, and whoever is inside is trapped.
///
/// Seen as `x, y` in px and `lock`: 0 before anyone entered it, 1 open, -1 shut. An action `[A] = [2]` moves the
/// dot that far, in px, each axis within ±2, more is cut off; at a wall an axis ends there, and the other goes on.
///
/// Ours: the least world in which a plan that is best on average is not the one that is best at worst.
public final class RandomDoors implements SignalEnvironment, GoalEnvironment {

    /// An episode is won as soon as the dot is this near to the goal, in px.
    public static final double SUCCESS_DISTANCE = 2;

    /// How many actions an episode may take.
    public static final int STEPS_PER_EPISODE = 120;

    /// The most that each axis moves by an action, in px.
    public static final float REACH = 2;

    /// Both rooms together are so many px on each side.
    public static final double SIDE = 64;

    /// Where the wall between the rooms begins, in px along x.
    static final double WALL_LEFT = 28;

    /// Where it ends.
    static final double WALL_RIGHT = 36;

    /// Where the lock begins, in px along y.
    static final double LOCK_LOW = 28;

    /// Where it ends.
    static final double LOCK_HIGH = 36;

    /// Where the gap begins, in px along y; it ends at the border.
    static final double GAP = 48;

    private static final ActionSpace.Box ACTIONS =
            new ActionSpace.Box(new float[] {-REACH, -REACH}, new float[] {REACH, REACH});
    private static final SignalSpace SIGNALS = SignalSpace.of(
            new Signal("x", "px", 0, (float) SIDE),
            new Signal("y", "px", 0, (float) SIDE),
            new Signal("lock", "", -1, 1));

    /// From a place to a place, in px.
    ///
    /// @param x     where the dot begins; not inside the wall or the lock
    /// @param y     likewise
    /// @param goalX where it is to come
    /// @param goalY likewise
    public record Task(double x, double y, double goalX, double goalY) {

        public Task {
            requireRoom("begin", x, y);
            requireRoom("end", goalX, goalY);
        }

        private static void requireRoom(String what, double x, double y) {
            if (!(x >= 0 && x <= SIDE && y >= 0 && y <= SIDE) || isWithin(x, WALL_LEFT, WALL_RIGHT)) {
                throw new IllegalArgumentException(
                        "The task is to %s at (%s, %s) px; it must lie in a room: within 0 and %s px, and not between %s and %s px along x.\nMaybe x and y were swapped."
                                .formatted(what, x, y, SIDE, WALL_LEFT, WALL_RIGHT));
            }
        }

        /// From one room to the other, either way, each place within 8 px of the lock's height: by the lock it
        /// is shorter.
        public static Task across(Seed seed) {
            RandomGenerator random = seed.generator();
            double left = random.nextDouble(8, 20);
            double right = random.nextDouble(44, 56);
            double low = random.nextDouble(20, 36);
            double high = random.nextDouble(20, 36);
            return random.nextBoolean() ? new Task(left, low, right, high) : new Task(right, high, left, low);
        }
    }

    private final Function<Seed, Task> tasks;
    private final double opens;
    private final double[] place = new double[2];
    private int lock;
    private boolean trapped;
    private @Nullable Task task;
    private @Nullable RandomGenerator chance;

    /// @param tasks draws the task of each episode, such as `RandomDoors.Task::across`
    /// @param opens how likely the lock's doors stay open, 0 to 1
    public RandomDoors(Function<Seed, Task> tasks, double opens) {
        if (!(opens >= 0 && opens <= 1)) {
            throw new IllegalArgumentException(
                    "The lock is to stay open with a probability of %s; it must be from 0 to 1.\nMaybe a percentage was meant."
                            .formatted(opens));
        }
        this.tasks = tasks;
        this.opens = opens;
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public SignalSpace signalSpace() {
        return SIGNALS;
    }

    @Override
    public Signals reset(Seed seed) {
        Task next = tasks.apply(seed.split("task"));
        task = next;
        chance = seed.split("doors").generator();
        lock = 0;
        trapped = false;
        place[0] = next.x();
        place[1] = next.y();
        return seen();
    }

    @Override
    public Signals step(Action action) {
        RandomGenerator random = begun();
        if (action.dimension() != ACTIONS.dimension()) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but these rooms take 2: the way along x and y in px.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        float[] way = action.values().clone();
        ACTIONS.project(way, 0);
        moveAlong(way[0]);
        moveAcross(way[1]);
        if (lock == 0 && isInLock()) {
            lock = random.nextDouble() < opens ? 1 : -1;
            trapped = lock < 0;
        }
        return seen();
    }

    /// No action reaches from one side of the wall to the other, so that where it ends is all there is to check.
    private void moveAlong(double way) {
        double to = Math.clamp(place[0] + way, 0, SIDE);
        if (trapped) {
            to = Math.clamp(to, WALL_LEFT, WALL_RIGHT);
        } else if (isWithin(to, WALL_LEFT, WALL_RIGHT) && !isPassage(place[1])) {
            to = place[0] <= WALL_LEFT ? WALL_LEFT : WALL_RIGHT;
        }
        place[0] = to;
    }

    private boolean isPassage(double y) {
        return y >= GAP || lock >= 0 && y >= LOCK_LOW && y <= LOCK_HIGH;
    }

    private void moveAcross(double way) {
        double to = Math.clamp(place[1] + way, 0, SIDE);
        if (trapped || isWithin(place[0], WALL_LEFT, WALL_RIGHT)) {
            to = place[1] >= GAP ? Math.max(to, GAP) : Math.clamp(to, LOCK_LOW, LOCK_HIGH);
        }
        place[1] = to;
    }

    private static boolean isWithin(double value, double low, double high) {
        return value > low && value < high;
    }

    /// Whether the dot is in the lock. For judging and for scripted policies only.
    boolean isInLock() {
        return isWithin(place[0], WALL_LEFT, WALL_RIGHT) && place[1] <= LOCK_HIGH;
    }

    private Signals seen() {
        return new Signals(new float[] {(float) place[0], (float) place[1], lock});
    }

    /// The goal's place, seen with the lock as it is now.
    @Override
    public Signals goal() {
        return new Signals(new float[] {(float) task().goalX(), (float) task().goalY(), lock});
    }

    @Override
    public double distanceToGoal() {
        return Math.hypot(place[0] - task().goalX(), place[1] - task().goalY());
    }

    /// The dot's x, in px. For judging and for scripted policies only.
    public double x() {
        task();
        return place[0];
    }

    /// The dot's y, in px. For judging and for scripted policies only.
    public double y() {
        task();
        return place[1];
    }

    /// Whether the dot is shut in the lock, for the rest of the episode. For judging only.
    public boolean trapped() {
        task();
        return trapped;
    }

    /// Whether the lock has shut. For scripted policies only.
    boolean isShut() {
        return lock < 0;
    }

    /// The present episode's task.
    public Task task() {
        begun();
        return Objects.requireNonNull(task);
    }

    private RandomGenerator begun() {
        if (chance == null) {
            throw new IllegalStateException(
                    "The rooms have no episode yet; reset(seed) begins one.\nMaybe step, goal or x was called before reset.");
        }
        return chance;
    }
}
