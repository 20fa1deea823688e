package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Infeasible;
import java.util.Optional;

/// What came of a scenario.
///
/// @param refusal       why the task was refused before anything moved; empty when it was played
/// @param violated      whether a limit was violated that was not already violated at the start
/// @param substeps      that violated one
/// @param worst         least true margin, in the unit of whatever limit it was
/// @param steps         played
/// @param interventions steps at which something else was done than was proposed
/// @param outside       steps at which the filter was certain of nothing
/// @param distance      sum over the steps of the Euclidean distance of what was done from the nearest
///     legal action to what was proposed
/// @param success       whether the task was done
/// @param truth         whether it could be done
/// @param stop          the time from the end of the task to a safe stop, with nothing proposed any
///     more, in s; NaN where it was not reached or not asked for
/// @param late          rulings that took longer than a step
/// @param nanos         each ruling's time
record TrialOutcome(
        Optional<Infeasible> refusal,
        boolean violated,
        int substeps,
        double worst,
        int steps,
        int interventions,
        int outside,
        double distance,
        boolean success,
        Trial.Truth truth,
        double stop,
        int late,
        long[] nanos) {

    boolean refused() {
        return refusal.isPresent();
    }
}
