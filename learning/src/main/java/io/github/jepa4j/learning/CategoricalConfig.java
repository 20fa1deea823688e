package io.github.jepa4j.learning;

/// How a latent variable of a few values is learned.
///
/// @param values       `N`, how many it has, at least 2: it carries at most `log2 N` bits a step
/// @param price        of information, at least 0: how much the mean squared error of a latent number must shrink for
///     each nat by which a value is less likely than another; 0 lets the variable tell whatever helps
/// @param hidden       units in each of the predictor's hidden layers
/// @param layers       of them
/// @param chanceHidden units in each of the two hidden layers that tell how likely values are
/// @param frequencies  of the waves by which latents are told to those, for chances that change within a small part of
///     where latents are; 0: latents are told as they are
/// @param waveScale    deviation of their frequencies, per unit of latent
/// @param unrolled     `K`, how many steps the predictor is unrolled on its own predictions
/// @param updates      how many
/// @param windows      `B`, in each update
/// @param learningRate the highest; climbs over the first tenth of the updates, then falls to nothing by a cosine
public record CategoricalConfig(
        int values,
        double price,
        int hidden,
        int layers,
        int chanceHidden,
        int frequencies,
        double waveScale,
        int unrolled,
        int updates,
        int windows,
        double learningRate) {

    /// Tried on rooms whose doors open at random, not tuned.
    public static CategoricalConfig defaults() {
        return new CategoricalConfig(4, 2e-2, 96, 2, 64, 0, 8, 4, 10_000, 128, 2e-3);
    }

    /// Of levels of abstraction, where chances change as fast as what can be done does. Tried on OGBench's maze with
    /// teleporters of three outlets, not tuned.
    public static CategoricalConfig ofLevels() {
        return new CategoricalConfig(6, 2e-2, 256, 2, 128, 64, 8, 2, 8000, 192, 1e-3);
    }

    public CategoricalConfig {
        require(values >= 2, "number of values", values, "at least 2");
        require(price >= 0 && price < Double.POSITIVE_INFINITY, "price", price, "at least 0 and finite");
        require(hidden >= 1, "number of hidden units", hidden, "at least 1");
        require(layers >= 1, "number of layers", layers, "at least 1");
        require(chanceHidden >= 1, "number of hidden units for chances", chanceHidden, "at least 1");
        require(frequencies >= 0, "number of waves", frequencies, "at least 0");
        require(waveScale > 0 && waveScale < 1e6, "scale of waves", waveScale, "above 0");
        require(unrolled >= 1, "number of steps unrolled", unrolled, "at least 1");
        require(updates >= 1, "number of updates", updates, "at least 1");
        require(windows >= 1, "number of windows", windows, "at least 1");
        require(learningRate > 0 && learningRate < 1, "learning rate", learningRate, "above 0 and below 1");
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The latent variable's %s is %s; it must be %s.\nMaybe two settings were swapped."
                            .formatted(name, value, expected));
        }
    }
}
