package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;

/// A world whose actuators do less, or more, than they say: what is commanded is multiplied, then cut to
/// what they can still reach. The declared action space stays what it was: nobody has told the agent.
public final class ActuatorFault implements SignalEnvironment {

    private final SignalEnvironment world;
    private final float[] scale;
    private final ActionSpace.Box reach;

    /// A world with faulty actuators.
    ///
    /// @param world that they act on
    /// @param scale of each axis, finite; 1 is sound, 0 is dead
    /// @param reach what they can reach, in the world's units
    public ActuatorFault(SignalEnvironment world, float[] scale, ActionSpace.Box reach) {
        int axes = world.actionSpace().dimension();
        if (scale.length != axes || reach.dimension() != axes) {
            throw new IllegalArgumentException(
                    "There are %d scales and limits for %d axes, but the world's actions have %d.\nMaybe they are meant for another world."
                            .formatted(scale.length, reach.dimension(), axes));
        }
        for (float factor : scale) {
            if (!Float.isFinite(factor)) {
                throw new IllegalArgumentException(
                        "An actuator's scale is %s; it must be finite.\nMaybe it was computed with a division by zero."
                                .formatted(factor));
            }
        }
        this.world = world;
        this.scale = scale.clone();
        this.reach = reach;
    }

    @Override
    public ActionSpace actionSpace() {
        return world.actionSpace();
    }

    @Override
    public SignalSpace signalSpace() {
        return world.signalSpace();
    }

    @Override
    public Signals reset(Seed seed) {
        return world.reset(seed);
    }

    @Override
    public Signals step(Action action) {
        world.actionSpace().distance(action); // Another dimension is refused.
        float[] done = action.values().clone();
        for (int axis = 0; axis < done.length; axis++) {
            done[axis] *= scale[axis];
        }
        reach.project(done, 0);
        return world.step(new Action(done));
    }
}
