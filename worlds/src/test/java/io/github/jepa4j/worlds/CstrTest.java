package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.worlds.Cstr.Parameters;
import io.github.jepa4j.worlds.Cstr.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CstrTest implements EnvironmentContract {

    private static final int TEN_HOURS = 2000;

    @Override
    public Cstr environment() {
        return new Cstr();
    }

    private static Cstr begun(State start, Parameters parameters) {
        var world = new Cstr(_ -> start, parameters, SubstepObserver.NONE);
        world.reset(new Seed(0));
        return world;
    }

    /// With cold contents nothing reacts: what is left is mixing and heat conduction, whose solutions are
    /// exponentials.
    @Test
    void aColdReactorMixesAsAStirredTankDoes() {
        var cold = new Parameters(1, 1, 5.1, -150, 0, 10);
        Cstr world = begun(new State(1, 2, -150, -100), cold);

        for (int t = 0; t < 10; t++) {
            world.step(new Action(20, -500));
        }

        double left = Math.exp(-20 * 0.05);
        assertThat(world.state().a()).isCloseTo(5.1 + (1 - 5.1) * left, within(1e-7));
        assertThat(world.state().b()).isCloseTo(2 * left, within(1e-7));
        assertThat(world.state().jacket()).isCloseTo(-100 - 500 * 0.05 / 10, within(1e-9));
    }

    /// Without reactions, feed and wall are a linear system in the distances `u`, `w` to the feed's
    /// temperature: `u' = -(F + a) u + a w`, `w' = b u - b w`, with two exponentials for a solution.
    @Test
    void heatIsExchangedThroughTheWallAsTheTwoExponentialsSay() {
        Cstr world = begun(new State(0, 0, -140, -160), new Parameters(1, 1, 0, -150, 4032, 10));
        double a = 4032 * 0.215 / (0.9342 * 3.01 * 10.01);
        double b = 4032 * 0.215 / 10;

        world.step(new Action(5, 0));
        world.step(new Action(5, 0));

        double sum = 5 + a + b;
        double root = Math.sqrt(sum * sum - 4 * 5 * b);
        double slow = (-sum + root) / 2;
        double fast = (-sum - root) / 2;
        // u = p e^(slow t) + q e^(fast t), where p + q = 10 and u'(0) = -(F + a) 10 - a 10.
        double p = (-(5 + a) * 10 - a * 10 - fast * 10) / (slow - fast);
        double u = p * Math.exp(slow * 0.01) + (10 - p) * Math.exp(fast * 0.01);
        double w = (p * (slow + 5 + a) * Math.exp(slow * 0.01) + (10 - p) * (fast + 5 + a) * Math.exp(fast * 0.01)) / a;
        assertThat(world.state().reactor()).isCloseTo(-150 + u, within(1e-5));
        assertThat(world.state().jacket()).isCloseTo(-150 + w, within(1e-5));
    }

    /// The right-hand side at the published initial state and first input, written down again.
    @Test
    void theFirstInstantIsThePublishedModels() {
        var fine = new Parameters(1, 1, 5.1, 130, 4032, 10_000);
        List<double[]> states = new ArrayList<>();
        var seen = new Cstr(_ -> State.PUBLISHED, fine, (_, state) -> states.add(state));
        seen.reset(new Seed(0));
        seen.step(new Action(30, -6000));

        double k1 = 1.287e12 * Math.exp(-9758.3 / 407.29);
        double k3 = 9.043e9 * Math.exp(-8560 / 407.29);
        double h = Cstr.ACTION_HOURS / 10_000;
        double[] rate = new double[4];
        for (int i = 0; i < 4; i++) {
            // One-sided differences of second order.
            rate[i] = (4 * states.get(1)[i] - states.get(2)[i] - 3 * states.get(0)[i]) / (2 * h);
        }
        assertThat(rate[0]).isCloseTo(30 * (5.1 - 0.8) - k1 * 0.8 - k3 * 0.64, within(1e-5));
        assertThat(rate[1]).isCloseTo(-30 * 0.5 + k1 * 0.8 - k1 * 0.5, within(1e-5));
        assertThat(rate[2])
                .isCloseTo(
                        (k1 * 0.8 * 4.2 - k1 * 0.5 * 11 - k3 * 0.64 * 41.85) / (-0.9342 * 3.01)
                                + 30 * (130 - 134.14)
                                + 4032 * 0.215 * (130 - 134.14) / (0.9342 * 3.01 * 10.01),
                        within(1e-4));
        assertThat(rate[3]).isCloseTo((-6000 + 4032 * 0.215 * 4.14) / 10, within(1e-4));
    }

    @Test
    void tenSubstepsAreAsGoodAsAHundred() {
        Cstr coarse = begun(State.PUBLISHED, Parameters.PUBLISHED);
        Cstr fine = begun(State.PUBLISHED, new Parameters(1, 1, 5.1, 130, 4032, 100));
        var random = new Seed(1).generator();
        for (int t = 0; t < 50; t++) {
            Action action = coarse.actionSpace().sample(random);
            coarse.step(action);
            fine.step(action);
        }
        assertThat(coarse.state().b()).isCloseTo(fine.state().b(), within(1e-5));
        assertThat(coarse.state().reactor()).isCloseTo(fine.state().reactor(), within(1e-3));
    }

    @Test
    void theSteadyInputBringsCbToTheTargetWithinTheLimits() {
        Cstr world = begun(State.PUBLISHED, Parameters.PUBLISHED);
        for (int t = 0; t < TEN_HOURS; t++) {
            world.step(Cstr.STEADY);
            assertThat(Cstr.LIMITS.kept(world.state().toArray())).isTrue();
        }
        assertThat(world.trackingError()).isLessThan(1e-3);
        assertThat(world.state().reactor()).isBetween(136.0, 136.5);
    }

    @Test
    void withOtherKineticsTheSameInputMissesTheTarget() {
        for (double alpha : new double[] {0.95, 1.05}) {
            for (double beta : new double[] {0.9, 1.1}) {
                Cstr world = begun(State.PUBLISHED, Parameters.kinetics(alpha, beta));
                for (int t = 0; t < TEN_HOURS; t++) {
                    world.step(Cstr.STEADY);
                }
                assertThat(world.trackingError()).as("%s, %s", alpha, beta).isGreaterThan(0.02);
            }
        }
    }

    @Test
    void withoutCoolingTheReactorPassesItsLimit() {
        Cstr world = begun(State.PUBLISHED, Parameters.PUBLISHED);
        for (int t = 0; t < 200; t++) {
            world.step(new Action(15, 0));
        }
        assertThat(world.state().reactor()).isGreaterThan(142);
        assertThat(Cstr.LIMITS.kept(world.state().toArray())).isFalse();
    }

    @Test
    void everyStartIsWithinTheLimits() {
        for (int i = 0; i < 100; i++) {
            assertThat(Cstr.LIMITS.kept(State.random(new Seed(i)).toArray())).isTrue();
        }
    }

    @Test
    void theObserversTimeIsInHours() {
        List<Double> times = new ArrayList<>();
        var world = new Cstr(State::random, Parameters.PUBLISHED, (time, _) -> times.add(time));
        world.reset(new Seed(0));
        world.step(Cstr.STEADY);
        assertThat(times).hasSize(11).startsWith(0.0).endsWith(0.005);
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        assertThatThrownBy(() -> Parameters.kinetics(0, 1)).hasMessageContaining("alpha is 0.0");
        assertThatThrownBy(() -> Parameters.kinetics(1, Double.NaN)).hasMessageContaining("beta NaN");
        assertThatThrownBy(() -> new State(-1, 0, 100, 100)).hasMessageContaining("-1.0 mol/l");
    }
}
