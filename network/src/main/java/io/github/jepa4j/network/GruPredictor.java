package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.GruSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A gated recurrent unit as a world model (Cho et al., *Learning Phrase Representations using RNN
/// Encoder-Decoder*, 2014; PyTorch's variant, with the reset gate after the product): the hidden state is
/// the latent, the input is the action, and the encoder's own layer normalisation follows. `GruWorldModel`
/// in module `worldmodel` is the same function without the engine.
public final class GruPredictor implements Predictor {

    private final Tensor inputWeight;
    private final Tensor hiddenWeight;
    private final TensorOptional inputBias;
    private final TensorOptional hiddenBias;
    private final LayerNorm norm;

    /// Makes the predictor's parameters, named as in a checkpoint; uniform within `1 / sqrt(D)` at the
    /// start.
    public GruPredictor(Parameters parameters, GruSpec spec, LayerNorm norm) {
        int d = spec.latentDimension();
        double bound = 1 / Math.sqrt(d);
        inputWeight = parameters.uniform("predictor.gru.weight_ih", bound, 3L * d, spec.actionDimension());
        hiddenWeight = parameters.uniform("predictor.gru.weight_hh", bound, 3L * d, d);
        inputBias = new TensorOptional(parameters.uniform("predictor.gru.bias_ih", bound, 3L * d));
        hiddenBias = new TensorOptional(parameters.uniform("predictor.gru.bias_hh", bound, 3L * d));
        this.norm = norm;
    }

    @Override
    public Tensor forward(Tensor latent, Tensor action) {
        return norm.forward(torch.gru_cell(action, latent, inputWeight, hiddenWeight, inputBias, hiddenBias));
    }
}
