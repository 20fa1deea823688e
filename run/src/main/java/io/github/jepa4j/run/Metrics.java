package io.github.jepa4j.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured at one step.
///
/// @param step    counted from 0
/// @param seconds since the run began, the time it stood still not counted
/// @param values  by name, parts joined by dots (`loss.total`), in the order written; may be NaN or
///     infinite
public record Metrics(long step, double seconds, Map<String, Double> values) {

    public Metrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        if (values.containsKey("step") || values.containsKey("seconds")) {
            throw new IllegalArgumentException(
                    "The metrics of step %d contain the reserved name 'step' or 'seconds': %s.\nMaybe choose another name."
                            .formatted(step, values.keySet()));
        }
    }
}
