package io.github.jepa4j.bench;

/// What came of a scenario.
///
/// @param refused       whether the task was refused before anything moved
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
/// @param nanos         each ruling's time
record TrialOutcome(
        boolean refused,
        boolean violated,
        int substeps,
        double worst,
        int steps,
        int interventions,
        int outside,
        double distance,
        boolean success,
        Trial.Truth truth,
        long[] nanos) {}
