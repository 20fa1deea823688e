package io.github.jepa4j.inference;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Finds not one answer but all that it comes upon: descends from many starts, takes ends closer than a
/// distance for the same, and drops those that are no minima. Nothing promises that every minimum is found;
/// the more starts, the likelier, and a minimum with a wide valley sooner than one with a narrow.
///
/// Method: multistart with clustering of the ends (Rinnooy Kan and Timmer, *Stochastic global optimization methods*,
/// 1987), each descent by L-BFGS. Differs from it: every start is descended from, since we want the shares; and a
/// curvature probe drops saddle points. A step of L-BFGS may cross into a neighbouring valley, so that shares are near
/// the size of the valleys, not equal to it.
///
/// | tensor | shape    | unit, range |
/// |--------|----------|-------------|
/// | starts | `[K][N]` | the guess's |
/// | ends   | `[K][N]` | the guess's |
public final class DistinctMinima {

    /// How to search.
    ///
    /// @param starts     `K`, at least 1
    /// @param iterations of each descent, at most; at least 1
    /// @param distance   ends no further apart are the same minimum; in the metric's unit, above 0
    /// @param tolerance  a descent is at its end when no slope is steeper; energy per unit of the guess, above 0
    /// @param metric     how different two guesses are
    public record Config(int starts, int iterations, double distance, double tolerance, Distance metric) {

        public Config {
            atLeastOne("number of starts", starts);
            atLeastOne("number of iterations", iterations);
            positive("distance of distinct minima", distance);
            positive("tolerance of the slope", tolerance);
        }

        /// 64 starts, 500 iterations each, distance 0.01 (Euclidean), slope 1e-8.
        public static Config defaults() {
            return new Config(64, 500, 0.01, 1e-8, Distance.euclidean());
        }
    }

    private final Config config;

    /// With the defaults.
    public DistinctMinima() {
        this(Config.defaults());
    }

    public DistinctMinima(Config config) {
        this.config = config;
    }

    /// From starts drawn evenly from a box. Descents may leave the box.
    ///
    /// @param low  `[N]`, finite
    /// @param high `[N]`, finite, above `low`
    public Minima find(Energy energy, double[] low, double[] high, Seed seed) {
        requireBox(energy, low, high);
        List<double[]> starts = new ArrayList<>();
        for (int start = 0; start < config.starts(); start++) {
            RandomGenerator random = seed.split("distinct-minima").split(start).generator();
            double[] point = new double[low.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = random.nextDouble(low[i], high[i]);
            }
            starts.add(point);
        }
        return find(energy, starts);
    }

    /// From given starts, however many the configuration says.
    ///
    /// @param starts at least one, each `[N]`
    public Minima find(Energy energy, List<double[]> starts) {
        atLeastOne("number of starts", starts.size());
        List<Lbfgs.End> ends = new ArrayList<>();
        int unknown = 0;
        for (double[] start : starts) {
            requireDimension(energy, "start", start);
            Lbfgs.End end = new Lbfgs(energy, start).descend(config.iterations(), config.tolerance());
            if (Double.isNaN(end.energy())) {
                unknown++;
            } else if (end.steepest() <= config.tolerance()) {
                ends.add(end);
            }
        }
        int unfinished = starts.size() - unknown - ends.size();
        int finished = ends.size();
        ends.sort(Comparator.comparingDouble(Lbfgs.End::energy));
        List<Minimum> found = distinct(energy, ends, starts.size());
        return new Minima(found, starts.size(), unfinished, finished - ends.size(), unknown);
    }

    /// @param ends best first; what is no minimum is taken out
    private List<Minimum> distinct(Energy energy, List<Lbfgs.End> ends, int starts) {
        List<Lbfgs.End> heads = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        ends.removeIf(end -> {
            int same = 0;
            while (same < heads.size()
                    && !(config.metric().between(heads.get(same).point(), end.point()) <= config.distance())) {
                same++;
            }
            // A saddle is probed as often as it is come to, which is rare.
            if (same == heads.size() && !CurvatureProbe.curvesUp(energy, end.point())) {
                return true;
            }
            if (same == heads.size()) {
                heads.add(end);
                counts.add(0);
            }
            counts.set(same, counts.get(same) + 1);
            return false;
        });
        List<Minimum> found = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            Lbfgs.End head = heads.get(i);
            found.add(new Minimum(head.point(), head.energy(), counts.get(i) / (double) starts));
        }
        return found;
    }

    private static void requireBox(Energy energy, double[] low, double[] high) {
        requireDimension(energy, "lower corner of the box", low);
        requireDimension(energy, "upper corner of the box", high);
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] < high[i]) || !Double.isFinite(high[i] - low[i])) {
                throw new IllegalArgumentException(
                        "The box of the starts goes from %s to %s along axis %d; both must be finite and the upper above the lower.\nMaybe they were swapped."
                                .formatted(low[i], high[i], i));
            }
        }
    }

    private static void requireDimension(Energy energy, String what, double[] point) {
        if (point.length != energy.dimension()) {
            throw new IllegalArgumentException(
                    "The %s has %d numbers, but the energy is of %d.\nMaybe it is another problem's."
                            .formatted(what, point.length, energy.dimension()));
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "The %s is %d; it must be at least 1.\nMaybe it was computed from an empty budget."
                            .formatted(name, value));
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The %s is %s; it must be finite and above 0.\nMaybe the unit was mistaken."
                            .formatted(name, value));
        }
    }
}
