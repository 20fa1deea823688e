package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.util.List;

/// How a quasimetric is learned.
///
/// @param seen         how many of a latent's numbers, the first, it looks at; 0 for all
/// @param frequencies  of waves of these, at least 0
/// @param waveScale    deviation of their frequencies, per unit of latent
/// @param hidden       units in each hidden layer of its encoder
/// @param layers       of them
/// @param components   `C`, distances of which the greatest and the mean count
/// @param intervals    of each of them
/// @param span         steps at most between two latents that were seen one after the other, of which the distance may
///     be as many at most
/// @param far          steps from which on latents are not pushed further apart: more than the longest way has
/// @param softness     of that, in steps
/// @param slack        by how much, as a part, distances may be longer than what was done, on average
/// @param updates      how many
/// @param batch        pairs that are pushed apart in each; twice as many are kept near
/// @param learningRate the highest; climbs over the first twentieth of the updates, then falls to nothing by a cosine
public record QuasimetricConfig(
        int seen,
        int frequencies,
        double waveScale,
        int hidden,
        int layers,
        int components,
        int intervals,
        int span,
        double far,
        double softness,
        double slack,
        int updates,
        int batch,
        double learningRate) {

    public QuasimetricConfig {
        require(seen >= 0, "number of seen numbers", seen, "at least 0");
        require(frequencies >= 0, "number of waves", frequencies, "at least 0");
        require(waveScale > 0 && waveScale < 1e6, "scale of waves", waveScale, "above 0");
        require(hidden >= 1, "number of hidden units", hidden, "at least 1");
        require(layers >= 1, "number of hidden layers", layers, "at least 1");
        require(components >= 1, "number of components", components, "at least 1");
        require(intervals >= 1, "number of intervals", intervals, "at least 1");
        require(span >= 1, "span", span, "at least 1");
        require(far > 0 && far < 1e9, "far", far, "above 0");
        require(softness > 0 && softness < 1e9, "softness", softness, "above 0");
        require(slack > 0 && slack < 1, "slack", slack, "above 0 and below 1");
        require(updates >= 1, "number of updates", updates, "at least 1");
        require(batch >= 2, "batch", batch, "at least 2");
        require(learningRate > 0 && learningRate < 1, "learning rate", learningRate, "above 0 and below 1");
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The quasimetric's %s is %s; it must be %s.\nMaybe two settings were swapped."
                            .formatted(name, value, expected));
        }
    }

    /// For ways of up to about a thousand steps; not tuned.
    public static QuasimetricConfig defaults() {
        return new QuasimetricConfig(0, 64, 4, 256, 3, 32, 8, 10, 1000, 100, 0.25, 10_000, 256, 1e-3);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record: `span=10`
    /// @throws ConfigurationException when a key is not known or a value cannot be used
    public QuasimetricConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }
}
