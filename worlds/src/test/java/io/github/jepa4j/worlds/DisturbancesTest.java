package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What can go wrong with sensors and actuators, by a world that adds up its actions: its reading is the sum.
class DisturbancesTest {

    private static final Seed SEED = new Seed(0);

    /// One axis in [-1, 1], one signal.
    private static final class Counter implements SignalEnvironment {
        private float sum = Float.NaN;

        @Override
        public ActionSpace actionSpace() {
            return new ActionSpace.Box(new float[] {-1}, new float[] {1});
        }

        @Override
        public SignalSpace signalSpace() {
            return SignalSpace.of(new Signal("sum", "", -1000, 1000));
        }

        @Override
        public Signals reset(Seed seed) {
            sum = 0;
            return new Signals(new float[] {0});
        }

        @Override
        public Signals step(Action action) {
            if (action.dimension() != 1 || Float.isNaN(sum)) {
                throw new IllegalStateException("not as the contract wants");
            }
            sum += action.values()[0];
            return new Signals(new float[] {sum});
        }
    }

    private static List<Float> readings(SignalEnvironment world, float... actions) {
        List<Float> readings = new ArrayList<>(List.of(world.reset(SEED).values()[0]));
        for (float action : actions) {
            readings.add(world.step(new Action(action)).values()[0]);
        }
        return readings;
    }

    @Test
    void delayedActionsArriveInOrderAfterTheIdleOnes() {
        var world = new ActuationDelay(new Counter(), 2, new Action(0.5f));

        assertThat(readings(world, 1, 1, 0, 0)).containsExactly(0f, 0.5f, 1f, 2f, 3f);
        assertThat(readings(world, -1, 0, 0)).as("nothing is left from before").containsExactly(0f, 0.5f, 1f, 0f);
        assertThat(readings(new ActuationDelay(new Counter(), 0, new Action(0)), 1, 1))
                .containsExactly(0f, 1f, 2f);
    }

    @Test
    void faultyActuatorsAreWeakAndSaturate() {
        var half = new ActuatorFault(
                new Counter(), new float[] {0.5f}, new ActionSpace.Box(new float[] {-0.25f}, new float[] {1}));

        assertThat(readings(half, 1, -1)).containsExactly(0f, 0.5f, 0.25f);
        assertThat(half.actionSpace()).isEqualTo(new Counter().actionSpace());
    }

    @Test
    void noiseHasTheDeclaredSpreadAndNeverPassesItsBound() {
        var world = new SensorNoise(new Counter(), new float[] {0.1f}, new float[] {0.15f});
        world.reset(SEED);
        double squares = 0;
        int atBound = 0;
        for (int t = 0; t < 10_000; t++) {
            float error = world.step(new Action(0)).values()[0];
            assertThat(Math.abs(error)).isLessThanOrEqualTo(0.15f);
            atBound += Math.abs(error) == 0.15f ? 1 : 0;
            squares += (double) error * error;
        }
        // Of a normal law 13.36 % lie beyond 1.5 deviations; cut there, its mean square is 0.7785 of its own:
        // by integration, erf(1.5 / sqrt 2) - 3 phi(1.5) + 2.25 * 0.1336. Both within four standard errors.
        assertThat(atBound / 10_000.0).isCloseTo(0.1336, within(0.0137));
        assertThat(squares / 10_000 / 0.01).isCloseTo(0.7785, within(0.035));
        assertThat(world.signalSpace().signals().getFirst().high()).isEqualTo(1000.15f);
    }

    @Test
    void aFrozenSensorShowsTheReadingBeforeAndThenTheTruthAgain() {
        var world = new FrozenSensor(new Counter(), "sum", 2, 4);

        assertThat(readings(world, 1, 1, 1, 1)).containsExactly(0f, 1f, 1f, 1f, 4f);
        assertThat(readings(world, 1, 1, 1, 1)).containsExactly(0f, 1f, 1f, 1f, 4f);
    }

    @Test
    void aSilentSensorIsSilentInItsStretchOrNowAndThen() {
        var stretch = new MissingReadings(new Counter(), "sum", 0, 2, 1);
        assertThat(readings(stretch, 1, 1)).containsExactly(Float.NaN, Float.NaN, 2f);

        var sometimes = new MissingReadings(new Counter(), "sum", 0, Integer.MAX_VALUE, 0.3);
        long silent = readings(sometimes, new float[10_000]).stream()
                .filter(reading -> Float.isNaN(reading))
                .count();
        assertThat(silent / 10_000.0).as("four standard errors").isCloseTo(0.3, within(0.0184));
    }

    @Test
    void disturbancesAddUpAndTheTruthStaysAsItWas() {
        PointMazeTask task = PointMazeTask.random(Maze.MEDIUM, 2, new Seed(5));
        var truth = new PointMaze(task);
        var plain = new PointMaze(task);
        SignalEnvironment seen = new FrozenSensor(
                new SensorNoise(truth, new float[] {0.01f, 0.01f, 0, 0}, new float[] {0.02f, 0.02f, 0, 0}), "vx", 3, 9);
        seen.reset(SEED);
        plain.reset(SEED);
        RandomGenerator random = new Seed(2).generator();
        for (int t = 0; t < 20; t++) {
            Action action = plain.actionSpace().sample(random);
            seen.step(action);
            plain.step(action);
        }
        assertThat(truth.state()).isEqualTo(plain.state());
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        var world = new Counter();
        var box = new ActionSpace.Box(new float[2], new float[2]);
        assertThatThrownBy(() -> new ActuationDelay(world, -1, new Action(0))).hasMessageContaining("-1 steps");
        assertThatThrownBy(() -> new ActuationDelay(world, 1, new Action(0, 0))).hasMessageContaining("has 2 axes");
        assertThatThrownBy(() -> new ActuatorFault(world, new float[] {1}, box))
                .hasMessageContaining("limits for 2 axes");
        assertThatThrownBy(
                        () -> new ActuatorFault(world, new float[] {Float.NaN}, (ActionSpace.Box) world.actionSpace()))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new SensorNoise(world, new float[] {1}, new float[] {Float.POSITIVE_INFINITY}))
                .hasMessageContaining("bound Infinity");
        assertThatThrownBy(() -> new SensorNoise(world, new float[] {1}, new float[2]))
                .hasMessageContaining("2 bounds");
        assertThatThrownBy(() -> new FrozenSensor(world, "sum", 0, 4)).hasMessageContaining("observation 0");
        assertThatThrownBy(() -> new FrozenSensor(world, "som", 1, 4)).hasMessageContaining("'som'");
        assertThatThrownBy(() -> new MissingReadings(world, "sum", 0, 4, 30)).hasMessageContaining("30.0");
    }

    /// The reactor under each of them is a world as any.
    @Nested
    class DelayedContract implements EnvironmentContract {
        @Override
        public SignalEnvironment environment() {
            return new ActuationDelay(new Cstr(), 3, Cstr.STEADY);
        }
    }

    @Nested
    class FaultyContract implements EnvironmentContract {
        @Override
        public SignalEnvironment environment() {
            var world = new Cstr();
            return new ActuatorFault(world, new float[] {0.9f, 0.8f}, world.actionSpace());
        }
    }

    @Nested
    class NoisyContract implements EnvironmentContract {
        @Override
        public SignalEnvironment environment() {
            return new SensorNoise(new Cstr(), new float[] {0.01f, 0.01f, 1, 1}, new float[] {0.02f, 0.02f, 2, 2});
        }
    }

    @Nested
    class FrozenContract implements EnvironmentContract {
        @Override
        public SignalEnvironment environment() {
            return new FrozenSensor(new Cstr(), "TR", 5, 30);
        }
    }

    @Nested
    class GappyContract implements EnvironmentContract {
        @Override
        public SignalEnvironment environment() {
            return new MissingReadings(new Cstr(), "TR", 0, 100, 0.5);
        }

        @Override
        public boolean mayMissReadings() {
            return true;
        }
    }
}
