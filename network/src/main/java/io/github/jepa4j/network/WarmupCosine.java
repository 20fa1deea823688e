package io.github.jepa4j.network;

/// A learning rate that climbs in a straight line from nearly nothing, then falls along half a cosine
/// (Loshchilov and Hutter, *SGDR*, 2017, equation 5, one period).
///
/// @param peak   the highest rate, above 0
/// @param last   the rate at the end, at least 0
/// @param warmup steps of climbing, at least 0
/// @param steps  steps in all, above `warmup`
public record WarmupCosine(double peak, double last, long warmup, long steps) {

    private static final double FIRST = 1e-8;

    public WarmupCosine {
        if (!(peak > 0) || !(last >= 0) || warmup < 0 || steps <= warmup) {
            throw new IllegalArgumentException(
                    "A schedule from %s to %s with %d of %d steps of warm-up cannot be followed; the peak must be above 0 and the warm-up shorter than the whole.\nMaybe the number of steps was lowered and the warm-up was not."
                            .formatted(peak, last, warmup, steps));
        }
    }

    /// The rate of a step, counted from 0.
    public double rate(long step) {
        if (step < warmup) {
            return peak * (FIRST + (1 - FIRST) * step / warmup);
        }
        double progress = Math.min(1, (double) (step - warmup) / (steps - warmup));
        return last + (peak - last) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}
