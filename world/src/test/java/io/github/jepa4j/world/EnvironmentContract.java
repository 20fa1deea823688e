package io.github.jepa4j.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What every world must do. Mix it into a test class: say how a world is made, and the tests come along.
public interface EnvironmentContract {

    int STEPS = 60;
    int EPISODES = 5;

    /// A new world, always of the same kind; not yet reset.
    Environment environment();

    /// Whether a sensor may fall silent: then NaN is believed.
    default boolean mayMissReadings() {
        return false;
    }

    @Test
    default void theSameSeedAndActionsGiveTheSameObservations() {
        assertThat(episode(environment(), new Seed(1))).isEqualTo(episode(environment(), new Seed(1)));
    }

    @Test
    default void resetBeginsAfresh() {
        Environment world = environment();
        List<Observation> first = episode(world, new Seed(2));
        episode(world, new Seed(3));
        assertThat(episode(world, new Seed(2))).isEqualTo(first);
    }

    @Test
    default void actionsMatter() {
        Environment world = environment();
        List<Observation> first = episode(world, new Seed(4));
        world.reset(new Seed(4));
        RandomGenerator others = new Seed(99).generator();
        Observation last = first.getFirst();
        for (int t = 0; t < STEPS; t++) {
            last = world.step(world.actionSpace().sample(others));
        }
        assertThat(last).isNotEqualTo(first.getLast());
    }

    @Test
    default void everyObservationHasTheDeclaredShapeAndCanBeBelieved() {
        for (int i = 0; i < EPISODES; i++) {
            Environment world = environment();
            List<Observation> seen = episode(world, new Seed(i));
            for (Observation observation : seen) {
                switch (observation) {
                    case Pixels pixels -> assertSameShape(pixels, (Pixels) seen.getFirst());
                    case Signals signals ->
                        assertBelievable(signals, ((SignalEnvironment) world).signalSpace(), mayMissReadings());
                }
            }
        }
    }

    @Test
    default void whatWasSeenIsNotWrittenToLater() {
        Environment world = environment();
        Observation first = world.reset(new Seed(5));
        String before = words(first);
        for (int t = 0; t < 10; t++) {
            world.step(world.actionSpace().sample(new Seed(t).generator()));
        }
        assertThat(words(first)).isEqualTo(before);
    }

    @Test
    default void anActionIsNotWrittenTo() {
        Environment world = environment();
        world.reset(new Seed(6));
        float[] values = new float[world.actionSpace().dimension()];
        Arrays.fill(values, 1e6f);
        world.step(new Action(values));
        assertThat(values).containsOnly(1e6f);
    }

    @Test
    default void anActionOfAnotherDimensionIsRefusedWithBothDimensions() {
        Environment world = environment();
        world.reset(new Seed(7));
        int axes = world.actionSpace().dimension();
        for (int wrong : new int[] {axes + 1, axes - 1}) {
            assertThatThrownBy(() -> world.step(new Action(new float[wrong])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has %d axes", wrong)
                    .hasMessageContaining("%d", axes)
                    .hasMessageContaining("\nMaybe");
        }
    }

    @Test
    default void aStepBeforeResetIsRefused() {
        Environment world = environment();
        Action action = world.actionSpace().sample(new Seed(8).generator());
        assertThatThrownBy(() -> world.step(action))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset")
                .hasMessageContaining("\nMaybe");
    }

    /// What is seen under random legal actions.
    private static List<Observation> episode(Environment world, Seed seed) {
        RandomGenerator random = seed.split("actions").generator();
        List<Observation> seen = new ArrayList<>(List.of(world.reset(seed)));
        for (int t = 0; t < STEPS; t++) {
            seen.add(world.step(world.actionSpace().sample(random)));
        }
        return seen;
    }

    private static void assertSameShape(Pixels pixels, Pixels first) {
        assertThat(new int[] {pixels.channels(), pixels.rows(), pixels.columns()})
                .containsExactly(first.channels(), first.rows(), first.columns());
    }

    private static void assertBelievable(Signals seen, SignalSpace space, boolean mayMiss) {
        assertThat(seen.values()).hasSize(space.dimension());
        for (int i = 0; i < space.dimension(); i++) {
            float reading = seen.values()[i];
            Signal signal = space.signals().get(i);
            assertThat(signal.believable(reading) || (mayMiss && Float.isNaN(reading)))
                    .as("%s reads %s", signal, reading)
                    .isTrue();
        }
    }

    private static String words(Observation observation) {
        return switch (observation) {
            case Pixels pixels -> Arrays.toString(pixels.values());
            case Signals signals -> Arrays.toString(signals.values());
        };
    }
}
