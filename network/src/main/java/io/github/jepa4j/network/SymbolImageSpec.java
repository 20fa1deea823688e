package io.github.jepa4j.network;

/// The sizes of a [SymbolTransformer] that reads images or clips as symbols: each patch's mean colour, in so many
/// levels of each channel, row by row; of a clip, frame after frame.
///
/// @param frames   `T` of the clip; 1 for images
/// @param channels `C` of the image, at least 1
/// @param rows     `Y` of the image, a multiple of the patch
/// @param columns  `X` of the image, a multiple of the patch
/// @param patch    rows and columns of a patch
/// @param levels   of each channel, at least 2; there are `levels^C` symbols
/// @param size     of the blocks
public record SymbolImageSpec(int frames, int channels, int rows, int columns, int patch, int levels, VitSpec.Size size)
        implements VisionSpec {

    private static final int MOST_SYMBOLS = 1 << 16;

    public SymbolImageSpec {
        boolean isGrid = patch >= 1 && rows >= patch && columns >= patch && rows % patch == 0 && columns % patch == 0;
        if (!isGrid || frames < 1 || channels < 1 || levels < 2 || Math.pow(levels, channels) > MOST_SYMBOLS) {
            throw new IllegalArgumentException(
                    "Images or clips [T, C, Y, X] = [%d, %d, %d, %d] in patches of %d and %d levels cannot be read as symbols; sides must be multiples of the patch, and levels from 2 to so many that there are %d symbols.\nMaybe take 4 levels."
                            .formatted(frames, channels, rows, columns, patch, levels, MOST_SYMBOLS));
        }
    }

    @Override
    public int dimension() {
        return size.width();
    }

    /// What reads the symbols.
    public SymbolSpec symbols() {
        int kinds = (int) Math.round(Math.pow(levels, channels));
        return new SymbolSpec(kinds, frames * (rows / patch) * (columns / patch), size);
    }
}
