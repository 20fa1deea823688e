package io.github.jepa4j.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
/// @param guardrails      how the plans kept each, by name
/// @param levels          how higher levels kept guardrails, by level; empty where there are none of either
/// @param interventions   actions that were not the plan's: of the fallback, or of the safety filter
public record Effort(
        long plans,
        long imaginedSteps,
        long pullbackSteps,
        long encodedFrames,
        double planningSeconds,
        double encodingSeconds,
        Map<String, Long> outcomes,
        Map<String, GuardrailTally> guardrails,
        Map<Integer, LevelTally> levels,
        long interventions) {

    /// Acting without thinking.
    public static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 0);

    public Effort {
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        // In the files of earlier versions there were none of these.
        guardrails = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(guardrails, Map.of())));
        levels = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(levels, Map.of())));
    }

    /// Both together.
    public Effort plus(Effort other) {
        Map<String, Long> sum = new TreeMap<>(outcomes);
        other.outcomes.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
        Map<String, GuardrailTally> tallies = new TreeMap<>(guardrails);
        other.guardrails.forEach((name, tally) -> tallies.merge(name, tally, GuardrailTally::plus));
        Map<Integer, LevelTally> above = new TreeMap<>(levels);
        other.levels.forEach((level, tally) -> above.merge(level, tally, LevelTally::plus));
        return new Effort(
                plans + other.plans,
                imaginedSteps + other.imaginedSteps,
                pullbackSteps + other.pullbackSteps,
                encodedFrames + other.encodedFrames,
                planningSeconds + other.planningSeconds,
                encodingSeconds + other.encodingSeconds,
                sum,
                tallies,
                above,
                interventions + other.interventions);
    }
}
