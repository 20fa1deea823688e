package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.Rows;

/// Latents told by waves across them, `sin(W z)` and then `cos(W z)`, so that a network tells apart what lies a few
/// centimetres apart; or as they are, where there are none.
///
/// Source: random Fourier features, Tancik et al. (2020), §4.
///
/// @param waves     `W`, `[F, D]`
/// @param count     `F`, 0 where there are none
/// @param dimension `D`
record Waves(float[] waves, int count, int dimension) {

    /// @param name  of the waves' tensor
    /// @param count 0 where there is none
    static Waves of(SafeTensors weights, String name, int count, int dimension) {
        return new Waves(count == 0 ? new float[0] : Weights.finite(weights, name, count, dimension), count, dimension);
    }

    /// How many numbers tell a latent.
    static int width(int count, int dimension) {
        return count == 0 ? dimension : 2 * count;
    }

    /// The derivative of a scalar by latents, from that by the waves, which there are.
    ///
    /// @param told      `[N, 2 F]`, what [#of] said of the latents
    /// @param gradients `[N, 2 F]`
    /// @return `[N, D]`
    float[] pullback(float[] told, float[] gradients) {
        int rows = told.length / (2 * count);
        float[] pulled = new float[rows * dimension];
        for (int row = 0; row < rows; row++) {
            for (int wave = 0; wave < count; wave++) {
                int sine = row * 2 * count + wave;
                int cosine = sine + count;
                float phase = gradients[sine] * told[cosine] - gradients[cosine] * told[sine];
                for (int i = 0; i < dimension; i++) {
                    pulled[row * dimension + i] += phase * waves[wave * dimension + i];
                }
            }
        }
        return pulled;
    }

    /// @param latents `[.., D]`
    /// @return `[.., 2 F]`, or the same where there are no waves
    Rows of(Rows latents) {
        if (count == 0) {
            return latents;
        }
        float[] features = new float[latents.count() * 2 * count];
        for (int row = 0; row < latents.count(); row++) {
            int begin = latents.begin(row);
            for (int wave = 0; wave < count; wave++) {
                float phase = 0;
                for (int i = 0; i < dimension; i++) {
                    phase += waves[wave * dimension + i] * latents.values()[begin + i];
                }
                features[row * 2 * count + wave] = (float) Math.sin(phase);
                features[row * 2 * count + count + wave] = (float) Math.cos(phase);
            }
        }
        return Rows.dense(features, 2 * count);
    }
}
