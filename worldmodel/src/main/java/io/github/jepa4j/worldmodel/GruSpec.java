package io.github.jepa4j.worldmodel;

/// The sizes of a [GruWorldModel].
///
/// @param latentDimension `D`, at least 1
/// @param actionDimension `A`, at least 1
public record GruSpec(int latentDimension, int actionDimension) implements PredictorSpec {

    public GruSpec {
        if (latentDimension < 1 || actionDimension < 1) {
            throw new IllegalArgumentException(
                    "A GRU of latent dimension %d and action dimension %d makes no sense; both must be 1 or more.\nMaybe one was left at its default."
                            .formatted(latentDimension, actionDimension));
        }
    }

    /// Two products of three gates, each with a bias.
    @Override
    public long parameters() {
        return 3L * latentDimension * (latentDimension + actionDimension + 2);
    }

    @Override
    public long multiplications() {
        return 3L * latentDimension * (latentDimension + actionDimension);
    }
}
