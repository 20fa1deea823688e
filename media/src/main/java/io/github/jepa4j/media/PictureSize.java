package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;

/// The size that images are brought to.
///
/// @param rows    `Y`
/// @param columns `X`
public record PictureSize(int rows, int columns) {

    public PictureSize {
        if (rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "A picture of %d rows and %d columns was asked for; both must be at least 1, and their product at most %d.\nMaybe they were swapped with something else."
                            .formatted(rows, columns, Integer.MAX_VALUE / 4));
        }
    }

    /// The image in this size: its middle, cut to the wanted ratio of rows and columns, then made larger or
    /// smaller by a triangular filter that is as wide as a pixel of the smaller of the two. An image that
    /// has the size already is returned as it is.
    ///
    /// @param image `[C, Y, X]`
    /// @return      `[C, rows, columns]`
    public Pixels fit(Pixels image) {
        return image.rows() == rows && image.columns() == columns ? image : Resizing.fit(image, this);
    }
}
