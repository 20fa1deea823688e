package io.github.jepa4j.safety;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A plant as it truly is in a test: written anew, and never by way of what it is to test.
public interface TruePlant {

    /// Its state, in the order of its signals.
    double[] state();

    /// Moves on by one step of control.
    ///
    /// @param acting what acts
    /// @param judge  is given the margin of each part of the way, judged by the test's own means
    void step(double[] acting, Consumer<Double> judge);

    /// The least margin of the state it is in.
    double margin();

    /// Another of its kind, whose constants and state are drawn inside what is declared.
    @FunctionalInterface
    interface Drawn {
        TruePlant draw(RandomGenerator random);
    }
}
