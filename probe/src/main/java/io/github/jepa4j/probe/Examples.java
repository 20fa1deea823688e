package io.github.jepa4j.probe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Features with what they are of. Not copied: the arrays are not written to again.
///
/// @param features `[N, D]`, row-major, all finite
/// @param labels   `[N]`, classes from 0
public record Examples(float[] features, int[] labels) {

    public Examples {
        if (labels.length == 0 || features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    "There are %d features of %d examples; there must be as many for each, and at least one.\nMaybe features and labels are of two folders."
                            .formatted(features.length, labels.length));
        }
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new IllegalArgumentException(
                        "Feature %d of example %d is %s; it must be finite.\nMaybe the model has diverged."
                                .formatted(
                                        i % (features.length / labels.length),
                                        i / (features.length / labels.length),
                                        features[i]));
            }
        }
        int least = Arrays.stream(labels).min().orElse(0);
        if (least < 0) {
            throw new IllegalArgumentException(
                    "There is an example of class %d; classes count from 0.\nMaybe unlabelled examples were left in."
                            .formatted(least));
        }
    }

    /// `N`.
    public int size() {
        return labels.length;
    }

    /// `D`.
    public int dimension() {
        return features.length / labels.length;
    }

    /// One more than the highest class.
    public int classes() {
        return Arrays.stream(labels).max().orElse(0) + 1;
    }

    /// How many classes there are examples of.
    int distinctClasses() {
        return (int) Arrays.stream(labels).distinct().count();
    }

    /// Every `period`-th example, or all others, in the order in which they are. Counted class by class, since
    /// examples often come in turns, one of each class. The count goes on from class to class, so that some of
    /// classes that have few are among them too.
    ///
    /// @param every whether those, or the others
    Examples part(int period, boolean every) {
        int dimension = dimension();
        int[] byClass = IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> labels[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] which = IntStream.range(0, size())
                .filter(rank -> (rank % period == period - 1) == every)
                .map(rank -> byClass[rank])
                .sorted()
                .toArray();
        float[] kept = new float[which.length * dimension];
        int[] keptLabels = new int[which.length];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(features, which[i] * dimension, kept, i * dimension, dimension);
            keptLabels[i] = labels[which[i]];
        }
        return new Examples(kept, keptLabels);
    }

    /// How many rows features have that are to be judged like these.
    ///
    /// @param features `[N, D]`
    /// @throws IllegalArgumentException where `D` is another number
    static int rows(float[] features, int dimension) {
        if (features.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "%d numbers are no rows of %d features.\nMaybe they are of another model."
                            .formatted(features.length, dimension));
        }
        return features.length / dimension;
    }

    /// @throws IllegalArgumentException where the number of features is another
    void requireDimension(int dimension) {
        if (dimension() != dimension) {
            throw new IllegalArgumentException(
                    "The examples have %d features, but what judges them has learned from %d.\nMaybe they are of another model."
                            .formatted(dimension(), dimension));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Examples that
                && Arrays.equals(features, that.features)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(features) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "Examples[%d of %d features, %d classes]".formatted(size(), dimension(), classes());
    }
}
