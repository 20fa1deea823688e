package io.github.jepa4j.worldmodel;

/// The sizes of a [Policy].
///
/// @param latentDimension `D` of the latents that it acts from
/// @param aim             the kind of what is wanted that it was distilled for
/// @param aimDimension    `G`, numbers by which it is told that, at least 1
/// @param actionDimension `A`
/// @param horizon         `H`, how many actions it tells at a time, at least 1
/// @param hidden          units in each hidden layer, at least 1
/// @param layers          of them, at least 1
public record PolicySpec(
        int latentDimension, String aim, int aimDimension, int actionDimension, int horizon, int hidden, int layers) {

    public PolicySpec {
        require("latent dimensions", latentDimension);
        require("numbers of an aim", aimDimension);
        require("action axes", actionDimension);
        require("actions at a time", horizon);
        require("hidden units", hidden);
        require("hidden layers", layers);
    }

    private static void require(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "The policy has %d %s; it needs at least 1.\nMaybe one was left at 0.".formatted(value, what));
        }
    }

    Feedforward.Sizes sizes() {
        return new Feedforward.Sizes(latentDimension + aimDimension, 0, hidden, layers, horizon * actionDimension);
    }
}
