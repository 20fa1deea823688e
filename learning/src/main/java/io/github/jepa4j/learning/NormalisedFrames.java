package io.github.jepa4j.learning;

/// Turns stored frames into what the encoder takes, in the engine's favourite memory order: from bytes
/// `[B, C, Y, X]` to floats `[B, Y, X, C]` (channels last). The numbers are those of `PixelNormalisation`:
/// per frame and channel stretched to [0, 1], then standardised. A table of the 256 possible values makes
/// it a look-up per pixel.
final class NormalisedFrames {

    private static final int LEVELS = 256;
    private static final float EPSILON = 1e-6f;

    private final float[] mean;
    private final float[] std;

    NormalisedFrames(float[] mean, float[] std) {
        this.mean = mean;
        this.std = std;
    }

    /// @param bytes  `[N, C, P]`, unsigned
    /// @param pixels `P`, in a channel of a frame
    /// @param into   `[N, P, C]`, overwritten
    void fill(byte[] bytes, int pixels, float[] into) {
        int channels = mean.length;
        float[] table = new float[LEVELS];
        for (int plane = 0; plane < bytes.length / pixels; plane++) {
            int channel = plane % channels;
            tabulate(bytes, plane * pixels, pixels, channel, table);
            int to = plane / channels * pixels * channels + channel;
            for (int p = plane * pixels, end = p + pixels; p < end; p++, to += channels) {
                into[to] = table[bytes[p] & 0xFF];
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
