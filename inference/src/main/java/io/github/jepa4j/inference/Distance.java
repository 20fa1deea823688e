package io.github.jepa4j.inference;

/// How different two guesses are. What differs in nothing that matters (a shift, a whole turn) is at distance 0.
@FunctionalInterface
public interface Distance {

    /// @param one   `[N]`
    /// @param other `[N]`
    /// @return at least 0, the same both ways
    double between(double[] one, double[] other);

    /// The square root of the summed squares of the differences.
    static Distance euclidean() {
        return (one, other) -> {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += (one[i] - other[i]) * (one[i] - other[i]);
            }
            return Math.sqrt(sum);
        };
    }
}
