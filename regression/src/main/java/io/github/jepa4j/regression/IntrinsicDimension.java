package io.github.jepa4j.regression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How many numbers it takes to say which of these points is meant, whatever the space that they lie in:
/// the dimension of the manifold on which they were drawn, estimated from how far their nearest
/// neighbours are. The points are to be drawn independently: moments of one recording lie on its curve,
/// which has dimension 1. Distances are Euclidean, found by comparing all pairs, on all cores. A point at
/// no distance from another is a copy of it and no neighbour.
///
/// What is smaller than the distance between neighbours is seen by neither estimator: noise beneath it
/// does not count, and neither does a direction in which all points are closer together than that. Both
/// estimates are too low where the manifold ends within a few neighbours' distance, more so the higher
/// the dimension.
public final class IntrinsicDimension {

    /// Of the ratios of the first two distances, the largest are left out, as Facco et al. do, section 2:
    /// there neighbours are far apart and density changes between them.
    private static final double SHARE_FITTED = 0.9;

    private final double[][] nearest;

    private IntrinsicDimension(double[][] nearest) {
        this.nearest = nearest;
    }

    /// Finds the nearest neighbours, once for all estimates.
    ///
    /// @param points     `[N, D]`, row after row, finite
    /// @param dimension  `D`, at least 1
    /// @param neighbours how many of each point, at least 2 and below the number of different points
    /// @throws IllegalArgumentException when the numbers are no such points
    public static IntrinsicDimension of(double[] points, int dimension, int neighbours) {
        double[] ordered = widestFirst(points, dimension);
        int count = points.length / dimension;
        double[][] nearest = new double[count][];
        IntStream.range(0, count)
                .parallel()
                .forEach(point -> nearest[point] = nearest(ordered, dimension, point, Math.max(0, neighbours)));
        for (int point = 0; point < count; point++) {
            if (neighbours < 2 || nearest[point].length < neighbours) {
                throw new IllegalArgumentException(
                        "Of %d points, number %d has %d others at a distance; at least 2 neighbours, and here %d, are needed.\nMaybe most points are copies of each other."
                                .formatted(count, point, nearest[point].length, neighbours));
            }
        }
        return new IntrinsicDimension(nearest);
    }

    /// By the ratio of the distances to the second and to the first neighbour, `mu`: its distribution is
    /// `F(mu) = 1 - mu^-d` wherever the density is even over two neighbours, so that `d` is the slope of
    /// `-log(1 - F)` against `log mu` through the origin, over the smallest nine tenths.
    ///
    /// Source: Facco, d'Errico, Rodriguez and Laio, *Estimating the intrinsic dimension of datasets by a
    /// minimal neighborhood information*, Scientific Reports 7, 2017, equation 5 and the algorithm after
    /// it. Differs from it: the `i`th of `N` ratios has `F = i / (N + 1)`, which is never 1.
    ///
    /// @throws IllegalArgumentException where the two nearest are equally far, as on a lattice
    public double twoNearest() {
        double[] logs = Arrays.stream(nearest)
                .mapToDouble(distances -> Math.log(distances[1] / distances[0]))
                .sorted()
                .toArray();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < logs.length * SHARE_FITTED; i++) {
            products -= logs[i] * Math.log1p(-(i + 1.0) / (logs.length + 1));
            squares += logs[i] * logs[i];
        }
        requireApart(squares);
        return products / squares;
    }

    /// By the likelihood of the distances to `k` neighbours, if points lie as evenly as rain does around
    /// each: `1 / d` is the mean of `log(T_k / T_j)` over the nearer neighbours `j` and over all points,
    /// with `T_j` the distance to the `j`th. The mean of the estimates for each `k` of a range.
    ///
    /// Source: Levina and Bickel, *Maximum likelihood estimation of intrinsic dimension*, NIPS 2004,
    /// equations 8 to 10. Differs from it: the inverses are averaged over points, not the estimates, as
    /// MacKay and Ghahramani, *Comments on "Maximum likelihood estimation of intrinsic dimension"*, 2005,
    /// show to be the likelihood's maximum for all points together.
    ///
    /// @param fewest the smallest `k`, at least 2
    /// @param most   the largest, at most as many neighbours as were found
    /// @throws IllegalArgumentException where these are not such, or all neighbours are equally far
    public double mostLikely(int fewest, int most) {
        if (fewest < 2 || most < fewest || most > nearest[0].length) {
            throw new IllegalArgumentException(
                    "The dimension cannot be estimated from %d to %d neighbours; at least 2 and at most the %d that were found.\nMaybe find more neighbours."
                            .formatted(fewest, most, nearest[0].length));
        }
        return IntStream.rangeClosed(fewest, most)
                .mapToDouble(this::mostLikely)
                .average()
                .orElseThrow();
    }

    private double mostLikely(int neighbours) {
        double sum = 0;
        for (double[] distances : nearest) {
            for (int j = 0; j < neighbours - 1; j++) {
                sum += Math.log(distances[neighbours - 1] / distances[j]);
            }
        }
        requireApart(sum);
        return nearest.length * (neighbours - 1.0) / sum;
    }

    private static void requireApart(double differences) {
        if (!(differences > 0)) {
            throw new IllegalArgumentException(
                    "The neighbours of each point are all as far from it as each other (their distances differ by %s in all); for a dimension they must differ.\nMaybe the points lie on a lattice, since their numbers are rounded."
                            .formatted(differences));
        }
    }

    /// The same points, the coordinates that vary most first, and those that do not vary left at the end:
    /// most pairs are then known to be far apart after a few coordinates.
    private static double[] widestFirst(double[] points, int dimension) {
        double[] std = Standardised.of(points, dimension, "coordinate").std();
        int[] order = IntStream.range(0, dimension)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -std[d]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ordered = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            ordered[i] = points[i - i % dimension + order[i % dimension]];
        }
        return ordered;
    }

    /// The distances to the nearest of the other points, ascending; fewer where there are no more.
    private static double[] nearest(double[] points, int dimension, int point, int neighbours) {
        double[] squares = new double[neighbours];
        int found = 0;
        int own = point * dimension;
        for (int other = 0; other < points.length; other += dimension) {
            double most = found < neighbours ? Double.POSITIVE_INFINITY : squares[found - 1];
            double square = squaredDistance(points, own, other, dimension, most);
            if (square > 0 && square < most && neighbours > 0) {
                int at = found < neighbours ? found++ : found - 1;
                for (; at > 0 && squares[at - 1] > square; at--) {
                    squares[at] = squares[at - 1];
                }
                squares[at] = square;
            }
        }
        return Arrays.stream(squares, 0, found).map(Math::sqrt).toArray();
    }

    /// Given up where it is more than asked for, since most pairs are far apart.
    private static double squaredDistance(double[] points, int first, int second, int dimension, double most) {
        double sum = 0;
        for (int d = 0; d < dimension && sum < most; d++) {
            double apart = points[first + d] - points[second + d];
            sum += apart * apart;
        }
        return sum;
    }
}
