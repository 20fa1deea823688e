package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;

/// Turns a frame into a latent map: two convolutions of stride 2, each batch-normalised and rectified, and one
/// that is linear. What is seen at a place reaches over 17 pixels.
public final class FrameEncoder {

    private final Conv2d first;
    private final BatchNorm firstNorm;
    private final Conv2d second;
    private final BatchNorm secondNorm;
    private final Conv2d last;

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    public FrameEncoder(Parameters parameters, Buffers buffers, String prefix, FrameSpec spec) {
        int width = spec.width();
        first = new Conv2d(parameters, prefix + ".0", spec.channels(), width, 5, 2);
        firstNorm = new BatchNorm(parameters, buffers, prefix + ".0.norm", width);
        second = new Conv2d(parameters, prefix + ".1", width, 2 * width, 3, 2);
        secondNorm = new BatchNorm(parameters, buffers, prefix + ".1.norm", 2 * width);
        last = new Conv2d(parameters, prefix + ".2", 2 * width, width, 3, 1);
    }

    /// `[B, C, Y, X]`, normalised, to `[B, width, Y / 4, X / 4]`.
    public Tensor forward(Tensor frames, Mode mode) {
        Tensor map = firstNorm.forward(first.forward(frames), mode).relu_();
        return last.forward(secondNorm.forward(second.forward(map), mode).relu_());
    }
}
