package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.util.List;

/// How a predictor of a frozen encoder's latents is learned.
///
/// @param hidden       `M`, units in each hidden layer, at least 1
/// @param layers       hidden layers, at least 1
/// @param unrolled     `K`, how many steps it is unrolled on its own predictions, at least 1
/// @param windows      `B`, in each update, at least 1
/// @param steps        updates in all, at least 1
/// @param learningRate the highest, above 0; climbs over the first tenth of the updates, then falls to nothing
///     by a cosine
/// @param checkpoint   updates between checkpoints, at least 1
/// @param log          updates between measurements, at least 1
/// @param threads      threads of the training engine, 0 for a thread per core
public record PredictorConfig(
        int hidden,
        int layers,
        int unrolled,
        int windows,
        long steps,
        double learningRate,
        long checkpoint,
        int log,
        int threads) {

    public PredictorConfig {
        require(hidden >= 1, "hidden", hidden, "at least 1");
        require(layers >= 1, "layers", layers, "at least 1");
        require(unrolled >= 1, "unrolled", unrolled, "at least 1");
        require(windows >= 1, "windows", windows, "at least 1");
        require(steps >= 1, "steps", steps, "at least 1");
        require(learningRate > 0 && learningRate < 1, "learningRate", learningRate, "above 0 and below 1");
        require(checkpoint >= 1, "checkpoint", checkpoint, "at least 1");
        require(log >= 1, "log", log, "at least 1");
        require(threads >= 0, "threads", threads, "at least 0");
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The predictor's %s is %s; it must be %s.\nMaybe a digit was lost."
                    .formatted(name, value, expected));
        }
    }

    /// For latents of a few hundred dimensions on two cores; not tuned on published weights.
    public static PredictorConfig defaults() {
        return new PredictorConfig(512, 2, 8, 64, 4000, 1e-3, 500, 50, 0);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record: `steps=500`
    /// @throws ConfigurationException when a key is not known or a value cannot be used
    public PredictorConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }
}
