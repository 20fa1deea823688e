package io.github.jepa4j.worldmodel;

/// The sizes of a [GruWorldModel].
///
/// @param latentDimension `D`, at least 1
/// @param actionDimension `A`, at least 1
public record GruSpec(int latentDimension, int actionDimension) {

    public GruSpec {
        if (latentDimension < 1 || actionDimension < 1) {
            throw new IllegalArgumentException(
                    "A GRU of latent dimension %d and action dimension %d makes no sense; both must be 1 or more.\nMaybe one was left at its default."
                            .formatted(latentDimension, actionDimension));
        }
    }

    /// The number of weights of the cell: two products of three gates, each with a bias. The normalisation
    /// after it belongs to the encoder and is not counted.
    public long parameters() {
        return 3L * latentDimension * (latentDimension + actionDimension + 2);
    }
}
