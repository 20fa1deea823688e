package io.github.jepa4j.network;

import io.github.jepa4j.perception.SignalsSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Normalised signals, and beside them what a perceptron makes of them. `SignalsEncoder` in module
/// `perception`, which gives the formula, is the same function without the engine.
public final class SignalsNetwork implements EncoderNetwork {

    private final List<Linear> hidden = new ArrayList<>();
    private final Linear output;

    /// Makes the network's parameters, named as in a checkpoint; uniform within `1 / sqrt(fan in)` at the
    /// start.
    public SignalsNetwork(Parameters parameters, SignalsSpec spec) {
        int in = spec.inputs();
        for (int i = 0; i < spec.widths().length; i++) {
            hidden.add(Linear.uniform(parameters, "encoder.hidden." + i, in, spec.widths()[i]));
            in = spec.widths()[i];
        }
        output = Linear.uniform(parameters, "encoder.output", in, spec.features());
    }

    @Override
    public @Nullable LayerNorm norm() {
        return null;
    }

    /// @param inputs `[B, I]`, normalised
    @Override
    public Tensor forward(Tensor inputs) {
        Tensor units = inputs;
        for (Linear layer : hidden) {
            units = layer.forward(units).relu_();
        }
        return torch.cat(new TensorVector(inputs, output.forward(units)), 1);
    }
}
