package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;

/// Images of one shape in memory, to learn from and to be judged by. Not copied: the arrays are not written to again.
///
/// @param channels `C`
/// @param rows     `Y`
/// @param columns  `X`
/// @param images   each `[C, Y, X]`, unsigned bytes, row-major
/// @param labels   a class for each image, from 0; only what is supervised, or judges, looks at them
/// @param classes  their names
public record LabelledImages(
        int channels, int rows, int columns, List<byte[]> images, int[] labels, List<String> classes) {

    public LabelledImages {
        images = List.copyOf(images);
        if (images.isEmpty() || images.size() != labels.length) {
            throw new IllegalArgumentException(
                    "There are %d images and %d labels; there must be as many, and at least one.\nMaybe the folder is empty."
                            .formatted(images.size(), labels.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (images.get(i).length != channels * rows * columns || labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException(
                        "Image %d has %d bytes and class %d; [C, Y, X] = [%d, %d, %d] and one of %d classes were expected.\nMaybe images of different sizes were mixed."
                                .formatted(
                                        i, images.get(i).length, labels[i], channels, rows, columns, classes.size()));
            }
        }
    }

    /// How many there are.
    public int size() {
        return labels.length;
    }

    /// The images of one step of training: each pass over all of them is in another order, drawn from the seed, so that
    /// every batch is a function of seed and step. What does not fill a batch at the end of a pass is left for another.
    ///
    /// @param step  from 0
    /// @param batch at most as many as there are
    int[] drawn(long step, int batch, Seed seed) {
        int perPass = size() / batch;
        int[] order = order(seed.split("pass").split(step / perPass));
        int begin = (int) (step % perPass) * batch;
        return Arrays.copyOfRange(order, begin, begin + batch);
    }

    /// A permutation of all.
    private int[] order(Seed seed) {
        var random = seed.generator();
        int[] order = new int[size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return this == other; // pictures in memory are compared by nobody
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "LabelledImages[%d of [%d, %d, %d], %d classes]"
                .formatted(size(), channels, rows, columns, classes.size());
    }
}
