package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Infeasible;
import io.github.jepa4j.safety.Plant;
import io.github.jepa4j.world.Signals;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One scenario, set up and not yet begun.
///
/// @param world    the true world behind its disturbed sensors and actuators
/// @param judge    of its true states
/// @param plant    what the filter is told of the plant
/// @param bounds   what it is told of sensors and actuators
/// @param proposer what is wanted
/// @param refusal  of the task, by its first reading
/// @param truth    whether the task can be done
/// @param done     whether it is done
/// @param steps    at most
record Trial(
        DisturbedWorld world,
        Judge judge,
        Plant plant,
        Bounds bounds,
        Proposer proposer,
        Refusal refusal,
        Truth truth,
        BooleanSupplier done,
        int steps) {

    /// Wants an action.
    @FunctionalInterface
    interface Proposer {
        /// @param seen the latest reading
        /// @param step from 0
        /// @return in the world's units; may be no action at all
        float[] propose(Signals seen, int step);
    }

    /// Says why a task is not begun.
    @FunctionalInterface
    interface Refusal {
        Optional<Infeasible> of(Signals first);
    }

    /// Whether a task can be done, by who knows everything.
    enum Truth {
        FEASIBLE,
        INFEASIBLE,
        UNCLEAR
    }
}
