package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A signal that no linear function of the latent tells well: a linear readout, corrected by a perceptron
/// of one hidden layer, `x = w z + b + sum over U of a_u s(w_u z + c_u)` with `s(v) = v / sqrt(1 + v^2)`;
/// the non-linear probe of Hewitt and Liang (*Designing and interpreting probes with control tasks*, EMNLP
/// 2019), used at run time. Costs `U` times what the linear one does.
///
/// @param linear     the linear part, with the name, the unit and the calibrated errors of the whole
/// @param inWeights  `w_u`, `[D, U]`, finite
/// @param inBiases   `c`, `[U]`, finite, at least one
/// @param outWeights `a`, `[U]`, in the signal's unit, finite
public record PerceptronReadout(LinearReadout linear, float[] inWeights, float[] inBiases, float[] outWeights)
        implements Readout {

    public PerceptronReadout {
        inWeights = inWeights.clone();
        inBiases = inBiases.clone();
        outWeights = outWeights.clone();
        int dimension = linear.weights().length;
        if (inBiases.length == 0
                || outWeights.length != inBiases.length
                || inWeights.length != (long) dimension * inBiases.length) {
            throw new IllegalArgumentException(
                    "The readout of %s has %d weights, %d biases and %d outputs; for U units on %d latent dimensions it needs %d U, U and U, U at least 1.\nMaybe the parts come from different files."
                            .formatted(
                                    linear.name(),
                                    inWeights.length,
                                    inBiases.length,
                                    outWeights.length,
                                    dimension,
                                    dimension));
        }
        for (float[] part : new float[][] {inWeights, inBiases, outWeights}) {
            for (float weight : part) {
                LinearReadout.requireFinite(linear.name(), weight);
            }
        }
    }

    @Override
    public String name() {
        return linear.name();
    }

    @Override
    public String unit() {
        return linear.unit();
    }

    @Override
    public float[] read(Rollout rollout) {
        float[] values = linear.read(rollout);
        float[] before = new float[inBiases.length];
        for (int i = 0; i < values.length; i++) {
            units(rollout.latents(), i * rollout.latentDimension(), before);
            double sum = values[i];
            for (int u = 0; u < before.length; u++) {
                sum += outWeights[u] * before[u] / Math.sqrt(1 + before[u] * before[u]);
            }
            values[i] = (float) sum;
        }
        return values;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        linear.pullback(rollout, gradients, into);
        int dimension = rollout.latentDimension();
        float[] slopes = new float[inBiases.length];
        for (int i = 0; i < gradients.length; i++) {
            if (gradients[i] != 0) {
                units(rollout.latents(), i * dimension, slopes);
                for (int u = 0; u < slopes.length; u++) {
                    double square = 1 + slopes[u] * slopes[u];
                    slopes[u] = (float) (gradients[i] * outWeights[u] / (square * Math.sqrt(square)));
                }
                for (int d = 0; d < dimension; d++) {
                    into.latents()[i * dimension + d] += product(d, slopes);
                }
            }
        }
    }

    @Override
    public float error(int time) {
        return linear.error(time);
    }

    /// What comes to each unit, `w_u z + c_u`; the units are the inner loop, of which the compiler makes
    /// vectors.
    private void units(float[] latents, int begin, float[] into) {
        System.arraycopy(inBiases, 0, into, 0, into.length);
        for (int d = 0; d < linear.weights().length; d++) {
            float value = latents[begin + d];
            int weights = d * into.length;
            for (int u = 0; u < into.length; u++) {
                into[u] += value * inWeights[weights + u];
            }
        }
    }

    private float product(int d, float[] slopes) {
        float sum = 0;
        for (int u = 0; u < slopes.length; u++) {
            sum += inWeights[d * slopes.length + u] * slopes[u];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerceptronReadout that
                && linear.equals(that.linear)
                && Arrays.equals(inWeights, that.inWeights)
                && Arrays.equals(inBiases, that.inBiases)
                && Arrays.equals(outWeights, that.outWeights);
    }

    @Override
    public int hashCode() {
        return 31 * linear.hashCode() + Arrays.hashCode(inWeights);
    }

    @Override
    public String toString() {
        return "PerceptronReadout[%s, %s, D = %d, U = %d]"
                .formatted(name(), unit(), linear.weights().length, inBiases.length);
    }
}
