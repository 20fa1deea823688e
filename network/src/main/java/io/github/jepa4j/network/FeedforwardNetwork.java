package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Layers with rectifiers, and one without; an action may come in at the first. What a level or a latent variable is
/// told by; module `worldmodel` has the same function without the engine.
public final class FeedforwardNetwork {

    private final List<Linear> hidden = new ArrayList<>();
    private final @Nullable Tensor actionWeight;
    private final Linear output;

    /// How many of what.
    ///
    /// @param inputs  at least 1
    /// @param actions `A`, 0 where there are none
    /// @param hidden  units of each hidden layer, at least 1
    /// @param layers  hidden, at least 1
    /// @param outputs at least 1
    public record Sizes(int inputs, int actions, int hidden, int layers, int outputs) {}

    /// Makes the network's parameters, named as in a model file; uniform within `1 / sqrt(fan in)` at the start.
    ///
    /// @param prefix of their names, such as `chances.`
    public FeedforwardNetwork(Parameters parameters, String prefix, Sizes sizes) {
        int in = sizes.inputs();
        for (int i = 0; i < sizes.layers(); i++) {
            hidden.add(Linear.uniform(parameters, prefix + "hidden." + i, in, sizes.hidden()));
            in = sizes.hidden();
        }
        actionWeight = sizes.actions() == 0
                ? null
                : parameters.uniform(
                        prefix + "action.weight", ResidualPredictor.ACTION_BOUND, sizes.hidden(), sizes.actions());
        output = Linear.uniform(parameters, prefix + "output", in, sizes.outputs());
    }

    /// Where there are no actions.
    ///
    /// @param inputs `[N, in]`
    /// @return `[N, out]`
    public Tensor forward(Tensor inputs) {
        return forward(inputs, null);
    }

    /// @param inputs  `[N, in]`
    /// @param actions `[N, A]`
    /// @return `[N, out]`
    public Tensor forward(Tensor inputs, @Nullable Tensor actions) {
        Tensor units = hidden.getFirst().forward(inputs);
        if (actionWeight != null && actions != null) {
            units = torch.linear(actions, actionWeight, new TensorOptional()).add_(units);
        }
        units = units.relu_();
        for (Linear layer : hidden.subList(1, hidden.size())) {
            units = layer.forward(units).relu_();
        }
        return output.forward(units);
    }
}
