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
public final class GruWorldModel implements WorldModel {

    private final GruSpec spec;
    private final GruCell cell;
    private final int threads;

    private GruWorldModel(GruSpec spec, GruCell cell, int threads) {
        this.spec = spec;
        this.cell = cell;
        this.threads = threads;
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
        float[] weightInput = finite(weights, "predictor.gru.weight_ih", 3 * d, a);
        float[] weightHidden = finite(weights, "predictor.gru.weight_hh", 3 * d, d);
        float[] biasInput = finite(weights, "predictor.gru.bias_ih", 3 * d);
        float[] biasHidden = finite(weights, "predictor.gru.bias_hh", 3 * d);
        var norm = new LayerNorm(finite(weights, "encoder.norm.weight", d), finite(weights, "encoder.norm.bias", d));
        var cell = new GruCell(
                kernels,
                GruGates.of(d, weightInput, biasInput, biasHidden),
                PackedMatrix.ofTransposed(kernels, weightHidden, d, 3 * d),
                PackedMatrix.of(kernels, weightHidden, 3 * d, d),
                norm);
        return new GruWorldModel(spec, cell, 1);
    }

    private static float[] finite(SafeTensors weights, String name, int... shape) {
        float[] values = weights.tensor(name, shape).values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "The tensor %s holds %s at place %d; weights must be finite.\nMaybe training diverged."
                                .formatted(name, values[i], i));
            }
        }
        return values;
    }

    /// The same model, each of whose calls shares the candidates out over so many threads of the common
    /// pool. Changes no bit of any result.
    ///
    /// @param threads at least 1
    public GruWorldModel withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "A world model cannot use %d threads; it needs at least 1.\nMaybe the number of cores was divided by too much."
                            .formatted(threads));
        }
        return new GruWorldModel(spec, cell, threads);
    }

    /// The sizes of this model.
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
        return GruRollouts.imagine(cell, threads, now, actions);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        return GruRollouts.pullback(cell, threads, rollout, latentGradients);
    }
}
