package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// What an imagined future should be like. Gives each candidate an energy: unit-free, low is good, never
/// compared across tasks. Immutable, and safe to use from many threads.
public interface Objective {

    /// What it is called where energies are explained, such as `reach dot.x = 12.0 px`.
    default String name() {
        return getClass().getSimpleName();
    }

    /// What tells it from others of its kind, such as a goal's latent or a signal's target: by that a policy is told
    /// what is wanted. None where it cannot be told by numbers.
    default Optional<Aim> aim() {
        return Optional.empty();
    }

    /// The energy of each candidate, NaN where it cannot be told (planners rank NaN last, and report it).
    ///
    /// @return `[K]`
    float[] energy(Rollout rollout);

    /// Whether `gradient` is offered. Sampling planners do without; gradient planners refuse an objective
    /// that has none.
    boolean differentiable();

    /// The gradient of the sum over candidates of `energy` (so that each candidate's slice is its own
    /// energy's gradient).
    ///
    /// @throws UnsupportedOperationException when not `differentiable`
    RolloutGradient gradient(Rollout rollout);

    /// Where in time the energy comes from: its shares, which add up to `energy` but for rounding. What is said of an
    /// action counts at the time after it. By default all of it at the last time, as where it cannot be shared out.
    ///
    /// @return `[K, H + 1]`, index 0 is now
    default float[] energyByTime(Rollout rollout) {
        float[] energies = energy(rollout);
        int perCandidate = rollout.horizon() + 1;
        float[] shares = new float[energies.length * perCandidate];
        for (int candidate = 0; candidate < energies.length; candidate++) {
            shares[candidate * perCandidate + rollout.horizon()] = energies[candidate];
        }
        return shares;
    }
}
