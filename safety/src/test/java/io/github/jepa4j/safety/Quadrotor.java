package io.github.jepa4j.safety;

import java.util.function.Consumer;

/// The quadrotor in a plane, in 200 midpoint steps an action; judged at each.
final class Quadrotor implements TruePlant {

    private static final int SUBSTEPS = 200;
    private final double mass;
    private final double inertia;
    private final double[] state;

    Quadrotor(double mass, double inertia, double... state) {
        this.mass = mass;
        this.inertia = inertia;
        this.state = state.clone();
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public void step(double[] acting, Consumer<Double> judge) {
        double h = 0.02 / SUBSTEPS;
        double lift = (acting[0] + acting[1]) / mass;
        double turn = 0.0397 * (acting[1] - acting[0]) / (Math.sqrt(2) * inertia);
        for (int i = 0; i < SUBSTEPS; i++) {
            double lean = state[4] + h / 2 * state[5] + h * h / 8 * turn;
            double aside = lift * Math.sin(lean);
            double up = lift * Math.cos(lean) - 9.8;
            state[0] += h * state[1] + h * h / 2 * aside;
            state[1] += h * aside;
            state[2] += h * state[3] + h * h / 2 * up;
            state[3] += h * up;
            state[4] += h * state[5] + h * h / 2 * turn;
            state[5] += h * turn;
            judge.accept(margin());
        }
    }

    @Override
    public double margin() {
        double[] low = {-2, -2, 0, -2, -0.2, -1};
        double[] high = {2, 2, 2, 2, 0.2, 1};
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < state.length; i++) {
            least = Math.min(least, Math.min(state[i] - low[i], high[i] - state[i]));
        }
        return least;
    }
}
