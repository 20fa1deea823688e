package io.github.jepa4j.learning;

/// How a continuous latent variable is learned.
///
/// @param dimensions   `N`, numbers it has, at least 1
/// @param price        of information, above 0: how much the mean squared error of a latent number must shrink for each
///     nat that the variable tells
/// @param hidden       units in each hidden layer of the predictor and of what infers
/// @param layers       hidden layers of the predictor
/// @param unrolled     `K`, how many steps the predictor is unrolled on its own predictions
/// @param updates      how many
/// @param windows      `B`, in each update
/// @param learningRate the highest; climbs over the first tenth of the updates, then falls to nothing by a cosine
public record GaussianConfig(
        int dimensions,
        double price,
        int hidden,
        int layers,
        int unrolled,
        int updates,
        int windows,
        double learningRate) {

    /// Not tuned.
    public static GaussianConfig defaults() {
        return new GaussianConfig(2, 1e-2, 96, 2, 4, 10_000, 128, 2e-3);
    }

    public GaussianConfig {
        require(dimensions >= 1, "number of dimensions", dimensions, "at least 1");
        require(price > 0 && price < Double.POSITIVE_INFINITY, "price", price, "above 0 and finite");
        require(hidden >= 1, "number of hidden units", hidden, "at least 1");
        require(layers >= 1, "number of layers", layers, "at least 1");
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
