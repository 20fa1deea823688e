package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.HiddenUnits;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.ArrayList;
import java.util.List;

/// Layers with rectifiers, and one without: `h_1 = relu(W_1 x + V a + b_1)`, `h_i = relu(W_i h_(i-1) + b_i)`, `y = W
/// h_N + b`.
///
/// | weights                     | shape                                         |
/// |-----------------------------|-----------------------------------------------|
/// | `hidden.i.weight`, `.bias`  | `[M, in]` for the first, then `[M, M]`; `[M]` |
/// | `action.weight`             | `[M, A]`, where there are actions             |
/// | `output.weight`, `.bias`    | `[out, M]`, `[out]`                           |
///
/// @param layers hidden; only the first gets the action
record Feedforward(Kernels kernels, List<ResidualCell.Layer> layers, ResidualCell.Product output, float[] bias) {

    /// How many of what.
    ///
    /// @param actions `A`, 0 where there are none
    /// @param hidden  `M`
    /// @param layers  hidden, at least 1
    record Sizes(int inputs, int actions, int hidden, int layers, int outputs) {}

    /// @param prefix of the names in the table
    static Feedforward of(String prefix, Sizes sizes, SafeTensors weights, Kernels kernels) {
        int units = sizes.hidden();
        List<ResidualCell.Layer> layers = new ArrayList<>();
        for (int i = 0; i < sizes.layers(); i++) {
            int in = i == 0 ? sizes.inputs() : units;
            String name = prefix + "hidden." + i;
            float[] action = i == 0 && sizes.actions() > 0
                    ? Weights.finite(weights, prefix + "action.weight", units, sizes.actions())
                    : new float[0];
            layers.add(new ResidualCell.Layer(
                    product(kernels, weights, name, units, in),
                    HiddenUnits.of(action, Weights.finite(weights, name + ".bias", units))));
        }
        return new Feedforward(
                kernels,
                layers,
                product(kernels, weights, prefix + "output", sizes.outputs(), units),
                Weights.finite(weights, prefix + "output.bias", sizes.outputs()));
    }

    private static ResidualCell.Product product(Kernels kernels, SafeTensors weights, String name, int out, int in) {
        return ResidualCell.Product.of(kernels, Weights.finite(weights, name + ".weight", out, in), out, in);
    }

    int outputs() {
        return bias.length;
    }

    /// `A`.
    int actions() {
        return layers.getFirst().units().actions();
    }

    /// @param inputs  `[N, in]`
    /// @param actions `[N, A]`, more after them is not looked at
    /// @return `[N, out]`
    Rows apply(Rows inputs, Rows actions) {
        return end(hidden(inputs, actions).getLast());
    }

    /// Where there are no actions.
    Rows apply(Rows inputs) {
        return apply(inputs, inputs);
    }

    private Rows end(Rows hidden) {
        Rows outputs = Rows.dense(new float[hidden.count() * outputs()], outputs());
        kernels.multiply(hidden, output.forward(), outputs);
        kernels.addToEach(bias, outputs);
        return outputs;
    }

    private List<Rows> hidden(Rows inputs, Rows actions) {
        List<Rows> all = new ArrayList<>();
        Rows below = inputs;
        for (ResidualCell.Layer layer : layers) {
            int units = layer.units().units();
            Rows hidden = Rows.dense(new float[inputs.count() * units], units);
            kernels.multiply(below, layer.product().forward(), hidden);
            kernels.rectify(layer.units(), hidden, actions);
            all.add(hidden);
            below = hidden;
        }
        return all;
    }

    /// The derivative of a scalar by the inputs, from that by the outputs. There are no actions.
    ///
    /// @param inputs   `[N, in]`
    /// @param gradient `[N, out]`
    /// @return `[N, in]`
    Rows pullback(Rows inputs, Rows gradient) {
        return pullback(inputs, inputs, gradient, Rows.dense(new float[0], 1));
    }

    /// The same where there are actions.
    ///
    /// @param actions         `[N, A]`
    /// @param actionGradients `[N, A]`, out: the derivative by them
    Rows pullback(Rows inputs, Rows actions, Rows gradient, Rows actionGradients) {
        List<Rows> hidden = hidden(inputs, actions);
        Rows above = gradient;
        ResidualCell.Product weights = output;
        Rows none = Rows.dense(new float[0], 1);
        for (int i = layers.size() - 1; i >= 0; i--) {
            HiddenUnits units = layers.get(i).units();
            Rows own = Rows.dense(new float[inputs.count() * units.units()], units.units());
            kernels.multiply(above, weights.back(), own);
            kernels.rectifyBack(units, hidden.get(i), own, i == 0 ? actionGradients : none);
            above = own;
            weights = layers.get(i).product();
        }
        int in = inputs.stride();
        Rows pulled = Rows.dense(new float[inputs.count() * in], in);
        kernels.multiply(above, weights.back(), pulled);
        return pulled;
    }
}
