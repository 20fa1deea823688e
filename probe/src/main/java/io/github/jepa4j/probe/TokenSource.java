package io.github.jepa4j.probe;

/// Frozen features place by place, made when they are asked for: all of them together would seldom fit into memory.
public interface TokenSource {

    /// How many examples.
    int size();

    /// Places of each, `N`.
    int places();

    /// Features of each place, `D`.
    int dimension();

    /// The features of some examples.
    ///
    /// @param which from 0 to below `size`
    /// @return `[which.length, N, D]`, row-major
    float[] tokens(int[] which);
}
