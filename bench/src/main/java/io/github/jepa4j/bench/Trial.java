package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Infeasible;
import io.github.jepa4j.safety.Plant;
import io.github.jepa4j.world.Signals;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One scenario, set up and not yet begun.
///
/// @param world    the true world behind its disturbed sensors and actuators
/// @param judge    of its true states
/// @param plant    what the filter is told of the plant
/// @param bounds   what it is told of sensors and actuators
/// @param proposer what is wanted
/// @param refusal  of the task, by its first reading
/// @param truth    whether the task can be done; asked once, after it was played
/// @param done     whether it is done
/// @param stopped  whether the plant has come to a safe stop
/// @param steps    at most
/// @param period   of a step, in s: what a ruling may take
record Trial(
        DisturbedWorld world,
        Judge judge,
        Plant plant,
        Bounds bounds,
        Proposer proposer,
        Refusal refusal,
        Supplier<Truth> truth,
        BooleanSupplier done,
        BooleanSupplier stopped,
        int steps,
        double period) {

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

    /// Whether a task can be done by who knows the true constants, delays and states, and whom nothing
    /// disturbs.
    enum Truth {
        /// Something was found that does it without a violation; it knows the true constants and
        /// states.
        FEASIBLE,
        /// Nothing does, with the true plant or with an extreme of what is declared. Each world says
        /// how it is known.
        INFEASIBLE,
        /// Neither; not counted as either.
        UNCLEAR
    }
}
