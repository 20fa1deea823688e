package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The floors and the ceiling, held to the reference's table. Bands are four standard errors of a binomial
/// around its figures, with the number of episodes given here.
class ScriptedPoliciesTest {

    private static final int REPEATS = 20;
    private static final int RANDOM_TASKS = 400;

    @Test
    void randomActionsWinAlmostNothing() {
        assertThat(onCanonical(new RandomPolicy(1))).isLessThan(0.04);
        assertThat(onCanonical(new RandomPolicy(2))).isLessThan(0.04);
        assertThat(onDrawn(new RandomPolicy(1), LayoutChoice.RANDOM)).isLessThan(0.03);
        assertThat(onDrawn(new RandomPolicy(2), LayoutChoice.FIXED)).isLessThan(0.03);
    }

    @Test
    void walkingStraightAtTheGoalWinsTwoInFive() {
        for (double step : new double[] {1.0, TwoRooms.LIMIT}) {
            assertThat(onCanonical(new StraightLinePolicy(step))).isBetween(0.37, 0.51);
            assertThat(onDrawn(new StraightLinePolicy(step), LayoutChoice.RANDOM))
                    .isBetween(0.32, 0.52);
            assertThat(onDrawn(new StraightLinePolicy(step), LayoutChoice.FIXED))
                    .isBetween(0.28, 0.49);
            assertThat(onDrawn(new StraightLinePolicy(step), LayoutChoice.PLDM_FIXED))
                    .isBetween(0.12, 0.30);
        }
    }

    @Test
    void walkingThroughTheDoorAlwaysWins() {
        for (double step : new double[] {1.0, TwoRooms.LIMIT}) {
            assertThat(onCanonical(new DoorOracle(step))).isEqualTo(1.0);
            for (LayoutChoice layouts : LayoutChoice.values()) {
                assertThat(onDrawn(new DoorOracle(step), layouts)).isEqualTo(1.0);
            }
        }
    }

    @Test
    void theOracleIsAtTheGoalAsSoonAsTheReferences() {
        assertThat(oraclesMeanArrival(1.0)).isBetween(38.0, 44.0);
        assertThat(oraclesMeanArrival(TwoRooms.LIMIT)).isBetween(15.0, 19.0);
    }

    private static double oraclesMeanArrival(double step) {
        return TwoRoomsTask.canonical().stream()
                .mapToInt(task -> arrival(distances(new TwoRooms(task), new DoorOracle(step), new Seed(3))))
                .average()
                .orElseThrow();
    }

    private static int arrival(double[] distances) {
        return 1
                + IntStream.range(0, distances.length)
                        .filter(t -> SuccessRule.EVER.won(new double[] {distances[t]}))
                        .findFirst()
                        .orElseThrow();
    }

    private static double onCanonical(ScriptedPolicy<TwoRooms> policy) {
        List<TwoRoomsTask> tasks = TwoRoomsTask.canonical();
        return IntStream.range(0, tasks.size() * REPEATS)
                        .parallel()
                        .filter(i -> wins(new TwoRooms(tasks.get(i % tasks.size())), policy, i))
                        .count()
                / (double) (tasks.size() * REPEATS);
    }

    private static double onDrawn(ScriptedPolicy<TwoRooms> policy, LayoutChoice layouts) {
        return IntStream.range(0, RANDOM_TASKS)
                        .parallel()
                        .filter(i -> wins(new TwoRooms(layouts), policy, i))
                        .count()
                / (double) RANDOM_TASKS;
    }

    private static boolean wins(TwoRooms world, ScriptedPolicy<TwoRooms> policy, int episode) {
        return SuccessRule.FINAL.won(distances(world, policy, new Seed(5).split(episode)));
    }

    private static double[] distances(TwoRooms world, ScriptedPolicy<TwoRooms> policy, Seed seed) {
        world.reset(seed);
        RandomGenerator random = seed.split("policy").generator();
        double[] distances = new double[TwoRooms.STEPS_PER_EPISODE];
        for (int t = 0; t < distances.length; t++) {
            world.step(policy.act(world, random));
            distances[t] = world.distanceToGoal();
        }
        return distances;
    }
}
