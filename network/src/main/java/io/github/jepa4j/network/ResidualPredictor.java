package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A perceptron that predicts what an action changes, `LayerNorm(z + f(z, a))`, or without the
/// normalisation where the encoder has none. `ResidualWorldModel` in module `worldmodel`, which gives the
/// formula and its sources, is the same function without the engine.
public final class ResidualPredictor implements Predictor {

    /// How far an action's weights reach at the start, both ways. Of the order of one whatever the widths:
    /// an action of two numbers is to be heard beside a latent of hundreds, and a unit is rarely silent for
    /// all actions.
    static final double ACTION_BOUND = 0.5;

    private final List<Linear> hidden = new ArrayList<>();
    private final Tensor actionWeight;
    private final Linear output;
    private final @Nullable LayerNorm norm;

    /// Makes the predictor's parameters, named as in a checkpoint; uniform within `1 / sqrt(fan in)` at the
    /// start.
    ///
    /// @param norm the encoder's, which follows each step; none where latents are not normalised
    public ResidualPredictor(Parameters parameters, ResidualSpec spec, @Nullable LayerNorm norm) {
        int in = spec.latentDimension();
        for (int i = 0; i < spec.layers(); i++) {
            hidden.add(Linear.uniform(parameters, "predictor.hidden." + i, in, spec.hidden()));
            in = spec.hidden();
        }
        actionWeight =
                parameters.uniform("predictor.action.weight", ACTION_BOUND, spec.hidden(), spec.actionDimension());
        output = Linear.uniform(parameters, "predictor.output", spec.hidden(), spec.latentDimension());
        this.norm = norm;
    }

    @Override
    public Tensor forward(Tensor latent, Tensor action) {
        Tensor units = torch.linear(action, actionWeight, new TensorOptional())
                .add_(hidden.getFirst().forward(latent))
                .relu_();
        for (Linear layer : hidden.subList(1, hidden.size())) {
            units = layer.forward(units).relu_();
        }
        Tensor next = output.forward(units).add_(latent);
        return norm == null ? next : norm.forward(next);
    }
}
