package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;

/// Named signals to a latent: the normalised signals themselves, and beside them what a small perceptron makes of
/// them. In pure Java.
///
/// `z = [x; W h_N + b]` with `h_i = relu(W_i h_(i-1) + b_i)` and `h_0 = x`, the inputs of [SignalsSpec]. So what is
/// read back from a latent, also from an imagined one, is exact where the latent is ([SignalsSpec#read]), and distances
/// between latents mean something from the first step of training on. Differs from the pixels' [ImpalaEncoder]: no
/// layer normalisation, which would lose how large a signal is.
///
/// | weights                         | shape                                   |
/// |---------------------------------|-----------------------------------------|
/// | `encoder.hidden.i.weight`, `.bias` | `[W_i, W_(i-1)]`, `[W_i]`; `W_(-1) = I` |
/// | `encoder.output.weight`, `.bias`   | `[F, W_(N-1)]`, `[F]`                |
public final class SignalsEncoder implements Encoder {

    /// A matrix and what is added: `[out, in]`, `[out]`.
    private record Layer(float[] weight, float[] bias, int in) {

        float[] apply(float[] input, boolean isRectified) {
            float[] output = new float[bias.length];
            for (int o = 0; o < output.length; o++) {
                float sum = bias[o];
                for (int i = 0; i < in; i++) {
                    sum += weight[o * in + i] * input[i];
                }
                output[o] = isRectified ? Math.max(0, sum) : sum;
            }
            return output;
        }
    }

    private final SignalsSpec spec;
    private final List<Layer> layers = new ArrayList<>();

    private SignalsEncoder(SignalsSpec spec, SafeTensors weights) {
        this.spec = spec;
        int in = spec.inputs();
        for (int i = 0; i < spec.widths().length; i++) {
            layers.add(layer(weights, "encoder.hidden." + i, spec.widths()[i], in));
            in = spec.widths()[i];
        }
        layers.add(layer(weights, "encoder.output", spec.features(), in));
    }

    /// An encoder with these weights; others among them are ignored.
    ///
    /// @throws IllegalArgumentException when a weight is missing, has another shape, or is not finite
    public static SignalsEncoder of(SignalsSpec spec, SafeTensors weights) {
        return new SignalsEncoder(spec, weights);
    }

    private static Layer layer(SafeTensors weights, String name, int out, int in) {
        return new Layer(
                Weights.finite(weights, name + ".weight", out, in), Weights.finite(weights, name + ".bias", out), in);
    }

    /// The sizes of this encoder.
    public SignalsSpec spec() {
        return spec;
    }

    @Override
    public int dimension() {
        return spec.latentDimension();
    }

    /// The latent of signals. Where a signal is missing (NaN) it holds NaN: an agent then plans nothing, and falls
    /// back.
    @Override
    public Latent encode(Observation observation) {
        float[] values = check(observation);
        float[] latent = new float[dimension()];
        spec.normalise(values, latent, 0);
        float[] units = latent;
        for (int i = 0; i < layers.size(); i++) {
            units = layers.get(i).apply(units, i + 1 < layers.size());
        }
        System.arraycopy(units, 0, latent, spec.inputs(), units.length);
        return new Latent(latent);
    }

    private float[] check(Observation observation) {
        if (!(observation instanceof Signals seen) || seen.values().length != spec.signals()) {
            throw new IllegalArgumentException(
                    "This encoder sees the signals %s, but was given %s.\nMaybe the observation is another world's."
                            .formatted(spec.names(), observation));
        }
        return seen.values();
    }
}
