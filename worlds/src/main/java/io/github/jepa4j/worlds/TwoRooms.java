package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Pixels;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A dot in two rooms with a door between them, to be moved into the other room. Seen only as an image
/// `[C, Y, X] = [2, 65, 65]`; an action `[A] = [2]` is a displacement `(dx, dy)` in pixels. The physics are
/// [BouncingCollisions].
///
/// Source: the evaluation environment of EB-JEPA (arXiv 2602.03604). As there, the action space is declared
/// and not enforced: the world does what it is told, however large.
public final class TwoRooms implements GoalEnvironment {

    /// How many actions an episode of the evaluation has; none ends early.
    public static final int STEPS_PER_EPISODE = 200;

    /// The declared limit of each axis, in pixels.
    public static final float LIMIT = 2.45f;

    private static final ActionSpace.Box ACTIONS =
            new ActionSpace.Box(new float[] {-LIMIT, -LIMIT}, new float[] {LIMIT, LIMIT});

    private final Function<Seed, TwoRoomsTask> tasks;
    private @Nullable State state;

    /// Everything about the present episode. The dot is the only part that changes.
    private static final class State {
        final TwoRoomsTask task;
        final TwoRoomsRenderer renderer;
        final BouncingCollisions physics;
        final RandomGenerator noise;
        Position dot;

        State(TwoRoomsTask task, Seed noise) {
            this.task = task;
            this.renderer = new TwoRoomsRenderer(task.layout());
            this.physics = new BouncingCollisions(task.layout());
            this.noise = noise.generator();
            this.dot = task.start();
        }

        Pixels move(double dx, double dy) {
            dot = physics.move(dot, dx, dy, noise);
            return renderer.render(dot);
        }
    }

    /// Every episode is this task; its seed decides only the noise of the bounces.
    public TwoRooms(TwoRoomsTask task) {
        this.tasks = _ -> task;
    }

    /// Every episode is a task of its own, drawn from its seed by [TwoRoomsTask#random].
    public TwoRooms(LayoutChoice layouts) {
        this.tasks = seed -> TwoRoomsTask.random(layouts, seed.split("task"));
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
    }

    /// {@inheritDoc}
    ///
    /// As in the reference, the zero action is done once: it matters only to a start that touches a wall.
    @Override
    public Pixels reset(Seed seed) {
        var fresh = new State(tasks.apply(seed), seed.split("bounce"));
        state = fresh;
        return fresh.move(0, 0);
    }

    @Override
    public Pixels step(Action action) {
        if (action.dimension() != ACTIONS.dimension()) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but two rooms take 2: the displacement (dx, dy) in pixels.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        return present().move(action.values()[0], action.values()[1]);
    }

    @Override
    public Pixels goal() {
        return present().renderer.render(task().goal());
    }

    @Override
    public double distanceToGoal() {
        return position().distanceTo(task().goal());
    }

    /// Where the dot is. For judging and for scripted policies only: the agent never sees it.
    public Position position() {
        return present().dot;
    }

    /// The present episode's task.
    public TwoRoomsTask task() {
        return present().task;
    }

    private State present() {
        if (state == null) {
            throw new IllegalStateException(
                    "The two rooms have no episode yet; reset(seed) begins one.\nMaybe step, goal or position was called before reset.");
        }
        return state;
    }
}
