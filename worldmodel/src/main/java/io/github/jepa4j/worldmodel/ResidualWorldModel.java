package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.HiddenUnits;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import java.util.ArrayList;
import java.util.List;

/// A world model that predicts what an action *changes*: `z' = LayerNorm(z + f(z, a))`, in pure Java. `f` is a
/// perceptron: `h_1 = relu(W_1 z + V a + b_1)`, `h_i = relu(W_i h_(i-1) + b_i)`, `f = W h_N + b`.
///
/// Source: the residual block of He et al., *Deep Residual Learning for Image Recognition*, 2016, with linear
/// layers, and a layer normalisation (Ba, Kiros and Hinton, 2016) after the sum. Differs from the predictor of the
/// two-rooms peers, a GRU ([GruWorldModel]): at the start of training it already predicts that nothing changes, and
/// latent and action meet before a nonlinearity, so that a hidden unit can hold one case of what an action does where.
///
/// | weights                                 | shape         |
/// |-----------------------------------------|---------------|
/// | `predictor.hidden.0.weight`, `.bias`    | `[M, D]`, `[M]` |
/// | `predictor.action.weight`               | `[M, A]`      |
/// | `predictor.hidden.i.weight`, `.bias`    | `[M, M]`, `[M]`, for each further layer |
/// | `predictor.output.weight`, `.bias`      | `[D, M]`, `[D]` |
/// | `encoder.norm.weight`, `.bias`          | `[D]`, shared with the encoder |
///
/// A candidate's latents do not depend on the other candidates of its batch, nor on the number of threads, bit for
/// bit.
public final class ResidualWorldModel implements LatentPredictor {

    private static final LayerNorm NO_NORM = new LayerNorm(new float[0], new float[0]);

    private final ResidualSpec spec;
    private final Rollouts rollouts;

    private ResidualWorldModel(ResidualSpec spec, Rollouts rollouts) {
        this.spec = spec;
        this.rollouts = rollouts;
    }

    /// A model with these weights, that imagines on the calling thread.
    ///
    /// @throws IllegalArgumentException when a weight is missing, has another shape, or is not finite
    public static ResidualWorldModel of(ResidualSpec spec, SafeTensors weights) {
        return of(spec, weights, Kernels.best());
    }

    static ResidualWorldModel of(ResidualSpec spec, SafeTensors weights, Kernels kernels) {
        return new ResidualWorldModel(spec, Rollouts.of(cell(spec, weights, kernels, norm(spec, weights))));
    }

    private static LayerNorm norm(ResidualSpec spec, SafeTensors weights) {
        int d = spec.latentDimension();
        return new LayerNorm(
                Weights.finite(weights, "encoder.norm.weight", d), Weights.finite(weights, "encoder.norm.bias", d));
    }

    /// A step by these weights, normalised where the encoder normalises.
    static Cell cell(ResidualSpec spec, SafeTensors weights, Kernels kernels) {
        return weights.tensors().containsKey("encoder.norm.weight")
                ? cell(spec, weights, kernels, norm(spec, weights))
                : new UnnormalisedCell(cell(spec, weights, kernels, NO_NORM));
    }

    /// A model whose latents are not normalised, `z' = z + f(z, a)`, as goes with a `SignalsEncoder`; it has no weights
    /// `encoder.norm`.
    ///
    /// @throws IllegalArgumentException as [#of] does
    public static ResidualWorldModel unnormalised(ResidualSpec spec, SafeTensors weights) {
        ResidualCell cell = cell(spec, weights, Kernels.best(), NO_NORM);
        return new ResidualWorldModel(spec, Rollouts.of(new UnnormalisedCell(cell)));
    }

    private static ResidualCell cell(ResidualSpec spec, SafeTensors weights, Kernels kernels, LayerNorm norm) {
        int d = spec.latentDimension();
        List<ResidualCell.Layer> layers = new ArrayList<>();
        for (int i = 0; i < spec.layers(); i++) {
            layers.add(layer(spec, weights, kernels, i));
        }
        float[] output = Weights.finite(weights, "predictor.output.weight", d, spec.hidden());
        return new ResidualCell(
                kernels,
                layers,
                ResidualCell.Product.of(kernels, output, d, spec.hidden()),
                Weights.finite(weights, "predictor.output.bias", d),
                norm);
    }

    private static ResidualCell.Layer layer(ResidualSpec spec, SafeTensors weights, Kernels kernels, int index) {
        int m = spec.hidden();
        int in = index == 0 ? spec.latentDimension() : m;
        String name = "predictor.hidden." + index;
        float[] action = index == 0
                ? Weights.finite(weights, "predictor.action.weight", m, spec.actionDimension())
                : new float[0];
        return new ResidualCell.Layer(
                ResidualCell.Product.of(kernels, Weights.finite(weights, name + ".weight", m, in), m, in),
                HiddenUnits.of(action, Weights.finite(weights, name + ".bias", m)));
    }

    @Override
    public ResidualWorldModel withThreads(int threads) {
        return new ResidualWorldModel(spec, rollouts.withThreads(threads));
    }

    @Override
    public ResidualSpec spec() {
        return spec;
    }

    @Override
    public int latentDimension() {
        return spec.latentDimension();
    }

    @Override
    public int actionDimension() {
        return spec.actionDimension();
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        return rollouts.imagine(now, actions);
    }

    /// One step from each of many latents, `[N, D]` and `[N, 1, A]` to `[N, D]`.
    float[] step(float[] latents, ActionBatch actions) {
        return rollouts.step(latents, actions);
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        return rollouts.imagineForPullback(now, actions);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        return rollouts.pullback(rollout, latentGradients);
    }
}
