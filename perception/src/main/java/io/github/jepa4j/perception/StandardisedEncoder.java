package io.github.jepa4j.perception;

import io.github.jepa4j.world.Observation;
import java.util.Arrays;
import java.util.List;

/// An encoder whose latents are shifted and scaled, each dimension by itself: `(z - mean) / std`. The
/// dimensions of an encoder that was made elsewhere may differ in size by orders of magnitude; the largest
/// would then be all that a predictor learns, and all that the distance to a goal tells.
///
/// @param encoder whose latents they are
/// @param mean    `[D]`, finite
/// @param std     `[D]`, finite and above 0
public record StandardisedEncoder(Encoder encoder, float[] mean, float[] std) implements Encoder {

    public StandardisedEncoder {
        int dimension = encoder.dimension();
        if (mean.length != dimension || std.length != dimension) {
            throw new IllegalArgumentException(
                    "The encoder makes latents of %d dimensions, but there are %d means and %d standard deviations; it needs one of each per dimension.\nMaybe they are another encoder's."
                            .formatted(dimension, mean.length, std.length));
        }
        for (int d = 0; d < dimension; d++) {
            if (!(std[d] > 0) || Float.isInfinite(std[d]) || !Float.isFinite(mean[d])) {
                throw new IllegalArgumentException(
                        "The latents' dimension %d has mean %s and standard deviation %s; the mean must be finite and the deviation finite and above 0.\nMaybe that dimension never varied."
                                .formatted(d, mean[d], std[d]));
            }
        }
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public Latent encode(Observation observation) {
        return standardised(encoder.encode(observation));
    }

    @Override
    public List<Latent> encode(List<? extends Observation> observations) {
        return encoder.encode(observations).stream().map(this::standardised).toList();
    }

    private Latent standardised(Latent latent) {
        float[] values = new float[mean.length];
        for (int d = 0; d < values.length; d++) {
            values[d] = (latent.values()[d] - mean[d]) / std[d];
        }
        return new Latent(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StandardisedEncoder that
                && encoder.equals(that.encoder)
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * encoder.hashCode() + Arrays.hashCode(mean)) + Arrays.hashCode(std);
    }
}
