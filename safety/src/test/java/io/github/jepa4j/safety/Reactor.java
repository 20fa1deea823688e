package io.github.jepa4j.safety;

import java.util.function.Consumer;

/// The stirred-tank reactor, in 50 Euler-Heun steps an action; judged at each.
final class Reactor implements TruePlant {

    private static final int SUBSTEPS = 50;
    private final double alpha;
    private final double beta;
    private final double[] state;

    Reactor(double alpha, double beta, double... state) {
        this.alpha = alpha;
        this.beta = beta;
        this.state = state.clone();
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    private double[] rates(double[] x, double[] acting) {
        double k = 1.287e12 * Math.exp(-9758.3 / (x[2] + 273.15));
        double d = 9.043e9 * Math.exp(-alpha * 8560 / (x[2] + 273.15)) * x[0] * x[0];
        double wall = 4032 * 0.215 * (x[3] - x[2]);
        double released = -4.2 * beta * k * x[0] + 11 * k * x[1] + 41.85 * d;
        return new double[] {
            acting[0] * (5.1 - x[0]) - beta * k * x[0] - d,
            -acting[0] * x[1] + k * (beta * x[0] - x[1]),
            acting[0] * (130 - x[2]) + (wall / 10.01 + released) / (0.9342 * 3.01),
            (acting[1] - wall) / 10
        };
    }

    @Override
    public void step(double[] acting, Consumer<Double> judge) {
        double h = 0.005 / SUBSTEPS;
        for (int i = 0; i < SUBSTEPS; i++) {
            double[] first = rates(state, acting);
            double[] guess = state.clone();
            for (int j = 0; j < 4; j++) {
                guess[j] += h * first[j];
            }
            double[] second = rates(guess, acting);
            for (int j = 0; j < 4; j++) {
                state[j] += h * (first[j] + second[j]) / 2;
            }
            judge.accept(margin());
        }
    }

    @Override
    public double margin() {
        return Math.min(140 - state[2], 140 - state[3]);
    }
}
