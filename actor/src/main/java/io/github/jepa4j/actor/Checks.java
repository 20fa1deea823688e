package io.github.jepa4j.actor;

/// What every planner's configuration is checked for.
final class Checks {

    private Checks() {}

    static void population(int candidates, int iterations, int elites) {
        atLeast("number of candidates", candidates, 2);
        atLeast("number of iterations", iterations, 1);
        if (elites < 2 || elites > candidates) {
            throw new IllegalArgumentException(
                    "The number of elites is %d of %d candidates; it must be from 2 to the number of candidates.\nMaybe the candidates were made fewer and the elites were not."
                            .formatted(elites, candidates));
        }
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The %s is %d; it must be at least %d.\nMaybe it was computed from an empty budget."
                            .formatted(name, value, least));
        }
    }

    static void positive(String name, float value) {
        if (!(value > 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The %s is %s; it must be finite and above 0.\nMaybe the unit was mistaken."
                            .formatted(name, value));
        }
    }

    static void within(String name, float value, float low, float high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "The %s is %s; it must be from %s to %s.\nMaybe it was given in per cent."
                            .formatted(name, value, low, high));
        }
    }

    /// The peers' planners know none.
    static void noGuardrails(Problem problem, String planner) {
        if (!problem.guardrails().isEmpty()) {
            throw new IllegalArgumentException(
                    "The planner %s keeps no guardrails, as its peer keeps none, but the problem has %d, '%s' first.\nMaybe plan with cem, mppi, gradient or hybrid."
                            .formatted(
                                    planner,
                                    problem.guardrails().size(),
                                    problem.guardrails().getFirst().name()));
        }
    }
}
