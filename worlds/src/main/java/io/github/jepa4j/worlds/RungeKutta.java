package io.github.jepa4j.worlds;

/// The classical Runge-Kutta method of fourth order, with a fixed step.
final class RungeKutta {

    /// The right-hand side of an ordinary differential equation.
    @FunctionalInterface
    interface Derivative {

        /// Writes the state's rate of change.
        void at(double[] state, double[] rate);
    }

    private final Derivative derivative;
    private final double[] rate;
    private final double[] sum;
    private final double[] middle;

    RungeKutta(int dimension, Derivative derivative) {
        this.derivative = derivative;
        this.rate = new double[dimension];
        this.sum = new double[dimension];
        this.middle = new double[dimension];
    }

    /// Moves the state on by a step of time, in place.
    void step(double[] state, double time) {
        derivative.at(state, rate);
        accumulate(state, 1, time / 2, true);
        derivative.at(middle, rate);
        accumulate(state, 2, time / 2, false);
        derivative.at(middle, rate);
        accumulate(state, 2, time, false);
        derivative.at(middle, rate);
        for (int i = 0; i < state.length; i++) {
            state[i] += time / 6 * (sum[i] + rate[i]);
        }
    }

    private void accumulate(double[] state, double weight, double time, boolean first) {
        for (int i = 0; i < state.length; i++) {
            sum[i] = (first ? 0 : sum[i]) + weight * rate[i];
            middle[i] = state[i] + time * rate[i];
        }
    }
}
