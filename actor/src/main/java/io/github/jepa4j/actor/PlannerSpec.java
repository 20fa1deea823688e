package io.github.jepa4j.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A planner by name, for configuration files and command lines.
///
/// | name             | planner           |
/// |------------------|-------------------|
/// | `cem-reference`  | `ReferenceCem`    |
/// | `mppi-reference` | `ReferenceMppi`   |
/// | `cem`            | `ImprovedCem`     |
/// | `mppi`           | `ImprovedMppi`    |
/// | `gradient`       | `GradientPlanner` |
/// | `hybrid`         | `HybridPlanner`   |
///
/// @param name       one of the above
/// @param parameters what is other than the defaults, by the names in the planner's `Config`, such as
///     `candidates`; those of the hybrid's sampling carry its name in front: `proposingCandidates`
public record PlannerSpec(String name, Map<String, Double> parameters) {

    private static final Map<String, Method<?>> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put("cem-reference", new Method<>(ReferenceCem.Config.defaults(), ReferenceCem::new));
        METHODS.put("mppi-reference", new Method<>(ReferenceMppi.Config.defaults(), ReferenceMppi::new));
        METHODS.put("cem", new Method<>(ImprovedCem.Config.defaults(), ImprovedCem::new));
        METHODS.put("mppi", new Method<>(ImprovedMppi.Config.defaults(), ImprovedMppi::new));
        METHODS.put("gradient", new Method<>(GradientPlanner.Config.defaults(), GradientPlanner::new));
        METHODS.put("hybrid", new Method<>(HybridPlanner.Config.defaults(), HybridPlanner::new));
    }

    private record Method<C extends Record>(C defaults, Function<C, Planner> maker) {

        Planner planner(Map<String, Double> parameters) {
            return maker.apply(ConfigRecords.with(defaults, parameters));
        }
    }

    public PlannerSpec {
        parameters = Map.copyOf(parameters);
        if (!METHODS.containsKey(name)) {
            throw new IllegalArgumentException("There is no planner named %s; there are %s.\nMaybe %s was meant."
                    .formatted(name, names(), nearest(name, names())));
        }
        List<String> known = parameterNames(name);
        for (String parameter : parameters.keySet()) {
            if (!known.contains(parameter)) {
                throw new IllegalArgumentException(
                        "The planner %s has no parameter named %s; it has %s.\nMaybe %s was meant."
                                .formatted(name, parameter, known, nearest(parameter, known)));
            }
        }
    }

    /// The planner of that name with its defaults.
    public static PlannerSpec of(String name) {
        return new PlannerSpec(name, Map.of());
    }

    /// Every name, in the order of the table above.
    public static List<String> names() {
        return List.copyOf(METHODS.keySet());
    }

    /// The names of a planner's parameters.
    public static List<String> parameterNames(String name) {
        return ConfigRecords.names(method(name).defaults());
    }

    /// The values of all its parameters, defaults included, in order: what to print beside a result.
    public Map<String, Double> effective() {
        Map<String, Double> values = ConfigRecords.values(method(name).defaults());
        values.putAll(parameters);
        return values;
    }

    /// Makes the planner.
    ///
    /// @throws IllegalArgumentException when a value is out of its range
    public Planner planner() {
        return method(name).planner(parameters);
    }

    private static Method<?> method(String name) {
        Method<?> method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException("There is no planner named %s; there are %s.\nMaybe %s was meant."
                    .formatted(name, names(), nearest(name, names())));
        }
        return method;
    }

    /// The choice with the fewest letters added, dropped or changed.
    private static String nearest(String word, List<String> choices) {
        List<String> ranked = new ArrayList<>(choices);
        ranked.sort((one, other) -> Integer.compare(edits(word, one), edits(word, other)));
        return ranked.getFirst();
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
