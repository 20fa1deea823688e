package io.github.jepa4j.worlds;

import java.util.Arrays;

/// Between what each signal of a world's true state must stay: the published limits of a task, for judging.
///
/// @param low  the least value of each signal, in the order and units of the world's signals; `-Infinity`
///     where there is no limit
/// @param high the greatest
public record StateLimits(double[] low, double[] high) {

    public StateLimits {
        if (low.length != high.length || low.length == 0) {
            throw new IllegalArgumentException(
                    "There are %d lower and %d upper limits; each signal needs one of each.\nMaybe a limit was forgotten."
                            .formatted(low.length, high.length));
        }
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] <= high[i])) {
                throw new IllegalArgumentException(
                        "The limits of signal %d are %s and %s; the lower must not exceed the upper.\nMaybe they were swapped."
                                .formatted(i, low[i], high[i]));
            }
        }
    }

    /// How far each signal is from its nearer limit, in its own unit; negative beyond it.
    public double[] margins(double[] state) {
        if (state.length != low.length) {
            throw new IllegalArgumentException(
                    "The state has %d signals, but there are limits for %d.\nMaybe it is another world's."
                            .formatted(state.length, low.length));
        }
        double[] margins = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            margins[i] = Math.min(state[i] - low[i], high[i] - state[i]);
        }
        return margins;
    }

    /// Whether all are kept; NaN keeps none.
    public boolean kept(double[] state) {
        for (double margin : margins(state)) {
            if (!(margin >= 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateLimits that && Arrays.equals(low, that.low) && Arrays.equals(high, that.high);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
        return "StateLimits[%s, %s]".formatted(Arrays.toString(low), Arrays.toString(high));
    }
}
