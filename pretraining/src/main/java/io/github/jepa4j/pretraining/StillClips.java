package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.VisionSpec;
import org.bytedeco.pytorch.Tensor;

/// Single images for networks that see clips: each as a clip in which nothing moves, as V-JEPA 2 is shown
/// images. The path of its own that V-JEPA 2.1 has for them is not taken, as by
/// [io.github.jepa4j.pretrained.PretrainedEncoder].
final class StillClips {

    private StillClips() {}

    /// @param images `[B, C, Y, X]`, or clips already
    /// @return for a network that sees clips `[B, T, C, Y, X]`; else as they are
    static Tensor of(Tensor images, VisionSpec spec) {
        boolean isStill = spec.frames() > 1 && images.dim() == 4;
        return isStill ? images.unsqueeze(1).repeat(1, spec.frames(), 1, 1, 1) : images;
    }
}
