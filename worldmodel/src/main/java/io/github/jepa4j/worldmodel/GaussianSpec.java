package io.github.jepa4j.worldmodel;

/// The sizes of a [GaussianWorldModel].
///
/// @param latentDimension `D`, at least 1
/// @param actionDimension `A`, at least 1
/// @param dimensions      `N`, of the latent variable, at least 1
/// @param hidden          units in each hidden layer of the predictor and of what infers, at least 1
/// @param layers          hidden layers of the predictor, at least 1
public record GaussianSpec(int latentDimension, int actionDimension, int dimensions, int hidden, int layers) {

    /// Hidden layers of what infers.
    public static final int INFERENCE_LAYERS = 2;

    public GaussianSpec {
        if (dimensions < 1) {
            throw new IllegalArgumentException(
                    "A latent variable of %d dimensions tells nothing; it needs at least 1.\nMaybe a model without one was meant."
                            .formatted(dimensions));
        }
        new ResidualSpec(latentDimension, actionDimension + dimensions, hidden, layers); // refuses the others
    }

    /// Of the predictor, to which the variable is more actions.
    public ResidualSpec predictor() {
        return new ResidualSpec(latentDimension, actionDimension + dimensions, hidden, layers);
    }

    Feedforward.Sizes inference() {
        return new Feedforward.Sizes(2 * latentDimension, actionDimension, hidden, INFERENCE_LAYERS, 2 * dimensions);
    }
}
