package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// The steps to one goal, by a [Critic].
///
/// @param dimension `D`
/// @param scale     steps per unit of `softplus(o)`
/// @param first     with the goal's part in its bias
record StepsToGo(int dimension, double scale, Perceptron.Layer first, Perceptron.Layer second, Perceptron.Layer last)
        implements Readout {

    /// The units of both hidden layers, for one latent after the other.
    private final class Units {

        private final float[] one = new float[first.bias().length];
        private final float[] two = new float[second.bias().length];
        private final float[] output = new float[1];

        double output(float[] latents, int begin) {
            first.rectified(latents, begin, dimension, one);
            second.rectified(one, 0, one.length, two);
            last.apply(two, 0, two.length, output);
            return output[0];
        }
    }

    @Override
    public String name() {
        return "steps to go";
    }

    @Override
    public String unit() {
        return "steps";
    }

    @Override
    public float[] read(Rollout rollout) {
        requireDimension(rollout);
        float[] values = new float[rollout.candidates() * (rollout.horizon() + 1)];
        Units units = new Units();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * softplus(units.output(rollout.latents(), i * dimension)));
        }
        return values;
    }

    /// `ln(1 + e^o)`, without overflow.
    private static double softplus(double output) {
        return Math.max(output, 0) + Math.log1p(Math.exp(-Math.abs(output)));
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        requireDimension(rollout);
        Units units = new Units();
        for (int i = 0; i < gradients.length; i++) {
            if (gradients[i] != 0) {
                double slope = scale / (1 + Math.exp(-units.output(rollout.latents(), i * dimension)));
                pullback((float) (gradients[i] * slope), units, into.latents(), i * dimension);
            }
        }
    }

    private void pullback(float gradient, Units units, float[] into, int begin) {
        for (int u = 0; u < units.two.length; u++) {
            units.two[u] = units.two[u] > 0 ? gradient * last.weights()[u] : 0;
        }
        for (int u = 0; u < units.one.length; u++) {
            units.one[u] = units.one[u] > 0 ? second.pulledBack(u, units.two) : 0;
        }
        for (int d = 0; d < dimension; d++) {
            into[begin + d] += first.pulledBack(d, units.one);
        }
    }

    @Override
    public float error(int time) {
        return 0;
    }

    private void requireDimension(Rollout rollout) {
        if (rollout.latentDimension() != dimension) {
            throw new IllegalArgumentException(
                    "The rollout has %d latent dimensions, but the critic judges %d.\nMaybe it was learned for another model."
                            .formatted(rollout.latentDimension(), dimension));
        }
    }
}
