package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import java.util.List;

/// How a model learns to foresee from two frames; see [PairJepa].
///
/// @param target       what it is to predict: latents, pixels, or the latents of an encoder that stays as
///     it was drawn
/// @param width        channels of the encoder's first stage; the second has twice, the third four times
///     as many
/// @param patch        the side of the patches that frames are cut into: 1, 2 or 4
/// @param latent       `D`, numbers of a latent, at least 2
/// @param hidden       units of each of the predictor's hidden layers
/// @param layers       hidden layers of the predictor
/// @param expander     `E`, numbers of what is kept from collapse, at least 2
/// @param unrolled     `K`, how many steps ahead it is held to, at least 1: on its own predictions
/// @param prediction   of the error of predicted latents, at least 0
/// @param variance     of the shortfall of each expanded number's deviation, at least 0
/// @param covariance   of the squared covariances between expanded numbers, at least 0
/// @param noise        added to latents before they are expanded, in root mean squares of a latent's
///     numbers, at least 0
/// @param directions   of the number of directions that latents spread over, at least 0
/// @param optimisation how long and how fast
public record PairJepaConfig(
        Target target,
        int width,
        int patch,
        int latent,
        int hidden,
        int layers,
        int expander,
        int unrolled,
        double prediction,
        double variance,
        double covariance,
        double noise,
        double directions,
        Optimisation optimisation) {

    public PairJepaConfig {
        check("width", width, width >= 1, "at least 1");
        check("latent", latent, latent >= 2, "at least 2");
        check("hidden", hidden, hidden >= 1, "at least 1");
        check("layers", layers, layers >= 1, "at least 1");
        check("expander", expander, expander >= 2, "at least 2");
        check("unrolled", unrolled, unrolled >= 1, "at least 1");
        coefficient("prediction", prediction);
        coefficient("variance", variance);
        coefficient("covariance", covariance);
        coefficient("noise", noise);
        coefficient("directions", directions);
    }

    /// For clips of 32 pixels on two cores.
    public static PairJepaConfig small() {
        Optimisation optimisation =
                new Optimisation(5000, 32, 2e-3, 0.1, 1e-4, 10, 500, 20, 0, Optimisation.Descent.ADAMW);
        return new PairJepaConfig(Target.LATENT, 16, 4, 16, 128, 2, 64, 8, 25, 25, 1, 0, 0, optimisation);
    }

    /// The same with some settings changed.
    ///
    /// @param settings each `key=value`, the keys being the components of this record
    /// @throws io.github.jepa4j.configuration.ConfigurationException when a key is not known or a value
    ///     cannot be used
    public PairJepaConfig with(String... settings) {
        return Configuration.override(this, List.of(settings));
    }

    /// Of the network that sees two frames, the earlier one's channels first.
    ResNetSpec encoder(int channels, int rows, int columns) {
        return new ResNetSpec(2 * channels, rows, columns, new int[] {width, 2 * width, 4 * width}, 1, patch);
    }

    private static void coefficient(String name, double value) {
        check(name, value, value >= 0 && Double.isFinite(value), "at least 0 and finite");
    }

    private static void check(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The %s of a model of two frames is %s; it must be %s.\nMaybe a digit was lost."
                            .formatted(name, value, expected));
        }
    }
}
