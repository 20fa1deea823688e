package io.github.jepa4j.safety;

import java.util.List;
import java.util.function.Consumer;

/// A ball on a plane, moved as MuJoCo moves it off the walls; judged on the straight way of each substep.
final class Ball implements TruePlant {

    private final double mass;
    private final double gear;
    private final double damping;
    private final double topSpeed;
    private final List<double[]> discs;
    private final double[] state;

    /// @param discs each `x, y, radius`
    Ball(double mass, double gear, double damping, double topSpeed, List<double[]> discs, double... state) {
        this.mass = mass;
        this.gear = gear;
        this.damping = damping;
        this.topSpeed = topSpeed;
        this.discs = discs;
        this.state = state.clone();
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public void step(double[] acting, Consumer<Double> judge) {
        state[2] = Math.clamp(state[2], -5, 5);
        state[3] = Math.clamp(state[3], -5, 5);
        for (int i = 0; i < 5; i++) {
            double fromX = state[0];
            double fromY = state[1];
            for (int axis = 0; axis < 2; axis++) {
                double acceleration = (gear * acting[axis] - damping * state[2 + axis]) / mass;
                state[2 + axis] += 0.01 * mass / (mass + 0.01 * damping) * acceleration;
                state[axis] += 0.01 * state[2 + axis];
            }
            judge.accept(segmentMargin(fromX, fromY));
        }
    }

    @Override
    public double margin() {
        return segmentMargin(state[0], state[1]);
    }

    private double segmentMargin(double fromX, double fromY) {
        double dx = state[0] - fromX;
        double dy = state[1] - fromY;
        double least = topSpeed - Math.hypot(state[2], state[3]);
        for (double[] disc : discs) {
            double length = dx * dx + dy * dy;
            double along = length == 0 ? 0 : ((disc[0] - fromX) * dx + (disc[1] - fromY) * dy) / length;
            double nearest = Math.clamp(along, 0, 1);
            double distance = Math.hypot(fromX + nearest * dx - disc[0], fromY + nearest * dy - disc[1]);
            least = Math.min(least, distance - disc[2]);
        }
        return least;
    }
}
