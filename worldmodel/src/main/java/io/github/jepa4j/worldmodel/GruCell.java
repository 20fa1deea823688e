package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.GruGates;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.PackedMatrix;
import io.github.jepa4j.tensor.internal.Rows;

/// A step of a [GruWorldModel]. A row of scratch holds the products of three gates, then the gates and what the new
/// gate is made of: `[4D]`.
///
/// @param hidden     `W_h` transposed, `[D, 3D]`: multiplies latents
/// @param hiddenBack `W_h`, `[3D, D]`: multiplies gradients
record GruCell(Kernels kernels, GruGates gates, PackedMatrix hidden, PackedMatrix hiddenBack, LayerNorm norm)
        implements Cell {

    @Override
    public int dimension() {
        return gates.dimension();
    }

    @Override
    public int actions() {
        return gates.actions();
    }

    @Override
    public int scratch() {
        return 4 * dimension();
    }

    @Override
    public int back() {
        return scratch();
    }

    @Override
    public int products() {
        return 3 * dimension();
    }

    @Override
    public void multiply(Rows latents, Rows scratch) {
        kernels.multiply(latents, hidden, scratch);
    }

    @Override
    public void activate(Rows scratch, Rows latents, Rows actions, Rows next) {
        kernels.gates(gates, scratch, latents, actions, next);
    }

    @Override
    public void activateBack(Rows scratch, Rows back, Rows latents, Rows gradient, Rows actions) {
        for (int row = 0; row < scratch.count(); row++) { // the kernel writes over the gates
            System.arraycopy(scratch.values(), scratch.begin(row), back.values(), back.begin(row), scratch());
        }
        kernels.gatesBack(gates, back, latents, gradient, actions);
    }

    @Override
    public void multiplyBack(Rows back, Rows gradient) {
        kernels.multiply(back, hiddenBack, gradient);
    }
}
