package io.github.jepa4j.data;

/// Windows of consecutive frames with the actions between them. The arrays are not copied: whoever asked
/// for a batch may reuse them once it is done with it.
///
/// | array   | shape             | unit                                       |
/// |---------|-------------------|--------------------------------------------|
/// | pixels  | `[B, T, C, Y, X]` | unsigned bytes                             |
/// | actions | `[B, T - 1, A]`   | raw, as commanded; action `t` leads from frame `t` to `t + 1` |
///
/// @param windows  `B`
/// @param frames   `T`
/// @param image    the shape of each frame
/// @param pixels   the frames
/// @param actions  the actions between them
public record WindowBatch(int windows, int frames, ObservationShape.OfPixels image, byte[] pixels, float[] actions) {

    /// Zeros of the right sizes.
    public static WindowBatch empty(int windows, int frames, StoreDescription description) {
        if (!(description.observation() instanceof ObservationShape.OfPixels image)) {
            throw new IllegalArgumentException(
                    "Windows of pixels cannot be read from a store of %s.\nMaybe another store was meant."
                            .formatted(description.observation()));
        }
        long bytes = (long) windows * frames * image.size();
        if (windows < 1 || frames < 2 || bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A batch of %d windows of %d frames of %d bytes cannot be made; it needs at least 1 window, 2 frames and at most 2 GiB.\nMaybe the batch size and the window length were swapped."
                            .formatted(windows, frames, image.size()));
        }
        return new WindowBatch(
                windows,
                frames,
                image,
                new byte[(int) bytes],
                new float[windows * (frames - 1) * description.actionDimension()]);
    }

    /// `C`.
    public int channels() {
        return image.channels();
    }

    /// `Y`.
    public int rows() {
        return image.rows();
    }

    /// `X`.
    public int columns() {
        return image.columns();
    }
}
