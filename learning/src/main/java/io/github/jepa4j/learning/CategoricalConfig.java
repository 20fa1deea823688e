package io.github.jepa4j.learning;

/// How a latent variable of a few values is learned.
///
/// @param values       `N`, how many it has, at least 2: it carries at most `log2 N` bits a step
/// @param price        of information, at least 0: how much the mean squared error of a latent number must shrink for
///     each nat by which a value is less likely than another; 0 lets the variable tell whatever helps
/// @param hidden       units in each of the predictor's hidden layers
/// @param layers       of them
/// @param chanceHidden units in each of the two hidden layers that tell how likely values are
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
        int unrolled,
        int updates,
        int windows,
        double learningRate) {

    /// Tried on rooms whose doors open at random, not tuned.
    public static CategoricalConfig defaults() {
        return new CategoricalConfig(4, 2e-2, 96, 2, 64, 4, 10_000, 128, 2e-3);
    }

    public CategoricalConfig {
        require(values >= 2, "number of values", values, "at least 2");
        require(price >= 0 && price < Double.POSITIVE_INFINITY, "price", price, "at least 0 and finite");
        require(hidden >= 1, "number of hidden units", hidden, "at least 1");
        require(layers >= 1, "number of layers", layers, "at least 1");
        require(chanceHidden >= 1, "number of hidden units for chances", chanceHidden, "at least 1");
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
