package io.github.jepa4j.learning;

import java.util.stream.IntStream;

/// Turns stored frames into what the encoder takes, in the engine's favourite memory order: from bytes
/// `[B, C, Y, X]` to floats `[B, Y, X, C]` (channels last). The numbers are those of `PixelNormalisation`:
/// per frame and channel stretched to [0, 1], then standardised. A table of the 256 possible values makes
/// it a look-up per pixel. Unless training is to keep to one thread, frames are shared out over the
/// common pool's: on one, this was a tenth of a training step during which the other cores waited.
final class NormalisedFrames {

    private static final int LEVELS = 256;
    private static final float EPSILON = 1e-6f;

    private final float[] mean;
    private final float[] std;

    private final boolean isParallel;

    NormalisedFrames(float[] mean, float[] std, boolean isParallel) {
        this.mean = mean;
        this.std = std;
        this.isParallel = isParallel;
    }

    /// @param bytes  `[N, C, P]`, unsigned
    /// @param pixels `P`, in a channel of a frame
    /// @param into   `[N, P, C]`, overwritten
    void fill(byte[] bytes, int pixels, float[] into) {
        int frame = mean.length * pixels;
        IntStream frames = IntStream.range(0, bytes.length / frame);
        (isParallel ? frames.parallel() : frames).forEach(n -> fillFrame(bytes, n * frame, pixels, into));
    }

    private void fillFrame(byte[] bytes, int frame, int pixels, float[] into) {
        int channels = mean.length;
        float[] table = new float[LEVELS];
        for (int channel = 0; channel < channels; channel++) {
            int from = frame + channel * pixels;
            tabulate(bytes, from, pixels, channel, table);
            for (int p = 0; p < pixels; p++) {
                into[frame + p * channels + channel] = table[bytes[from + p] & 0xFF];
            }
        }
    }

    private void tabulate(byte[] bytes, int from, int pixels, int channel, float[] table) {
        int least = 255;
        int most = 0;
        for (int p = from; p < from + pixels; p++) {
            int value = bytes[p] & 0xFF;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        for (int value = least; value <= most; value++) {
            float stretched = (value - least) / (most - least + EPSILON);
            table[value] = (stretched - mean[channel]) / (std[channel] + EPSILON);
        }
    }
}
