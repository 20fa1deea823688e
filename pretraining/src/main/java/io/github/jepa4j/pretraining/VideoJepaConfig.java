package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import java.util.List;

/// How a model learns to foresee clips frame by frame; see [VideoJepa].
///
/// @param target       what it is to predict
/// @param variation    what variance and covariance are taken of
/// @param width        channels of a latent map
/// @param memory       channels of what is remembered at each place
/// @param unrolled     how many steps ahead it is held to, at least 1: the second and later ones on its own
///     predictions
/// @param variance     of the shortfall of each latent channel's deviation, at least 0
/// @param covariance   of the squared covariances between latent channels, at least 0
/// @param optimisation how long and how fast
public record VideoJepaConfig(
        Target target,
        Variation variation,
        int width,
        int memory,
        int unrolled,
        double variance,
        double covariance,
        Optimisation optimisation) {

    /// What a model is to predict.
    public enum Target {
        /// The next latent map, of an encoder that learns along: a joint-embedding predictive architecture.
        LATENT,
        /// The next frame's pixels: the deterministic baseline.
        PIXELS,
        /// The next latent map of an encoder that stays as it was drawn: the baseline that has learned no features.
        RANDOM_LATENT
    }

    /// What has to vary, so that latents do not collapse.
    public enum Variation {
        /// Latents, over batch, times and places.
        LATENTS,
        /// What changes of them: latents less their mean over a clip's times, at each place. What stays as it is all
        /// clip long counts for nothing.
        CHANGES
    }

    public VideoJepaConfig {
        boolean sizes = width >= 2 && memory >= 1 && unrolled >= 1;
        boolean weights = variance >= 0 && covariance >= 0 && Double.isFinite(variance) && Double.isFinite(covariance);
        if (!sizes || !weights) {
            throw new IllegalArgumentException(
                    "A video model of width %d and memory %d, unrolled %d steps, with coefficients %s and %s makes no sense; the width must be at least 2, memory and steps 1, coefficients 0.\nMaybe one was left at its default."
                            .formatted(width, memory, unrolled, variance, covariance));
        }
    }

    /// For clips of 32 pixels on two cores.
    public static VideoJepaConfig small() {
        return new VideoJepaConfig(Target.LATENT, Variation.LATENTS, 24, 64, 1, 10, 10, Optimisation.ofForesight());
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record
    /// @throws io.github.jepa4j.configuration.ConfigurationException when a key is not known or a value cannot
    ///     be used
    public VideoJepaConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }
}
