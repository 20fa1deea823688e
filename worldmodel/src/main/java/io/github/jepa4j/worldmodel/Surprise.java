package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;

/// How far the world turned out from what was imagined.
///
/// @param value the mean over latent dimensions of the squared distance between predicted and perceived
///     latent; 0 is none, 2 is what two unrelated normalised latents have
public record Surprise(double value) {

    /// The surprise of having predicted one latent and perceived another, both `[D]`.
    public static Surprise between(Latent predicted, Latent perceived) {
        Axes.bind("D", "predicted latent", predicted.dimension()).and("D", "perceived latent", perceived.dimension());
        double sum = 0;
        for (int i = 0; i < predicted.dimension(); i++) {
            double distance = (double) predicted.values()[i] - perceived.values()[i];
            sum += distance * distance;
        }
        return new Surprise(sum / predicted.dimension());
    }
}
