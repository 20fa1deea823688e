package io.github.jepa4j.network;

import java.util.Arrays;

/// The sizes of a [ResNet].
///
/// @param channels  `C` of the image, at least 1
/// @param rows      `Y` of the image
/// @param columns   `X` of the image
/// @param widths    channels of each stage, at least one stage; every stage but the first halves rows and
///     columns
/// @param blocks    residual blocks of each stage, at least 1
/// @param stemPatch the first convolution: 1 is 3x3 of stride 1; 2 or 4 cuts the image into patches of that
///     side first, which divides the work by 4 or 16
public record ResNetSpec(int channels, int rows, int columns, int[] widths, int blocks, int stemPatch)
        implements VisionSpec {

    public ResNetSpec {
        if (channels < 1 || rows < 1 || columns < 1 || blocks < 1) {
            throw new IllegalArgumentException(
                    "A residual network of images [C, Y, X] = [%d, %d, %d] with %d blocks per stage makes no sense; all must be 1 or more.\nMaybe one was left at its default."
                            .formatted(channels, rows, columns, blocks));
        }
        if (widths.length == 0 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "The widths of the residual network's stages are %s; there must be at least one, each 1 or more.\nMaybe the list is empty."
                            .formatted(Arrays.toString(widths)));
        }
        if (stemPatch != 1 && stemPatch != 2 && stemPatch != 4) {
            throw new IllegalArgumentException(
                    "The residual network's stem cuts patches of side %d, but it must be 1, 2 or 4.\nMaybe use 2 for images of 32 pixels."
                            .formatted(stemPatch));
        }
        int least = stemPatch << (widths.length - 1);
        if (rows % least != 0 || columns % least != 0) {
            throw new IllegalArgumentException(
                    "Images of %d by %d pixels cannot be halved by %d stages after patches of %d; both sides must be multiples of %d.\nMaybe resize the images or leave a stage out."
                            .formatted(rows, columns, widths.length, stemPatch, least));
        }
    }

    @Override
    public int frames() {
        return 1;
    }

    /// `D`, the number of features: the last stage's width.
    @Override
    public int dimension() {
        return widths[widths.length - 1];
    }

    /// `Y` of the last stage's map.
    public int lastRows() {
        return rows / stemPatch >> widths.length - 1;
    }

    /// `X` of the last stage's map.
    public int lastColumns() {
        return columns / stemPatch >> widths.length - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResNetSpec that
                && channels == that.channels
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(widths, that.widths)
                && blocks == that.blocks
                && stemPatch == that.stemPatch;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(widths);
    }

    @Override
    public String toString() {
        return "ResNetSpec[image=[%d, %d, %d], widths=%s, blocks=%d, stemPatch=%d]"
                .formatted(channels, rows, columns, Arrays.toString(widths), blocks, stemPatch);
    }
}
