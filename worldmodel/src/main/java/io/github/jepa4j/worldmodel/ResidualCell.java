package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.HiddenUnits;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.PackedMatrix;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.List;

/// A step of a [ResidualWorldModel]. A row of scratch holds the units of each hidden layer, a row of what the way back
/// needs their gradients: `[N, M]`.
///
/// @param layers the hidden layers; only the first gets the action
/// @param output from the last hidden layer to the change of the latent
/// @param bias   `[D]`, added to that
record ResidualCell(Kernels kernels, List<Layer> layers, Product output, float[] bias, LayerNorm norm) implements Cell {

    /// A matrix, for both ways.
    ///
    /// @param forward transposed, `[in, out]`: multiplies values
    /// @param back    `[out, in]`: multiplies gradients
    record Product(PackedMatrix forward, PackedMatrix back) {

        static Product of(Kernels kernels, float[] matrix, int out, int in) {
            return new Product(
                    PackedMatrix.ofTransposed(kernels, matrix, in, out), PackedMatrix.of(kernels, matrix, out, in));
        }
    }

    /// A hidden layer.
    record Layer(Product product, HiddenUnits units) {}

    @Override
    public int dimension() {
        return bias.length;
    }

    @Override
    public int actions() {
        return layers.getFirst().units().actions();
    }

    @Override
    public int scratch() {
        return layers.size() * units();
    }

    @Override
    public int back() {
        return scratch();
    }

    @Override
    public int products() {
        return units();
    }

    private int units() {
        return layers.getFirst().units().units();
    }

    @Override
    public void multiply(Rows latents, Rows scratch) {
        kernels.multiply(latents, layers.getFirst().product().forward(), scratch);
    }

    @Override
    public void activate(Rows scratch, Rows latents, Rows actions, Rows next) {
        for (int i = 0; i < layers.size(); i++) {
            Rows hidden = layer(scratch, i);
            if (i > 0) {
                kernels.multiply(layer(scratch, i - 1), layers.get(i).product().forward(), hidden);
            }
            kernels.rectify(layers.get(i).units(), hidden, actions);
        }
        kernels.multiply(layer(scratch, layers.size() - 1), output.forward(), next);
        kernels.addToEach(bias, next);
        kernels.add(latents, next, dimension());
    }

    /// The gradient that bypasses the hidden layers is the one that came: it stays as it is.
    @Override
    public void activateBack(Rows scratch, Rows back, Rows latents, Rows gradient, Rows actions) {
        Rows above = gradient;
        PackedMatrix weights = output.back();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Rows own = layer(back, i);
            kernels.multiply(above, weights, own);
            kernels.rectifyBack(layers.get(i).units(), layer(scratch, i), own, actions);
            above = own;
            weights = layers.get(i).product().back();
        }
    }

    @Override
    public void multiplyBack(Rows back, Rows gradient) {
        kernels.multiply(layer(back, 0), layers.getFirst().product().back(), gradient);
    }

    private Rows layer(Rows rows, int layer) {
        return rows.at(rows.offset() + layer * units());
    }
}
