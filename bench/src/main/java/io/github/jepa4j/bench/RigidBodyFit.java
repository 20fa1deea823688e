package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Forecaster;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.List;

/// A double pendulum's equation of motion, its base parameters fitted by least squares, and integrated
/// (Runge-Kutta of order four, 2 ms, the torque held over each step). Signals are shoulder and elbow (rad,
/// relative to the upper link, 0 hanging), then their velocities; actions the two torques.
///
/// With `p = d(kinetic energy)/d(velocity)`, the momentum: `dp/dt = dL/dq + torque - friction`. Everything in it is
/// linear in ten parameters: the inertias `a, b, c, d` of `M = [a + 2 b cos q2, c + b cos q2; c + b cos q2, d]`, the
/// gravity torques `g1, g2`, and of each joint viscous and Coulomb friction. Integrated over half a window, the
/// momentum's change needs no accelerations, which the log does not have.
///
/// Source: Gautier and Khalil, *On the identification of the inertial parameters of robots*, IEEE CDC 1988
/// (an energy model without accelerations); the base parameters of two links as in Khalil and Dombre,
/// *Modeling, Identification and Control of Robots*, 2002, chapter 9. Differs from it: momenta in place of
/// energies, since they keep the joints apart.
final class RigidBodyFit implements Forecaster {

    private static final int PARAMETERS = 10;
    private static final double SUBSTEP = 0.002;

    /// Steps over which momenta are compared.
    private static final int WINDOW = 5;

    /// Velocities, in rad/s, around 0 in which Coulomb friction changes its sign.
    private static final double STICTION = 0.1;

    private final double[] parameters;
    private final double step;

    private RigidBodyFit(double[] parameters, double step) {
        this.parameters = parameters;
        this.step = step;
    }

    /// Fits the parameters; windows with a missing reading are passed over.
    ///
    /// @param step in seconds
    static RigidBodyFit learn(List<Episode> episodes, double step) {
        double[][] normal = new double[PARAMETERS][PARAMETERS + 1];
        for (Episode episode : episodes) {
            for (int t = 0; t + WINDOW <= episode.length(); t++) {
                for (int joint = 0; joint < 2; joint++) {
                    add(equation(episode, t, joint, step), normal);
                }
            }
        }
        return new RigidBodyFit(solve(normal), step);
    }

    double[] parameters() {
        return parameters.clone();
    }

    /// The coefficients of the parameters, and last the integral of the torque.
    private static double[] equation(Episode episode, int from, int joint, double step) {
        double[] row = new double[PARAMETERS + 1];
        momentum(state(episode, from), joint, -1, row);
        momentum(state(episode, from + WINDOW), joint, 1, row);
        for (int k = 0; k <= WINDOW; k++) {
            double weight = (k == 0 || k == WINDOW ? 0.5 : 1) * step; // the trapezoidal rule
            forces(state(episode, from + k), joint, weight, row);
        }
        for (int k = 0; k < WINDOW; k++) {
            row[PARAMETERS] += step * episode.actions().get(from + k).values()[joint];
        }
        return row;
    }

    private static double[] state(Episode episode, int t) {
        float[] seen = ((Signals) episode.observations().get(t)).values();
        return new double[] {seen[0], seen[1], seen[2], seen[3]};
    }

    /// Parameters: a, b, c, d, g1, g2, then viscous and Coulomb friction of either joint.
    private static void momentum(double[] x, int joint, double weight, double[] row) {
        double cosine = Math.cos(x[1]);
        if (joint == 0) {
            row[0] += weight * x[2];
            row[1] += weight * cosine * (2 * x[2] + x[3]);
            row[2] += weight * x[3];
        } else {
            row[1] += weight * cosine * x[2];
            row[2] += weight * x[2];
            row[3] += weight * x[3];
        }
    }

    /// What the torque must overcome beside the momentum's change.
    private static void forces(double[] x, int joint, double weight, double[] row) {
        row[5] += weight * Math.sin(x[0] + x[1]);
        if (joint == 0) {
            row[4] += weight * Math.sin(x[0]);
        } else {
            row[1] += weight * Math.sin(x[1]) * x[2] * (x[2] + x[3]);
        }
        row[6 + 2 * joint] += weight * x[2 + joint];
        row[7 + 2 * joint] += weight * Math.tanh(x[2 + joint] / STICTION);
    }

    private static void add(double[] row, double[][] normal) {
        for (double value : row) {
            if (!Double.isFinite(value)) {
                return;
            }
        }
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j <= PARAMETERS; j++) {
                normal[i][j] += row[i] * row[j];
            }
        }
    }

    /// Gauss elimination with row exchanges.
    private static double[] solve(double[][] system) {
        for (int i = 0; i < PARAMETERS; i++) {
            int pivot = i;
            for (int r = i + 1; r < PARAMETERS; r++) {
                pivot = Math.abs(system[r][i]) > Math.abs(system[pivot][i]) ? r : pivot;
            }
            double[] exchanged = system[i];
            system[i] = system[pivot];
            system[pivot] = exchanged;
            for (int r = i + 1; r < PARAMETERS; r++) {
                double factor = system[r][i] / system[i][i];
                for (int c = i; c <= PARAMETERS; c++) {
                    system[r][c] -= factor * system[i][c];
                }
            }
        }
        double[] solution = new double[PARAMETERS];
        for (int i = PARAMETERS - 1; i >= 0; i--) {
            double sum = system[i][PARAMETERS];
            for (int c = i + 1; c < PARAMETERS; c++) {
                sum -= system[i][c] * solution[c];
            }
            solution[i] = sum / system[i][i];
        }
        return solution;
    }

    @Override
    public String name() {
        return "rigid body";
    }

    @Override
    public float[] forecast(Episode episode, int now, int horizon) {
        double[] x = state(episode, now);
        float[] future = new float[horizon * x.length];
        int substeps = (int) Math.max(1, Math.round(step / SUBSTEP));
        for (int k = 0; k < horizon; k++) {
            float[] torque = episode.actions().get(now + k).values();
            for (int s = 0; s < substeps; s++) {
                x = rungeKutta(x, torque, step / substeps);
            }
            for (int i = 0; i < x.length; i++) {
                future[k * x.length + i] = (float) x[i];
            }
        }
        return future;
    }

    private double[] rungeKutta(double[] x, float[] torque, double dt) {
        double[] k1 = derivative(x, torque);
        double[] k2 = derivative(moved(x, k1, dt / 2), torque);
        double[] k3 = derivative(moved(x, k2, dt / 2), torque);
        double[] k4 = derivative(moved(x, k3, dt), torque);
        double[] next = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            next[i] = x[i] + dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return next;
    }

    private static double[] moved(double[] x, double[] by, double dt) {
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + dt * by[i];
        }
        return moved;
    }

    /// `M q'' = torque - forces - (dM/dt) q'`, solved for the accelerations.
    private double[] derivative(double[] x, float[] torque) {
        double sine = Math.sin(x[1]);
        double b = parameters[1];
        double m11 = parameters[0] + 2 * b * Math.cos(x[1]);
        double m12 = parameters[2] + b * Math.cos(x[1]);
        double m22 = parameters[3];
        double right1 = torque[0] - resisting(x, 0) + b * sine * x[3] * (2 * x[2] + x[3]);
        double right2 = torque[1] - resisting(x, 1) + b * sine * x[3] * x[2];
        double determinant = m11 * m22 - m12 * m12;
        return new double[] {
            x[2], x[3], (m22 * right1 - m12 * right2) / determinant, (m11 * right2 - m12 * right1) / determinant
        };
    }

    private double resisting(double[] x, int joint) {
        double[] row = new double[PARAMETERS + 1];
        forces(x, joint, 1, row);
        double sum = 0;
        for (int i = 0; i < PARAMETERS; i++) {
            sum += row[i] * parameters[i];
        }
        return sum;
    }
}
