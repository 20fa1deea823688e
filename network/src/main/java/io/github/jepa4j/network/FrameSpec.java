package io.github.jepa4j.network;

/// The sizes of the networks that watch a clip frame by frame.
///
/// @param channels `C` of a frame, at least 1
/// @param rows     `Y` of a frame, a multiple of 4
/// @param columns  `X` of a frame, a multiple of 4
/// @param width    channels of a latent map, at least 2; it has a place for every 4 x 4 pixels
/// @param memory   channels of what is remembered at each place, at least 1
public record FrameSpec(int channels, int rows, int columns, int width, int memory) {

    /// Pixels of a place, down and across.
    public static final int PLACE = 4;

    public FrameSpec {
        if (channels < 1 || width < 2 || memory < 1) {
            throw new IllegalArgumentException(
                    "Latent maps of width %d and memory %d of frames of %d channels make no sense; channels and memory must be at least 1, the width at least 2.\nMaybe one was left at its default."
                            .formatted(width, memory, channels));
        }
        if (rows < PLACE || columns < PLACE || rows % PLACE != 0 || columns % PLACE != 0) {
            throw new IllegalArgumentException(
                    "Frames of %d by %d pixels cannot be watched; both sides must be multiples of %d.\nMaybe read them at another size."
                            .formatted(rows, columns, PLACE));
        }
    }

    /// `Y` of a latent map.
    public int placeRows() {
        return rows / PLACE;
    }

    /// `X` of a latent map.
    public int placeColumns() {
        return columns / PLACE;
    }
}
