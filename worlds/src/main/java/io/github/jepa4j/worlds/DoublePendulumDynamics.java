package io.github.jepa4j.worlds;

import io.github.jepa4j.worlds.DoublePendulum.Link;

/// The manipulator equation of a double pendulum, `M(q) a + C(q, v) v + friction = gravity(q) + torque`.
///
/// Source: Tedrake, *Underactuated robotics*, the acrobot; with the rotors of both motors as in RealAIGym's
/// plant, where the shoulder's turns at `gear v1` and the elbow's at `v1 - gear v2`.
final class DoublePendulumDynamics {

    private static final double COULOMB_SLOPE = 100;

    private final DoublePendulum.Parameters parameters;
    private final Link first;
    private final Link second;

    /// `m2 l1 r2`, in kg m^2.
    private final double coupling;

    DoublePendulumDynamics(DoublePendulum.Parameters parameters) {
        this.parameters = parameters;
        this.first = parameters.first();
        this.second = parameters.second();
        this.coupling = second.mass() * first.length() * second.centre();
    }

    /// Writes the state's rate of change under a torque at each joint, in N m.
    void rate(double[] state, double shoulder, double elbow, double[] into) {
        double v1 = state[2];
        double v2 = state[3];
        double bend = coupling * Math.sin(state[1]);
        double force1 = shoulder + gravity1(state) + 2 * bend * v1 * v2 + bend * v2 * v2 - friction(first, v1);
        double force2 = elbow + gravity2(state) - bend * v1 * v1 - friction(second, v2);
        double m11 = mass11(state);
        double m12 = mass12(state);
        double m22 = mass22();
        double determinant = m11 * m22 - m12 * m12;
        into[0] = v1;
        into[1] = v2;
        into[2] = (m22 * force1 - m12 * force2) / determinant;
        into[3] = (m11 * force2 - m12 * force1) / determinant;
    }

    private static double friction(Link link, double speed) {
        return link.damping() * speed + link.coulomb() * Math.atan(COULOMB_SLOPE * speed);
    }

    private double gravity1(double[] state) {
        return -parameters.gravity()
                * ((first.mass() * first.centre() + second.mass() * first.length()) * Math.sin(state[0])
                        + second.mass() * second.centre() * Math.sin(state[0] + state[1]));
    }

    private double gravity2(double[] state) {
        return -parameters.gravity() * second.mass() * second.centre() * Math.sin(state[0] + state[1]);
    }

    private double mass11(double[] state) {
        double gear = parameters.gearRatio();
        return first.inertia()
                + second.inertia()
                + second.mass() * first.length() * first.length()
                + 2 * coupling * Math.cos(state[1])
                + (gear * gear + 1) * parameters.motorInertia();
    }

    private double mass12(double[] state) {
        return second.inertia() + coupling * Math.cos(state[1]) - parameters.gearRatio() * parameters.motorInertia();
    }

    private double mass22() {
        return second.inertia() + parameters.gearRatio() * parameters.gearRatio() * parameters.motorInertia();
    }

    /// Kinetic and potential energy, in J.
    double energy(double[] state) {
        double v1 = state[2];
        double v2 = state[3];
        double kinetic = (mass11(state) * v1 * v1 + 2 * mass12(state) * v1 * v2 + mass22() * v2 * v2) / 2;
        double height1 = -first.centre() * Math.cos(state[0]);
        double height2 = -first.length() * Math.cos(state[0]) - second.centre() * Math.cos(state[0] + state[1]);
        return kinetic + parameters.gravity() * (first.mass() * height1 + second.mass() * height2);
    }
}
