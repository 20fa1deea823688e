package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A double pendulum of known masses and lengths, integrated here by its textbook equation (Lagrange, point masses on
/// massless rods, no friction) with steps of a tenth of a millisecond.
class RigidBodyFitTest {

    private static final double STEP = 0.02;
    private static final double M1 = 0.6;
    private static final double M2 = 0.5;
    private static final double L1 = 0.3;
    private static final double L2 = 0.25;
    private static final double G = 9.81;

    @Test
    void theFitFindsTheBaseParametersAndForeseesTheSwing() {
        RigidBodyFit fit = RigidBodyFit.learn(List.of(swing(0.4, 300), swing(-0.7, 300), swing(1.1, 300)), STEP);

        double[] expected = {
            M1 * L1 * L1 + M2 * (L1 * L1 + L2 * L2),
            M2 * L1 * L2,
            M2 * L2 * L2,
            M2 * L2 * L2,
            (M1 + M2) * G * L1,
            M2 * G * L2
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(fit.parameters()[i]).isCloseTo(expected[i], within(0.03 * expected[i]));
        }
        Episode unseen = swing(0.9, 60);
        float[] future = fit.forecast(unseen, 20, 25);
        float[] real = ((Signals) unseen.observations().get(45)).values();
        for (int s = 0; s < 4; s++) {
            assertThat(future[24 * 4 + s]).isCloseTo(real[s], within(0.1f));
        }
    }

    private static Episode swing(double push, int steps) {
        double[] x = {0.1, -0.2, 0, 0};
        List<Signals> seen = new ArrayList<>();
        List<Action> done = new ArrayList<>();
        for (int t = 0; t <= steps; t++) {
            seen.add(new Signals(new float[] {(float) x[0], (float) x[1], (float) x[2], (float) x[3]}));
            if (t < steps) {
                float[] torque = {(float) (push * Math.sin(0.13 * t)), (float) (0.5 * push * Math.cos(0.21 * t))};
                done.add(new Action(torque));
                for (int s = 0; s < 200; s++) {
                    advance(x, torque, STEP / 200);
                }
            }
        }
        return new Episode(seen, done);
    }

    /// Semi-implicit Euler.
    private static void advance(double[] x, float[] torque, double dt) {
        double c = Math.cos(x[1]);
        double s = Math.sin(x[1]);
        double m11 = M1 * L1 * L1 + M2 * (L1 * L1 + L2 * L2 + 2 * L1 * L2 * c);
        double m12 = M2 * (L2 * L2 + L1 * L2 * c);
        double m22 = M2 * L2 * L2;
        double lower = M2 * G * L2 * Math.sin(x[0] + x[1]);
        double r1 = torque[0]
                + M2 * L1 * L2 * s * (2 * x[2] * x[3] + x[3] * x[3])
                - (M1 + M2) * G * L1 * Math.sin(x[0])
                - lower;
        double r2 = torque[1] - M2 * L1 * L2 * s * x[2] * x[2] - lower;
        double determinant = m11 * m22 - m12 * m12;
        x[2] += dt * (m22 * r1 - m12 * r2) / determinant;
        x[3] += dt * (m11 * r2 - m12 * r1) / determinant;
        x[0] += dt * x[2];
        x[1] += dt * x[3];
    }
}
