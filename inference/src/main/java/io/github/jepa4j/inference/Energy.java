package io.github.jepa4j.inference;

/// How badly a guess of what is hidden explains what is seen: a smooth function of the guess, low is good. To infer is
/// to find where it is least. Where several guesses explain alike, it has several minima, and each is an answer.
///
/// Source: LeCun, *A path towards autonomous machine intelligence*, 2022, section 4 (inference minimises the energy
/// over the latent variable).
///
/// Immutable, and safe to use from many threads. Hold yours to `EnergyContract`.
public interface Energy {

    /// How many numbers a guess has, `N`, at least 1.
    int dimension();

    /// The energy of a guess, and its slope.
    ///
    /// @param point    the guess, `[N]`; not changed
    /// @param gradient `[N]`; the derivative of the energy by each number is written there
    /// @return the energy; NaN or infinite where the guess means nothing, and then nobody reads the gradient
    double valueAndGradient(double[] point, double[] gradient);

    /// The energy alone.
    ///
    /// @param point `[N]`
    default double value(double[] point) {
        return valueAndGradient(point, new double[dimension()]);
    }
}
