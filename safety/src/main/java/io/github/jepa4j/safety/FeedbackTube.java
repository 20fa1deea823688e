package io.github.jepa4j.safety;

import java.util.Arrays;

/// How far a linear system under its feedback, `x' = A x + w`, gets in some outputs `c x` in each
/// stretch of the future: from a box of states, and under any disturbances `w` below a bound for each
/// stretch.
///
/// After `k` steps an output is `c A^k x`, and a disturbance `j` steps before adds at most its bound
/// times `|c A^j b|`. Both factors are computed once, until nothing is left of either. The first is
/// looked at in each step; the second is added up over the stretches, for some cells of steps to a
/// stretch. So nothing is wrapped, and a box costs a product a step.
///
/// Source: the constraint-admissible sets of Gilbert and Tan (*IEEE Transactions on Automatic Control*
/// 36, 1991), with disturbances as in Kolmanovsky and Gilbert (*Mathematical Problems in Engineering*
/// 4, 1998). Differs from them: the disturbance may have a bound that changes with time, it is asked
/// for one box at a time, and the set is never written down. Plain double precision; who uses it leaves
/// room for rounding.
final class FeedbackTube {

    /// The steps at which a stretch begins; a stretch holds both its ends. The last goes on for ever.
    private static final int[] STARTS = {0, 2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130};

    static final int STRETCHES = STARTS.length;

    /// The longest cell of a stretch that ends, in steps, and what cells of the last stretch grow by.
    private static final int LONGEST = 4;

    private static final double GROWTH = 1.08;

    /// What is left of every output when no more steps are looked at, for a state of 1.
    private static final double NOTHING = 1e-7;

    private static final int MOST_STEPS = 3_000;

    /// `[steps, outputs, n]`.
    private final double[][][] responses;

    /// Where cells begin, likewise with both ends: the last goes on for ever.
    private final int[] cells;

    /// The first cell of each stretch, and the count of all.
    private final int[] firsts = new int[STRETCHES + 1];

    /// `[outputs, channels, cells, stretches]`: what 1 in the stretch is in the cell at most.
    private final double[][][][] gains;

    /// By which disturbances get in.
    ///
    /// @param input    what one of 1 adds to each state in a step
    /// @param together whether to all states alike; otherwise each has the worst sign of its own
    record Channel(double[] input, boolean together) {

        private double effect(double[] row) {
            double sum = 0;
            double magnitudes = 0;
            for (int i = 0; i < row.length; i++) {
                sum += row[i] * input[i];
                magnitudes += Math.abs(row[i] * input[i]);
            }
            return together ? Math.abs(sum) : magnitudes;
        }
    }

    /// @param closed  `[n, n]`, the system with its feedback
    /// @param outputs `[outputs, n]`
    FeedbackTube(double[][] closed, double[][] outputs, Channel... channels) {
        this.responses = responses(closed, outputs);
        this.cells = cells();
        this.gains = new double[outputs.length][channels.length][][];
        for (int output = 0; output < outputs.length; output++) {
            for (int channel = 0; channel < channels.length; channel++) {
                double[] sums = new double[responses.length + 1];
                for (int step = 0; step < responses.length; step++) {
                    sums[step + 1] = sums[step] + channels[channel].effect(responses[step][output]);
                }
                gains[output][channel] = gains(sums);
            }
        }
    }

    private static double[][][] responses(double[][] closed, double[][] outputs) {
        double[][][] all = new double[MOST_STEPS][][];
        double[][] now = outputs;
        int steps = 0;
        while (greatest(now) > NOTHING || steps <= STARTS[STRETCHES - 1]) {
            if (steps == MOST_STEPS) {
                throw new IllegalArgumentException(
                        "After %d steps of the feedback %s of the outputs is left; it must bring all to 0.\nMaybe a gain is too high for the time of a step."
                                .formatted(steps, greatest(now)));
            }
            all[steps++] = now;
            now = times(now, closed);
        }
        return Arrays.copyOf(all, steps);
    }

    private int[] cells() {
        int[] starts = new int[responses.length];
        int count = 0;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            firsts[stretch] = count;
            boolean ends = stretch + 1 < STRETCHES;
            int last = ends ? STARTS[stretch + 1] : STARTS[stretch] + responses.length;
            double length = LONGEST;
            for (double start = STARTS[stretch]; start < last; start += length) {
                starts[count++] = (int) start;
                length *= ends ? 1 : GROWTH;
            }
        }
        firsts[STRETCHES] = count;
        return Arrays.copyOf(starts, count);
    }

    /// The last step of a cell. Where the last cell begins, nothing is left of what was before its
    /// stretch.
    private int last(int cell) {
        return cell + 1 < cells.length ? cells[cell + 1] : cells[cell] + responses.length;
    }

    /// @param sums of the effects of the first `i` steps
    private double[][] gains(double[] sums) {
        double[][] table = new double[cells.length][STRETCHES];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int then = 0; then < STRETCHES; then++) {
                for (int step = cells[cell]; step <= last(cell); step++) {
                    int until = then + 1 < STRETCHES ? Math.min(step, STARTS[then + 1]) : step;
                    int oldest = Math.clamp((long) step - STARTS[then], 0, sums.length - 1);
                    int newest = Math.clamp((long) step - until, 0, sums.length - 1);
                    table[cell][then] = Math.max(table[cell][then], sums[oldest] - sums[newest]);
                }
            }
        }
        return table;
    }

    private static double greatest(double[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private static double[][] times(double[][] rows, double[][] matrix) {
        double[][] product = new double[rows.length][matrix.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < matrix.length; column++) {
                for (int i = 0; i < matrix.length; i++) {
                    product[row][column] += rows[row][i] * matrix[i][column];
                }
            }
        }
        return product;
    }

    /// Where outputs are from any state of a box, to be asked stretch by stretch. Of each cell it
    /// remembers what the stretches before its own lead to.
    final class Reach {

        private final double[][] low = new double[gains.length][cells.length];
        private final double[][] high = new double[gains.length][cells.length];
        private final boolean[][] looked = new boolean[gains.length][cells.length];
        private final double[] middle;
        private final double[] radius;

        Reach(Interval... box) {
            this.middle = new double[box.length];
            this.radius = new double[box.length];
            for (int i = 0; i < box.length; i++) {
                middle[i] = box[i].middle();
                radius[i] = box[i].width() / 2;
            }
        }

        private void look(int stretch, int output, int cell, double[][] bounds) {
            if (looked[output][cell]) {
                return;
            }
            looked[output][cell] = true;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            int end = Math.min(last(cell), responses.length - 1);
            for (int step = Math.min(cells[cell], end); step <= end; step++) {
                double[] row = responses[step][output];
                double at = 0;
                double spread = 0;
                for (int i = 0; i < row.length; i++) {
                    at += row[i] * middle[i];
                    spread += Math.abs(row[i]) * radius[i];
                }
                least = Math.min(least, at - spread);
                most = Math.max(most, at + spread);
            }
            double past = 0;
            for (int channel = 0; channel < bounds.length; channel++) {
                for (int then = 0; then < stretch; then++) {
                    past += gains[output][channel][cell][then] * bounds[channel][then];
                }
            }
            low[output][cell] = least - past;
            high[output][cell] = most + past;
        }

        /// Where an output is in a stretch.
        ///
        /// @param bounds of the disturbances, `[channels, stretches]`; once a stretch is asked for, those
        ///     before it stay as they are, and those after it do not matter
        Interval in(int stretch, int output, double[][] bounds) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int cell = firsts[stretch]; cell < firsts[stretch + 1]; cell++) {
                look(stretch, output, cell, bounds);
                double added = 0;
                for (int channel = 0; channel < bounds.length; channel++) {
                    added += gains[output][channel][cell][stretch] * bounds[channel][stretch];
                }
                least = Math.min(least, low[output][cell] - added);
                most = Math.max(most, high[output][cell] + added);
            }
            return new Interval(least, most);
        }
    }
}
