package io.github.jepa4j.worldmodel;

/// The sizes of a [ResidualWorldModel].
///
/// @param latentDimension `D`, at least 1
/// @param actionDimension `A`, at least 1
/// @param hidden          `M`, units in each hidden layer, at least 1
/// @param layers          `N`, hidden layers, at least 1
public record ResidualSpec(int latentDimension, int actionDimension, int hidden, int layers) implements PredictorSpec {

    public ResidualSpec {
        if (latentDimension < 1 || actionDimension < 1 || hidden < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "A residual predictor of latent dimension %d, action dimension %d and %d hidden layers of %d units makes no sense; all must be 1 or more.\nMaybe one was left at its default."
                            .formatted(latentDimension, actionDimension, layers, hidden));
        }
    }

    /// Linear layers with a bias each, the first of which gets the action too.
    @Override
    public long parameters() {
        long further = (layers - 1L) * hidden * (hidden + 1L);
        return (long) hidden * (latentDimension + actionDimension + 1) + further + latentDimension * (hidden + 1L);
    }

    @Override
    public long multiplications() {
        return (long) hidden * (2L * latentDimension + actionDimension + (layers - 1L) * hidden);
    }
}
