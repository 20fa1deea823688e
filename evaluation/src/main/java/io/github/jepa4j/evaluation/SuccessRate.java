package io.github.jepa4j.evaluation;

import java.util.Locale;

/// How many episodes were won, out of how many. Prints itself with its interval.
///
/// @param successes episodes won
/// @param episodes  episodes played
public record SuccessRate(long successes, long episodes) {

    public SuccessRate {
        if (successes < 0 || successes > episodes) {
            throw new IllegalArgumentException(
                    "There are %d successes among %d episodes; there must be from 0 to as many as episodes.\nMaybe the arguments were swapped."
                            .formatted(successes, episodes));
        }
    }

    /// The share won, in [0, 1]; NaN where no episode was played.
    public double rate() {
        return episodes == 0 ? Double.NaN : (double) successes / episodes;
    }

    /// What can be said of the true rate, at 95 %.
    public WilsonInterval interval() {
        return WilsonInterval.of(successes, episodes);
    }

    /// Such as `291/300 = 97.0 % [94.4, 98.4]`.
    @Override
    public String toString() {
        if (episodes == 0) {
            return "no episodes";
        }
        WilsonInterval interval = interval();
        return String.format(
                Locale.ROOT,
                "%d/%d = %.1f %% [%.1f, %.1f]",
                successes,
                episodes,
                100 * rate(),
                100 * interval.low(),
                100 * interval.high());
    }
}
