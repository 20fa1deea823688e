package io.github.jepa4j.learning;

/// How counterfactuals are learned.
///
/// @param units        of each hidden layer
/// @param updates      how many
/// @param batch        pairs in each
/// @param learningRate of the first update; falls to nothing by a cosine
public record CounterfactualConfig(int units, int updates, int batch, double learningRate) {

    /// Chosen on two rooms.
    public static CounterfactualConfig defaults() {
        return new CounterfactualConfig(256, 15_000, 512, 1e-3);
    }

    public CounterfactualConfig {
        if (units < 1 || updates < 1 || batch < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException(
                    "Counterfactuals with %d units, %d updates of %d pairs, learning rate %s; there must be at least 1 of each, and the rate above 0.\nMaybe two settings were swapped."
                            .formatted(units, updates, batch, learningRate));
        }
    }
}
