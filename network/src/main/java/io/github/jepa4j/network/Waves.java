package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Latents told by waves across them; `Waves` in module `worldmodel`, which gives the source, is the same function
/// without the engine.
///
/// @param frequencies `[F, D]`, drawn, and not trained
record Waves(Tensor frequencies) {

    /// @param scale deviation of the waves' frequencies, per unit of latent
    static Waves drawn(Parameters parameters, String name, double scale, int count, int dimension) {
        Tensor frequencies = parameters.normal(name, scale, count, dimension);
        parameters.freeze(name::equals);
        return new Waves(frequencies);
    }

    /// `[N, D]` to `[N, 2 F]`.
    Tensor of(Tensor latents) {
        Tensor phases = torch.mm(latents, frequencies.t());
        return torch.cat(new TensorVector(phases.sin(), phases.cos()), 1);
    }
}
