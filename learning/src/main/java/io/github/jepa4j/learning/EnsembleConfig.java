package io.github.jepa4j.learning;

/// How an ensemble is learned.
///
/// @param members      how many predictors, beside the model's own
/// @param unrolled     `K`, how many steps each is unrolled on its own predictions
/// @param updates      how many of each member
/// @param windows      `B`, in each update
/// @param learningRate the highest; climbs over the first tenth of the updates, then falls to nothing by a
///     cosine
public record EnsembleConfig(int members, int unrolled, int updates, int windows, double learningRate) {

    /// With the model's own predictor five, as many as Chua et al. take; unrolled as far as two rooms' compact
    /// model is; the rest chosen on two rooms (`docs/experiments/0015`).
    public static EnsembleConfig defaults() {
        return new EnsembleConfig(4, 16, 4000, 64, 4e-3);
    }

    public EnsembleConfig {
        if (members < 1 || unrolled < 1 || updates < 1 || windows < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException(
                    "An ensemble of %d members, unrolled %d steps, %d updates of %d windows each, learning rate %s; there must be at least 1 of each, and the rate above 0.\nMaybe two settings were swapped."
                            .formatted(members, unrolled, updates, windows, learningRate));
        }
    }
}
