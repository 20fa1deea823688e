package io.github.jepa4j.regression;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A few centres for many points, some of which count more: each point belongs to the nearest centre, and each centre
/// is the mean of its points.
///
/// Source: Lloyd, *Least squares quantization in PCM* (1982); the first centres as of Arthur and Vassilvitskii,
/// *k-means++* (2007), §2.2. Differs from both: points have weights.
public final class WeightedKMeans {

    private static final int ITERATIONS = 50;

    private WeightedKMeans() {}

    /// @param points    `[N, D]`, finite
    /// @param dimension `D`, at least 1
    /// @param weights   `[N]`, at least 0, some above
    /// @param centres   how many, 1 to `N`
    /// @return `[centres, D]`; several are alike where there are fewer different points
    public static float[] of(float[] points, int dimension, double[] weights, int centres, RandomGenerator random) {
        int count = weights.length;
        if (dimension < 1
                || points.length != count * dimension
                || centres < 1
                || centres > count
                || !(Arrays.stream(weights).sum() > 0)) {
            throw new IllegalArgumentException(
                    "%d centres of %d numbers for %d points of %d dimensions make no sense; there must be as many numbers as points times dimensions, at most as many centres as points, and weights that add up to more than 0.\nMaybe nothing ever moves."
                            .formatted(centres, points.length, count, dimension));
        }
        float[] found = first(points, dimension, weights, centres, random);
        int[] owner = new int[count];
        Arrays.fill(owner, -1);
        for (int i = 0; i < ITERATIONS && assign(points, dimension, found, owner); i++) {
            move(points, dimension, weights, owner, found);
        }
        return found;
    }

    /// Each drawn with a probability that grows with the squared distance to the nearest that there is.
    private static float[] first(float[] points, int dimension, double[] weights, int centres, RandomGenerator random) {
        int count = weights.length;
        float[] found = new float[centres * dimension];
        double[] chances = weights.clone();
        double[] nearest = new double[count];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int c = 0; c < centres; c++) {
            int drawn = drawn(chances, random);
            System.arraycopy(points, drawn * dimension, found, c * dimension, dimension);
            for (int i = 0; i < count; i++) {
                nearest[i] = Math.min(nearest[i], gap(points, i, found, c, dimension));
                chances[i] = weights[i] * nearest[i];
            }
        }
        return found;
    }

    private static int drawn(double[] chances, RandomGenerator random) {
        double left = random.nextDouble() * Arrays.stream(chances).sum();
        int index = 0;
        while (index < chances.length - 1 && left >= chances[index]) {
            left -= chances[index];
            index++;
        }
        return index;
    }

    private static double gap(float[] points, int point, float[] centres, int centre, int dimension) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            double gap = points[point * dimension + d] - centres[centre * dimension + d];
            sum += gap * gap;
        }
        return sum;
    }

    /// @return whether any point has another owner than before
    private static boolean assign(float[] points, int dimension, float[] centres, int[] owner) {
        boolean changed = false;
        for (int i = 0; i < owner.length; i++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length / dimension; c++) {
                double gap = gap(points, i, centres, c, dimension);
                if (gap < least) {
                    least = gap;
                    best = c;
                }
            }
            changed |= owner[i] != best;
            owner[i] = best;
        }
        return changed;
    }

    /// A centre without points of any weight stays.
    private static void move(float[] points, int dimension, double[] weights, int[] owner, float[] centres) {
        double[] sums = new double[centres.length];
        double[] totals = new double[centres.length / dimension];
        for (int i = 0; i < owner.length; i++) {
            totals[owner[i]] += weights[i];
            for (int d = 0; d < dimension; d++) {
                sums[owner[i] * dimension + d] += weights[i] * points[i * dimension + d];
            }
        }
        for (int i = 0; i < centres.length; i++) {
            centres[i] = totals[i / dimension] > 0 ? (float) (sums[i] / totals[i / dimension]) : centres[i];
        }
    }
}
