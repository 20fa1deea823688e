package io.github.jepa4j.learning;

import io.github.jepa4j.data.WindowBatch;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Which frames of each window are encoded, and the pairs among them that follow each other.
final class EncodedFrames {

    private final int[] times;
    private final int[] firstOfPairs;
    private byte[] chosen = new byte[0];

    /// @param times `[M]`, increasing
    EncodedFrames(int[] times) {
        this.times = times.clone();
        firstOfPairs = IntStream.range(0, times.length - 1)
                .filter(m -> times[m + 1] == times[m] + 1)
                .toArray();
    }

    /// How many frames of a window are encoded, `M`.
    int count() {
        return times.length;
    }

    /// The bytes of the frames that are encoded, window after window.
    ///
    /// @return `[B, M, C, Y, X]`, overwritten by the next call
    byte[] of(WindowBatch batch) {
        if (times.length == batch.frames()) {
            return batch.pixels();
        }
        int frame = batch.channels() * batch.rows() * batch.columns();
        if (chosen.length != batch.windows() * times.length * frame) {
            chosen = new byte[batch.windows() * times.length * frame];
        }
        for (int b = 0; b < batch.windows(); b++) {
            for (int m = 0; m < times.length; m++) {
                int from = (b * batch.frames() + times[m]) * frame;
                System.arraycopy(batch.pixels(), from, chosen, (b * times.length + m) * frame, frame);
            }
        }
        return chosen;
    }

    /// The latents that follow each other, as windows of two.
    ///
    /// @param latents `[B, M, D]`
    /// @return `[B * P, 2, D]`, or the latents themselves where all of them follow each other
    Tensor pairs(Tensor latents) {
        if (unbroken()) {
            return latents;
        }
        Tensor[] pairs = new Tensor[firstOfPairs.length];
        for (int p = 0; p < pairs.length; p++) {
            pairs[p] = latents.narrow(1, firstOfPairs[p], 2);
        }
        return torch.cat(new TensorVector(pairs), 0);
    }

    /// The actions between them.
    ///
    /// @param actions `[B, T - 1, A]`
    /// @return `[B * P, 1, A]`, or the actions themselves
    Tensor actionsOfPairs(Tensor actions) {
        if (unbroken()) {
            return actions.narrow(1, 0, times.length - 1L);
        }
        Tensor[] between = new Tensor[firstOfPairs.length];
        for (int p = 0; p < between.length; p++) {
            between[p] = actions.narrow(1, times[firstOfPairs[p]], 1);
        }
        return torch.cat(new TensorVector(between), 0);
    }

    private boolean unbroken() {
        return firstOfPairs.length == times.length - 1;
    }
}
