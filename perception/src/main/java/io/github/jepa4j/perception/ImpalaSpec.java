package io.github.jepa4j.perception;

import java.util.Arrays;

/// The sizes of an [ImpalaEncoder].
///
/// @param channels        `C` of the image, at least 1
/// @param rows            `Y` of the image
/// @param columns         `X` of the image
/// @param widths          the channels of each stack, at least one stack
/// @param blocks          residual blocks of each stack, 0 or more
/// @param firstStride     1: the first stack is like the others; 2: it begins with one 5x5 convolution of
///     stride 2 in place of convolution and pool; 4: with a 7x7 convolution of stride 4
/// @param latentDimension `D`, at least 1
/// @param mean            `[C]`, see [PixelNormalisation]
/// @param std             `[C]`
public record ImpalaSpec(
        int channels,
        int rows,
        int columns,
        int[] widths,
        int blocks,
        int firstStride,
        int latentDimension,
        float[] mean,
        float[] std)
        implements EncoderSpec {

    public ImpalaSpec {
        if (channels < 1 || rows < 1 || columns < 1 || blocks < 0 || latentDimension < 1) {
            throw new IllegalArgumentException(
                    "An encoder of images [C, Y, X] = [%d, %d, %d] with %d blocks per stack and %d latent dimensions makes no sense; all must be 1 or more, blocks 0 or more.\nMaybe one was left at its default."
                            .formatted(channels, rows, columns, blocks, latentDimension));
        }
        if (widths.length == 0 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "The widths of the encoder's stacks are %s; there must be at least one, each 1 or more.\nMaybe the list is empty."
                            .formatted(Arrays.toString(widths)));
        }
        if (firstStride != 1 && firstStride != 2 && firstStride != 4) {
            throw new IllegalArgumentException(
                    "The encoder's first stride is %d, but must be 1, 2 or 4.\nMaybe use 2 for images of about 64 pixels."
                            .formatted(firstStride));
        }
        if (new PixelNormalisation(mean, std).channels() != channels) {
            throw new IllegalArgumentException(
                    "The encoder is for %d channels, but its mean and std are for %d.\nMaybe one channel was forgotten."
                            .formatted(channels, mean.length));
        }
    }

    /// The encoder published for two rooms: EB-JEPA (arXiv 2602.03604).
    public static ImpalaSpec reference() {
        return new ImpalaSpec(
                2, 65, 65, new int[] {16, 32, 32}, 2, 1, 512, new float[] {0.0026f, 0.0989f}, new float[] {
                    0.0369f, 0.2986f
                });
    }

    /// The number of stacks.
    public int stacks() {
        return widths.length;
    }

    /// How the pixels are normalised.
    public PixelNormalisation normalisation() {
        return new PixelNormalisation(mean, std);
    }

    /// The channels that a stack gets.
    public int inputWidth(int stack) {
        return stack == 0 ? channels : widths[stack - 1];
    }

    /// The side of a stack's first convolution: 3, 5 or 7.
    public int kernel(int stack) {
        return 3 + 2 * (Integer.numberOfTrailingZeros(stride(stack)));
    }

    /// The stride of a stack's first convolution: 1, 2 or 4.
    public int stride(int stack) {
        return stack == 0 ? firstStride : 1;
    }

    /// Whether a stack pools after its first convolution.
    public boolean pools(int stack) {
        return stride(stack) == 1;
    }

    /// `Y` after a stack.
    public int rowsAfter(int stack) {
        return sizeAfter(rows, stack);
    }

    /// `X` after a stack.
    public int columnsAfter(int stack) {
        return sizeAfter(columns, stack);
    }

    private int sizeAfter(int size, int stack) {
        int result = size;
        for (int s = 0; s <= stack; s++) {
            int step = pools(s) ? 2 : stride(s);
            result = (result - 1) / step + 1; // the padding is half the kernel, here and in the pool
        }
        return result;
    }

    /// The length of the flattened features, `F`, that the linear layer gets.
    public int features() {
        int last = stacks() - 1;
        return widths[last] * rowsAfter(last) * columnsAfter(last);
    }

    /// The number of weights, the normalisation's included.
    @Override
    public long parameters() {
        long sum = (long) features() * latentDimension + 3L * latentDimension;
        for (int stack = 0; stack < stacks(); stack++) {
            sum += stackParameters(stack);
        }
        return sum;
    }

    /// The number of weights of a stack's first convolution and its blocks.
    long stackParameters(int stack) {
        long width = widths[stack];
        long first = width * (inputWidth(stack) * kernel(stack) * (long) kernel(stack) + 1);
        return first + 2 * blocks * width * (9 * width + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImpalaSpec that
                && channels == that.channels
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(widths, that.widths)
                && blocks == that.blocks
                && firstStride == that.firstStride
                && latentDimension == that.latentDimension
                && normalisation().equals(that.normalisation());
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * rows + columns) + Arrays.hashCode(widths)) + latentDimension;
    }

    @Override
    public String toString() {
        return "ImpalaSpec[image=[%d, %d, %d], widths=%s, blocks=%d, firstStride=%d, D=%d]"
                .formatted(channels, rows, columns, Arrays.toString(widths), blocks, firstStride, latentDimension);
    }
}
