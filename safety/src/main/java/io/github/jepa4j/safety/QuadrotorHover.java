package io.github.jepa4j.safety;

import java.util.List;

/// The feedback that brings a quadrotor to hover at a place. The states are those of [QuadrotorPlant].
///
/// Upward, the acceleration `a = -k (z - z0) - ..` that is wanted makes the thrust of both pairs;
/// sideways, `x, vx, theta, rate` are a chain of four integrators whose last takes `u = -k (x - x0) -
/// ..`. Both are linear in where the plant is believed to be: in the middle of what is possible.
/// [QuadrotorTube] says how far the plant gets under it.
final class QuadrotorHover {

    static final double GRAVITY = 9.8;
    static final double SECONDS = 0.02;

    /// The kinds of manoeuvre: where to hover is chosen in as many ways.
    static final int KINDS = 3;

    /// Of `z` and `vz`: the poles are near -2 and -4 per second.
    static final double[] UP = {8, 6};

    /// The poles of the chain sideways are near these, per second: the slowest first.
    private static final double[] POLES = {-1.2, -2, -5, -10};

    /// Of `x, vx, theta, rate`.
    static final double[] ASIDE = gains(POLES);

    private QuadrotorHover() {}

    /// From the poles of a chain, by the coefficients of their polynomial.
    private static double[] gains(double[] poles) {
        double[] coefficients = {1};
        for (double pole : poles) {
            double[] next = new double[coefficients.length + 1];
            for (int i = 0; i < coefficients.length; i++) {
                next[i] += coefficients[i];
                next[i + 1] -= pole * coefficients[i];
            }
            coefficients = next;
        }
        return new double[] {coefficients[4] / GRAVITY, coefficients[3] / GRAVITY, coefficients[2], coefficients[1]};
    }

    /// Where to hover: so that a mode of each chain has nothing left to decay, by its left eigenvector.
    /// Without the one after the slowest the quadrotor brakes most gently, without the slowest it stops
    /// soonest; the last kind is between.
    ///
    /// @param kind from 0
    /// @return `x0` and `z0`, in m
    static double[] place(int kind, double[] state) {
        double sideways = switch (kind) {
            case 0 -> POLES[1];
            case 1 -> POLES[0];
            default -> (POLES[0] + POLES[1]) / 2;
        };
        double upward = switch (kind) {
            case 0 -> -4;
            case 1 -> -2;
            default -> -3;
        };
        double rate = -sideways / ASIDE[0];
        double lean = (sideways + ASIDE[3]) * rate;
        double speed = (sideways * lean + ASIDE[2] * rate) / GRAVITY;
        return new double[] {
            state[0] + speed * state[1] + lean * state[4] + rate * state[5], state[2] - upward / UP[0] * state[3]
        };
    }

    /// The thrust of either pair that the feedback wants, in N.
    ///
    /// @param state where the plant is believed to be
    /// @param place where it is to hover
    static float[] thrust(double[] state, double[] place, double lift, double turn) {
        double climb = -UP[0] * (state[2] - place[1]) - UP[1] * state[3];
        double u = -ASIDE[0] * (state[0] - place[0]) - ASIDE[1] * state[1] - ASIDE[2] * state[4] - ASIDE[3] * state[5];
        double both = (GRAVITY + climb) / (lift * Math.max(0.5, Math.cos(state[4])));
        return new float[] {(float) ((both - u / turn) / 2), (float) ((both + u / turn) / 2)};
    }

    /// The middle of all that is possible.
    static double[] belief(List<StateSet> ahead) {
        double[] middle = new double[6];
        for (int i = 0; i < middle.length; i++) {
            Interval all = ahead.getFirst().states()[i];
            for (StateSet set : ahead) {
                all = all.hull(set.states()[i]);
            }
            middle[i] = all.middle();
        }
        return middle;
    }
}
