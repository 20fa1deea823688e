package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.DoublePendulum.Link;
import io.github.jepa4j.worlds.DoublePendulum.Motor;
import io.github.jepa4j.worlds.DoublePendulum.Parameters;
import io.github.jepa4j.worlds.DoublePendulum.State;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DoublePendulumTest {

    @Nested
    class Acrobot implements EnvironmentContract {
        @Override
        public DoublePendulum environment() {
            return DoublePendulum.acrobot();
        }
    }

    @Nested
    class Pendubot implements EnvironmentContract {
        @Override
        public DoublePendulum environment() {
            return DoublePendulum.pendubot();
        }
    }

    private static DoublePendulum begun(Motor motor, State start, Parameters parameters) {
        var world = new DoublePendulum(motor, _ -> start, parameters, SubstepObserver.NONE);
        world.reset(new Seed(0));
        return world;
    }

    @Test
    void withoutTorqueAndFrictionTheEnergyStays() {
        DoublePendulum world = begun(Motor.ACROBOT, new State(2, -1, 3, -4), Parameters.SIMULATION_V2);
        double before = world.energy();
        for (int t = 0; t < 5000; t++) {
            world.step(new Action(0));
            assertThat(world.energy()).isCloseTo(before, within(1e-4));
        }
    }

    @Test
    void theMotorsWorkIsTheEnergysGain() {
        for (Motor motor : Motor.values()) {
            DoublePendulum world = begun(motor, new State(0.3, 0.5, 0, 1), Parameters.SIMULATION_V2);
            double before = world.energy();
            double work = 0;
            for (int t = 0; t < 500; t++) {
                float torque = (float) Math.sin(0.02 * t);
                double from = motor == Motor.ACROBOT
                        ? world.state().q2()
                        : world.state().q1();
                world.step(new Action(torque));
                double to = motor == Motor.ACROBOT
                        ? world.state().q2()
                        : world.state().q1();
                work += torque * (to - from);
            }
            assertThat(world.energy() - before).as("%s", motor).isCloseTo(work, within(1e-6));
            assertThat(Math.abs(work)).isGreaterThan(0.1);
        }
    }

    @Test
    void frictionTakesEnergyAway() {
        DoublePendulum world = begun(Motor.ACROBOT, new State(2, -1, 0, 0), Parameters.IDENTIFIED);
        double last = world.energy();
        for (int t = 0; t < 1000; t++) {
            world.step(new Action(0));
            assertThat(world.energy()).isLessThanOrEqualTo(last + 1e-9);
            last = world.energy();
        }
        assertThat(last)
                .isLessThan(begun(Motor.ACROBOT, new State(2, -1, 0, 0), Parameters.IDENTIFIED)
                                .energy()
                        - 1);
    }

    /// Lagrange's equation with derivatives by differences, of an energy made from where the centres of mass
    /// are: it knows nothing of the mass matrix.
    @Test
    void theAccelerationsSatisfyLagrangesEquation() {
        RandomGenerator random = new Seed(1).generator();
        for (int i = 0; i < 50; i++) {
            double[] state = {
                random.nextDouble(-3, 3), random.nextDouble(-3, 3), random.nextDouble(-8, 8), random.nextDouble(-8, 8)
            };
            double[] torque = {random.nextDouble(-6, 6), random.nextDouble(-6, 6)};
            double[] rate = new double[4];
            new DoublePendulumDynamics(Parameters.SIMULATION_V2).rate(state, torque[0], torque[1], rate);

            for (int joint = 0; joint < 2; joint++) {
                double h = 1e-4;
                double changeOfMomentum =
                        (momentum(moved(state, rate, h), joint) - momentum(moved(state, rate, -h), joint)) / (2 * h);
                double[] on = state.clone();
                double[] back = state.clone();
                on[joint] += h;
                back[joint] -= h;
                double force = (lagrangian(on) - lagrangian(back)) / (2 * h);
                assertThat(changeOfMomentum - force).isCloseTo(torque[joint], within(1e-4));
            }
        }
    }

    private static double[] moved(double[] state, double[] rate, double time) {
        double[] moved = state.clone();
        for (int i = 0; i < 4; i++) {
            moved[i] += time * rate[i];
        }
        return moved;
    }

    private static double momentum(double[] state, int joint) {
        double[] on = state.clone();
        double[] back = state.clone();
        on[2 + joint] += 1e-3;
        back[2 + joint] -= 1e-3;
        return (lagrangian(on) - lagrangian(back)) / 2e-3;
    }

    private static double lagrangian(double[] state) {
        Link first = Parameters.SIMULATION_V2.first();
        Link second = Parameters.SIMULATION_V2.second();
        double v1 = state[2];
        double turn = state[2] + state[3];
        // The elbow moves on a circle around the shoulder, the second centre of mass on one around the elbow.
        double vx = first.length() * Math.cos(state[0]) * v1 + second.centre() * Math.cos(state[0] + state[1]) * turn;
        double vy = first.length() * Math.sin(state[0]) * v1 + second.centre() * Math.sin(state[0] + state[1]) * turn;
        double aboutCentre = second.inertia() - second.mass() * second.centre() * second.centre();
        double kinetic =
                (first.inertia() * v1 * v1 + second.mass() * (vx * vx + vy * vy) + aboutCentre * turn * turn) / 2;
        double height = first.mass() * -first.centre() * Math.cos(state[0])
                + second.mass()
                        * (-first.length() * Math.cos(state[0]) - second.centre() * Math.cos(state[0] + state[1]));
        return kinetic - 9.81 * height;
    }

    @Test
    void hangingItStaysAndUprightItIsTheGoal() {
        DoublePendulum hanging = begun(Motor.PENDUBOT, State.HANGING, Parameters.SIMULATION_V2);
        for (int t = 0; t < 100; t++) {
            hanging.step(new Action(0));
        }
        assertThat(hanging.state()).isEqualTo(State.HANGING);
        assertThat(hanging.distanceToGoal()).isCloseTo(1, within(1e-12));
        assertThat(hanging.swungUp()).isFalse();

        DoublePendulum upright = begun(Motor.PENDUBOT, State.UPRIGHT, Parameters.SIMULATION_V2);
        assertThat(upright.distanceToGoal()).isZero();
        assertThat(upright.swungUp()).isTrue();
        assertThat(upright.goal()).isEqualTo(new Signals(new float[] {(float) Math.PI, 0, 0, 0}));
    }

    @Test
    void torqueBeyondTheLimitIsCutOffAndActsOnTheMotorsJoint() {
        DoublePendulum much = begun(Motor.PENDUBOT, State.HANGING, Parameters.SIMULATION_V2);
        DoublePendulum limit = begun(Motor.PENDUBOT, State.HANGING, Parameters.SIMULATION_V2);
        much.step(new Action(50));
        limit.step(new Action(6));
        assertThat(much.state()).isEqualTo(limit.state());

        // From hanging, the shoulder's torque turns the first link forward and leaves the second behind.
        assertThat(limit.state().v1()).isPositive();
        assertThat(limit.state().v2()).isNegative();
    }

    @Test
    void heldActionsAreSubstepsOfTheSame() {
        List<Double> times = new ArrayList<>();
        var held = new DoublePendulum(
                Motor.ACROBOT,
                _ -> State.HANGING,
                Parameters.SIMULATION_V2.withSubsteps(10),
                (time, _) -> times.add(time));
        held.reset(new Seed(0));
        DoublePendulum each = begun(Motor.ACROBOT, State.HANGING, Parameters.SIMULATION_V2);

        held.step(new Action(2));
        for (int i = 0; i < 10; i++) {
            each.step(new Action(2));
        }

        assertThat(held.state()).isEqualTo(each.state());
        assertThat(times).hasSize(11).startsWith(0.0, 0.002).endsWith(0.02);
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        Link good = Parameters.SIMULATION_V2.first();
        assertThatThrownBy(() -> new Link(0, 1, 1, 1, 0, 0)).hasMessageContaining("mass is 0.0 kg");
        assertThatThrownBy(() -> new Parameters(good, new Link(1, 1, 1, 0.5, 0, 0), 9.81, 0, 6, 1))
                .hasMessageContaining("mass matrix")
                .hasMessageContaining("about the joint");
        assertThatThrownBy(() -> new Parameters(good, good, 9.81, -1, 6, 1)).hasMessageContaining("inertia -1.0");
        assertThatThrownBy(() -> new State(0, Double.NaN, 0, 0)).hasMessageContaining("NaN");
    }
}
