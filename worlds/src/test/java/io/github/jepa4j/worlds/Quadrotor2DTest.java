package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.worlds.Quadrotor2D.Parameters;
import io.github.jepa4j.worlds.Quadrotor2D.State;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class Quadrotor2DTest implements EnvironmentContract {

    private static final int EPISODE = 300;

    @Override
    public Quadrotor2D environment() {
        return new Quadrotor2D();
    }

    private static Quadrotor2D begun(State start, SubstepObserver observer) {
        var world = new Quadrotor2D(_ -> start, Parameters.PUBLISHED, observer);
        world.reset(new Seed(0));
        return world;
    }

    @Test
    void theThrustsThatMotorsCanGiveAreThoseOfTheCrazyflie() {
        // 2 * 3.16e-10 * (0.2685 * 20000 + 4070.3)^2 and the same of 65535: hovering takes 0.1323 N.
        assertThat(environment().actionSpace().low()[0]).isCloseTo(0.0563233f, within(1e-7f));
        assertThat(environment().actionSpace().high()[1]).isCloseTo(0.2966829f, within(1e-6f));
        assertThat(Parameters.PUBLISHED.hover()).isCloseTo(0.1323f, within(1e-6f));
    }

    @Test
    void levelFlightFallsOrRisesAsABallDoes() {
        Quadrotor2D world = begun(new State(0, 0.5, 1, 0.2, 0, 0), SubstepObserver.NONE);

        for (int t = 0; t < 50; t++) {
            world.step(new Action(0.1f, 0.1f));
        }

        double acceleration = 2 * (double) 0.1f / 0.027 - 9.8;
        assertThat(world.state().z()).isCloseTo(1 + 0.2 + acceleration / 2, within(1e-7));
        assertThat(world.state().vz()).isCloseTo(0.2 + acceleration, within(1e-7));
        assertThat(world.state().x()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aDifferenceOfThrustsTurnsItAtAConstantRateOfRates() {
        Quadrotor2D world = begun(State.at(0, 1), SubstepObserver.NONE);

        world.step(new Action(0.13f, 0.131f));
        world.step(new Action(0.13f, 0.131f));

        double turn = 0.0397 * ((double) 0.131f - 0.13f) / (Math.sqrt(2) * 1.4e-5);
        assertThat(world.state().rate()).isCloseTo(turn * 0.04, within(1e-6));
        assertThat(world.state().theta()).isCloseTo(turn * 0.04 * 0.04 / 2, within(1e-7));
    }

    /// With the lean held, the acceleration is constant: across the thrust there is only gravity.
    @Test
    void leaningItFliesToTheSideItLeansTo() {
        Quadrotor2D world = begun(new State(0, 0, 1, 0, 0.1, 0), SubstepObserver.NONE);

        for (int t = 0; t < 25; t++) {
            world.step(new Action(0.14f, 0.14f));
        }

        double lift = 2 * (double) 0.14f / 0.027;
        assertThat(world.state().theta()).isEqualTo(0.1);
        assertThat(world.state().vx()).isCloseTo(Math.sin(0.1) * lift * 0.5, within(1e-7));
        assertThat(world.state().vz()).isCloseTo((Math.cos(0.1) * lift - 9.8) * 0.5, within(1e-7));
    }

    @Test
    void halfTheSubstepsChangeNothingThatMatters() {
        var coarse =
                new Quadrotor2D(State::random, new Parameters(0.027, 1.4e-5, 0.0397, 9.8, 10), SubstepObserver.NONE);
        Quadrotor2D fine = environment();
        coarse.reset(new Seed(3));
        fine.reset(new Seed(3));
        RandomGenerator random = new Seed(4).generator();
        for (int t = 0; t < 50; t++) {
            Action action = fine.actionSpace().sample(random);
            coarse.step(action);
            fine.step(action);
        }
        assertThat(coarse.state().x()).isCloseTo(fine.state().x(), within(1e-6));
        assertThat(coarse.state().z()).isCloseTo(fine.state().z(), within(1e-6));
    }

    @Test
    void theReferenceIsAFigure8WithItsOwnSpeedsInsideTheLimits() {
        for (double t = 0; t < Quadrotor2D.EPISODE_SECONDS; t += 0.1) {
            State before = Quadrotor2D.reference(t - 1e-5);
            State after = Quadrotor2D.reference(t + 1e-5);
            State at = Quadrotor2D.reference(t);
            assertThat(at.vx()).isCloseTo((after.x() - before.x()) / 2e-5, within(1e-6));
            assertThat(at.vz()).isCloseTo((after.z() - before.z()) / 2e-5, within(1e-6));
            assertThat(Quadrotor2D.TRACK_LIMITS.kept(at.toArray())).isTrue();
        }
        assertThat(Quadrotor2D.reference(0).x()).isZero();
        assertThat(Quadrotor2D.reference(1.5).x()).isCloseTo(1, within(1e-12));
        assertThat(Quadrotor2D.reference(0.75).z()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void thePilotHoversAndFliesTheFigure8WithinAllLimits() {
        double off = 0;
        for (int i = 0; i < 100; i++) {
            Flown hover = fly(QuadrotorPilot.hover(0, 1), new Seed(i));
            Flown figure = fly(QuadrotorPilot.figure8(), new Seed(i));

            assertThat(hover.leastMargin).as("hover %d", i).isNotNegative();
            assertThat(figure.leastMargin).as("figure 8 %d", i).isNotNegative();
            assertThat(Math.hypot(hover.last.x(), hover.last.z() - 1)).isLessThan(0.02);
            assertThat(figure.error).as("figure 8 %d", i).isLessThan(0.2);
            off += figure.error;
        }
        assertThat(off / 100).isLessThan(0.06);
    }

    @Test
    void whoeverOnlyCarriesTheWeightDriftsOutAndRandomThrustsTumble() {
        var hold = ScriptedPolicy.<Quadrotor2D>constant(
                new Action(Parameters.PUBLISHED.hover(), Parameters.PUBLISHED.hover()));
        int held = 0;
        int tumbled = 0;
        for (int i = 0; i < 50; i++) {
            held += fly(hold, new Seed(i)).leastMargin >= 0 ? 1 : 0;
            tumbled += fly(ScriptedPolicy.uniform(), new Seed(i)).leastMargin < 0 ? 1 : 0;
        }
        assertThat(held).isLessThan(10);
        assertThat(tumbled).isEqualTo(50);
    }

    /// @param leastMargin the least over signals and substeps, each in its own unit
    private record Flown(State last, double leastMargin, double error) {}

    private static Flown fly(ScriptedPolicy<Quadrotor2D> policy, Seed seed) {
        double[] least = {Double.POSITIVE_INFINITY};
        var world = new Quadrotor2D(State::random, Parameters.PUBLISHED, (_, state) -> {
            for (double margin : Quadrotor2D.TRACK_LIMITS.margins(state)) {
                least[0] = Math.min(least[0], margin);
            }
        });
        world.reset(seed);
        RandomGenerator random = seed.split("policy").generator();
        for (int t = 0; t < EPISODE; t++) {
            world.step(policy.act(world, random));
        }
        return new Flown(world.state(), least[0], world.trackingError());
    }

    @Test
    void theObserverSeesTheStartAndEveryMillisecond() {
        List<Double> times = new ArrayList<>();
        Quadrotor2D world = begun(State.at(0, 1), (time, _) -> times.add(time));

        world.step(new Action(0.13f, 0.13f));
        world.step(new Action(0.13f, 0.13f));

        assertThat(times).hasSize(41).startsWith(0.0, 0.001).endsWith(0.04);
        assertThat(world.seconds()).isEqualTo(0.04);
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        assertThatThrownBy(() -> new Parameters(-1, 1, 1, 9.8, 1)).hasMessageContaining("mass is -1.0 kg");
        assertThatThrownBy(() -> new Parameters(1, 1, 1, Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> State.at(Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new StateLimits(new double[] {1}, new double[] {0}))
                .hasMessageContaining("1.0 and 0.0");
        assertThatThrownBy(() -> new StateLimits(new double[] {1}, new double[2]))
                .hasMessageContaining("1 lower and 2 upper");
        assertThatThrownBy(() -> Quadrotor2D.TRACK_LIMITS.margins(new double[4]))
                .hasMessageContaining("4 signals");
        assertThat(Quadrotor2D.TRACK_LIMITS.kept(new double[] {0, 0, 1, 0, Double.NaN, 0}))
                .isFalse();
    }
}
