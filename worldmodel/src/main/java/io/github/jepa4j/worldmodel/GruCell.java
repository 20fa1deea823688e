package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.GruGates;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.PackedMatrix;
import io.github.jepa4j.tensor.internal.Rows;

/// One step of the model and its gradient, for many candidates.
///
/// @param hidden     `W_h` transposed, `[D, 3D]`: multiplies latents
/// @param hiddenBack `W_h`, `[3D, D]`: multiplies gradients
record GruCell(Kernels kernels, GruGates gates, PackedMatrix hidden, PackedMatrix hiddenBack, LayerNorm norm) {

    int dimension() {
        return gates.dimension();
    }

    int actions() {
        return gates.actions();
    }

    /// The products of the hidden state, the costly part: the first `3D` of each row of `products`,
    /// `[.., 4D]`.
    void multiply(Rows latents, Rows products) {
        kernels.multiply(latents, hidden, products);
    }

    /// The rest of the step.
    ///
    /// @param products in: as [#multiply] leaves them; out: the gates
    /// @param next     `[.., D]`, out: the next latents before they are normalised
    void activate(Rows products, Rows latents, Rows actions, Rows next) {
        kernels.gates(gates, products, latents, actions, next);
    }
}
