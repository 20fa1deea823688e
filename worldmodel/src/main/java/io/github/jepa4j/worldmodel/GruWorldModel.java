package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.GruGates;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.PackedMatrix;

/// A world model whose hidden state *is* the latent: `z' = LayerNorm(GRU(input = action, hidden = z))`, in
/// pure Java.
///
/// Source: the predictor of EB-JEPA (arXiv 2602.03604, two rooms) and PLDM (arXiv 2502.14819); the GRU is
/// that of Cho et al. 2014 in the form of cuDNN, where the reset gate acts on the product. It differs from
/// them in its hyperbolic tangent, exact to about 3e-7, and in its gradient, which is written by hand.
///
/// | weights                               | shape             |
/// |---------------------------------------|-------------------|
/// | `predictor.gru.weight_ih`             | `[3D, A]`         |
/// | `predictor.gru.weight_hh`             | `[3D, D]`         |
/// | `predictor.gru.bias_ih`, `.bias_hh`   | `[3D]`            |
/// | `encoder.norm.weight`, `.bias`        | `[D]`, shared with the encoder |
///
/// Gates in the order reset, update, new. A candidate's latents do not depend on the other candidates of
/// its batch, nor on the number of threads, bit for bit.
public final class GruWorldModel implements LatentPredictor {

    private final GruSpec spec;
    private final Rollouts rollouts;

    private GruWorldModel(GruSpec spec, Rollouts rollouts) {
        this.spec = spec;
        this.rollouts = rollouts;
    }

    /// A model with these weights, that imagines on the calling thread.
    ///
    /// @throws IllegalArgumentException when a weight is missing, has another shape, or is not finite
    public static GruWorldModel of(GruSpec spec, SafeTensors weights) {
        return of(spec, weights, Kernels.best());
    }

    static GruWorldModel of(GruSpec spec, SafeTensors weights, Kernels kernels) {
        int d = spec.latentDimension();
        int a = spec.actionDimension();
        float[] weightInput = Weights.finite(weights, "predictor.gru.weight_ih", 3 * d, a);
        float[] weightHidden = Weights.finite(weights, "predictor.gru.weight_hh", 3 * d, d);
        float[] biasInput = Weights.finite(weights, "predictor.gru.bias_ih", 3 * d);
        float[] biasHidden = Weights.finite(weights, "predictor.gru.bias_hh", 3 * d);
        var norm = new LayerNorm(
                Weights.finite(weights, "encoder.norm.weight", d), Weights.finite(weights, "encoder.norm.bias", d));
        var cell = new GruCell(
                kernels,
                GruGates.of(d, weightInput, biasInput, biasHidden),
                PackedMatrix.ofTransposed(kernels, weightHidden, d, 3 * d),
                PackedMatrix.of(kernels, weightHidden, 3 * d, d),
                norm);
        return new GruWorldModel(spec, Rollouts.of(cell));
    }

    @Override
    public GruWorldModel withThreads(int threads) {
        return new GruWorldModel(spec, rollouts.withThreads(threads));
    }

    @Override
    public GruSpec spec() {
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

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        return rollouts.imagineForPullback(now, actions);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        return rollouts.pullback(rollout, latentGradients);
    }
}
