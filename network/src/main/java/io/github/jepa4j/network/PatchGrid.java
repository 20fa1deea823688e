package io.github.jepa4j.network;

/// How a picture or a clip is cut into tokens. Tokens are numbered by time, then row, then column, from 0.
///
/// @param channels `C`
/// @param frames   `T`; 1 for pictures
/// @param rows     `Y`, in pixels
/// @param columns  `X`, in pixels
/// @param tubelet  frames of a token
/// @param patch    rows and columns of a token
public record PatchGrid(int channels, int frames, int rows, int columns, int tubelet, int patch) {

    public PatchGrid {
        if (channels < 1 || frames < 1 || rows < 1 || columns < 1 || tubelet < 1 || patch < 1) {
            throw new IllegalArgumentException(
                    "A grid of %d channels, %d frames, %d rows and %d columns in patches of %d frames and %d pixels is impossible; all must be at least 1.\nMaybe a size was left out."
                            .formatted(channels, frames, rows, columns, tubelet, patch));
        }
        if (frames % tubelet != 0) {
            throw new IllegalArgumentException(
                    "A clip of %d frames cannot be cut into patches of %d frames.\nMaybe take %d frames; a single picture is repeated to so many."
                            .formatted(frames, tubelet, Math.max(tubelet, frames / tubelet * tubelet)));
        }
        if (rows % patch != 0 || columns % patch != 0) {
            throw new IllegalArgumentException(
                    "A picture of %d x %d pixels cannot be cut into patches of %d x %d pixels.\nMaybe resize or crop it first, to %d x %d for one."
                            .formatted(rows, columns, patch, patch, whole(rows, patch), whole(columns, patch)));
        }
    }

    /// The largest multiple of a patch in a side, or one patch.
    private static int whole(int side, int patch) {
        return Math.max(patch, side / patch * patch);
    }

    /// The grid of square pictures in colour.
    public static PatchGrid image(int side, int patch) {
        return new PatchGrid(3, 1, side, side, 1, patch);
    }

    /// The grid of square clips in colour, two frames to a token.
    public static PatchGrid clip(int frames, int side, int patch) {
        return new PatchGrid(3, frames, side, side, 2, patch);
    }

    /// Tokens along time.
    public int times() {
        return frames / tubelet;
    }

    /// Tokens from top to bottom.
    public int tokenRows() {
        return rows / patch;
    }

    /// Tokens from left to right.
    public int tokenColumns() {
        return columns / patch;
    }

    /// The number of tokens, `N`.
    public int tokens() {
        return times() * tokenRows() * tokenColumns();
    }

    /// The number of values that become one token.
    public int patchValues() {
        return channels * tubelet * patch * patch;
    }
}
