package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;
import java.util.Map;

/// By what an encoder is known again: its latent of noise. What was learned on the latents of one encoder
/// says nothing about those of another, also where they have as many dimensions.
///
/// @param shape  of the noise: `[C, Y, X]` of pixels, or `[S]` of signals
/// @param latent `[D]`
public record EncoderMark(int[] shape, float[] latent) {

    /// The greatest number of values of an observation.
    private static final int MOST = 1 << 28;

    private static final Seed NOISE = new Seed(0).split("encoder-mark");
    private static final int AXES_OF_PIXELS = 3;
    private static final String SHAPE = "encoder.shape";
    private static final String LATENT = "encoder.latent";

    /// Beside the largest number of the latent. Another machine, or another number of threads, adds up in
    /// another order.
    private static final float ROUNDING = 1e-2f;

    /// The mark of an encoder that sees such observations.
    ///
    /// @param shape `[C, Y, X]` or `[S]`
    /// @throws IllegalArgumentException when the encoder sees others
    public static EncoderMark of(Encoder encoder, int... shape) {
        float[] latent = encoder.encode(noise(shape)).values();
        if (latent.length != encoder.dimension()) {
            throw new IllegalArgumentException(
                    "The encoder says that its latents have %d dimensions, but one has %d.\nMaybe its dimension() is not what encode() returns."
                            .formatted(encoder.dimension(), latent.length));
        }
        return new EncoderMark(shape, latent);
    }

    /// The one that a file holds.
    ///
    /// @throws IllegalArgumentException when it holds none
    public static EncoderMark in(SafeTensors file) {
        Tensor shape = file.tensors().get(SHAPE);
        Tensor latent = file.tensors().get(LATENT);
        if (shape == null || latent == null || (shape.size() != 1 && shape.size() != AXES_OF_PIXELS)) {
            throw new IllegalArgumentException(
                    "Its %s is %s and its %s %s; one or three sizes and a latent were expected.\nMaybe it was rewritten by another program."
                            .formatted(SHAPE, shape, LATENT, latent));
        }
        int[] sizes = new int[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) shape.values()[i];
        }
        return new EncoderMark(sizes, latent.values());
    }

    /// As it is kept in a file.
    public Map<String, Tensor> tensors() {
        float[] sizes = new float[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape[i];
        }
        return Map.of(
                SHAPE, new Tensor(new int[] {sizes.length}, sizes),
                LATENT, new Tensor(new int[] {latent.length}, latent));
    }

    private static Observation noise(int[] shape) {
        int size = size(shape);
        var random = NOISE.generator();
        if (shape.length == AXES_OF_PIXELS) {
            byte[] values = new byte[size];
            random.nextBytes(values);
            return new Pixels(shape[0], shape[1], shape[2], values);
        }
        float[] values = new float[size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Signals(values);
    }

    private static int size(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            size = axis < 1 || size > MOST ? 0 : size * axis;
        }
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException(
                    "Observations of shape %s are impossible; all sizes must be at least 1, and their product at most %d.\nMaybe the file is damaged."
                            .formatted(Arrays.toString(shape), MOST));
        }
        return (int) size;
    }

    /// @param what that was learned on the latents of the encoder with this mark
    /// @throws IllegalArgumentException when another one has it not
    public void require(Encoder encoder, String what) {
        float[] found = of(encoder, shape).latent();
        float largest = 0;
        float gap = found.length == latent.length ? 0 : Float.POSITIVE_INFINITY;
        for (int d = 0; d < latent.length && d < found.length; d++) {
            largest = Math.max(largest, Math.abs(latent[d]));
            gap = Math.max(gap, Math.abs(found[d] - latent[d]));
        }
        if (!(gap <= ROUNDING * largest)) {
            throw new IllegalArgumentException(
                    "%s belongs to another encoder: of the same noise %s this one makes a latent of %d dimensions that is %s off, that one made one of %d whose largest number is %s.\nMaybe its weights, or how pictures are shown to it, have changed."
                            .formatted(what, Arrays.toString(shape), found.length, gap, latent.length, largest));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncoderMark that
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(latent, that.latent);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(latent);
    }
}
