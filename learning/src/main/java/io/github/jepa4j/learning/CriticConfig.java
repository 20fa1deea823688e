package io.github.jepa4j.learning;

/// How a critic is learned.
///
/// @param units        of each hidden layer
/// @param updates      how many
/// @param batch        states and goals in each
/// @param learningRate of the first update; falls to nothing by a cosine
/// @param discount     what a step more multiplies the nearness by, in (0, 1); steps beyond about `3 / (1 -
///     discount)` are hard to tell apart
/// @param steps        up to how many recorded steps a target looks ahead; more of them, and errors add up
///     less
/// @param expectile    above 0.5: how much better news counts than worse, in (0.5, 1)
/// @param ownFuture    the share of goals that lie in the state's own future, in [0, 1]; the others are
///     what the signals were in another episode
/// @param targetRate   by which share the target network follows at each update, in (0, 1]
public record CriticConfig(
        int units,
        int updates,
        int batch,
        double learningRate,
        double discount,
        int steps,
        double expectile,
        double ownFuture,
        double targetRate) {

    /// Chosen on two rooms.
    public static CriticConfig defaults() {
        return new CriticConfig(256, 20_000, 512, 1e-3, 0.98, 16, 0.8, 0.5, 0.005);
    }

    public CriticConfig {
        require(units >= 1, "units", units, "at least 1");
        require(updates >= 1, "updates", updates, "at least 1");
        require(batch >= 1, "batch", batch, "at least 1");
        require(learningRate > 0, "learning rate", learningRate, "above 0");
        require(discount > 0 && discount < 1, "discount", discount, "between 0 and 1");
        require(steps >= 1, "greatest number of steps at once", steps, "at least 1");
        require(expectile > 0.5 && expectile < 1, "expectile", expectile, "between 0.5 and 1");
        require(ownFuture >= 0 && ownFuture <= 1, "share of goals in the own future", ownFuture, "in [0, 1]");
        require(targetRate > 0 && targetRate <= 1, "target rate", targetRate, "in (0, 1]");
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The critic's %s is %s; it must be %s.\nMaybe two settings were swapped."
                    .formatted(name, value, expected));
        }
    }
}
