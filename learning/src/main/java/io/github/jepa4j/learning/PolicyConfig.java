package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.util.List;

/// How a policy is distilled.
///
/// @param hidden       units in each hidden layer
/// @param layers       of them
/// @param updates      how many
/// @param batch        plans in each update
/// @param learningRate the highest; climbs over the first twentieth of the updates, then falls to nothing by a cosine
public record PolicyConfig(int hidden, int layers, int updates, int batch, double learningRate) {

    public PolicyConfig {
        require(hidden >= 1, "number of hidden units", hidden, "at least 1");
        require(layers >= 1, "number of hidden layers", layers, "at least 1");
        require(updates >= 1, "number of updates", updates, "at least 1");
        require(batch >= 1, "batch", batch, "at least 1");
        require(learningRate > 0 && learningRate < 1, "learning rate", learningRate, "above 0 and below 1");
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("The policy's %s is %s; it must be %s.\nMaybe two settings were swapped."
                    .formatted(name, value, expected));
        }
    }

    /// Not tuned.
    public static PolicyConfig defaults() {
        return new PolicyConfig(256, 2, 5000, 256, 1e-3);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record: `updates=100`
    /// @throws ConfigurationException when a key is not known or a value cannot be used
    public PolicyConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }
}
