package io.github.jepa4j.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What acting cost. Counts are the same on every machine; seconds are not.
///
/// @param plans           how often was planned
/// @param imaginedSteps   candidate-steps imagined
/// @param pullbackSteps   candidate-steps whose gradient was taken
/// @param encodedFrames   observations encoded
/// @param planningSeconds seconds spent planning, without encoding
/// @param encodingSeconds seconds spent encoding
/// @param outcomes        how the searches ended: outcome by name, and how often
public record Effort(
        long plans,
        long imaginedSteps,
        long pullbackSteps,
        long encodedFrames,
        double planningSeconds,
        double encodingSeconds,
        Map<String, Long> outcomes) {

    /// Acting without thinking.
    public static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, Map.of());

    public Effort {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
    }

    /// Both together.
    public Effort plus(Effort other) {
        Map<String, Long> sum = new TreeMap<>(outcomes);
        other.outcomes.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
        return new Effort(
                plans + other.plans,
                imaginedSteps + other.imaginedSteps,
                pullbackSteps + other.pullbackSteps,
                encodedFrames + other.encodedFrames,
                planningSeconds + other.planningSeconds,
                encodingSeconds + other.encodingSeconds,
                sum);
    }
}
