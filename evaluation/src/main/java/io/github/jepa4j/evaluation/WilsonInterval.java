package io.github.jepa4j.evaluation;

/// An interval that holds the true rate behind `successes` out of `episodes` in 95 of 100 evaluations.
/// Unlike the textbook interval it never leaves [0, 1] and does not shrink to a point when every episode
/// was won.
///
/// Method: Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22, 1927;
/// the score interval without continuity correction.
///
/// @param low  the lower end, in [0, 1]
/// @param high the upper end, in [0, 1]
public record WilsonInterval(double low, double high) {

    /// The standard normal deviate that leaves 2.5 % above it.
    private static final double Z_95 = 1.959963984540054;

    /// The interval of a count.
    ///
    /// @param successes from 0 to `episodes`
    /// @param episodes  at least 0; of none nothing is known: [0, 1]
    public static WilsonInterval of(long successes, long episodes) {
        if (successes < 0 || successes > episodes) {
            throw new IllegalArgumentException(
                    "There are %d successes among %d episodes; there must be from 0 to as many as episodes.\nMaybe the arguments were swapped."
                            .formatted(successes, episodes));
        }
        if (episodes == 0) {
            return new WilsonInterval(0, 1);
        }
        double rate = (double) successes / episodes;
        double z2 = Z_95 * Z_95;
        double centre = rate + z2 / (2 * episodes);
        double spread = Z_95 * Math.sqrt(rate * (1 - rate) / episodes + z2 / (4.0 * episodes * episodes));
        double scale = 1 + z2 / episodes;
        return new WilsonInterval(
                successes == 0 ? 0 : (centre - spread) / scale, successes == episodes ? 1 : (centre + spread) / scale);
    }
}
