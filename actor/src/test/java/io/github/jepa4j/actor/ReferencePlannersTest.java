package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The two planners of the peer, one peculiarity of its code after the other; [PlainReferencePlannersTest] has both
/// whole.
class ReferencePlannersTest {

    private static final Objective GOAL = GoalDistance.sum(new Latent(new float[] {3, -2}));
    private static final ActionSpace PEERS_BOX =
            new ActionSpace.Box(new float[] {-2.45f, -2.45f}, new float[] {2.45f, 2.45f});

    /// Float sums of a few elites.
    private static final float ROUNDING = 1e-5f;

    /// The relative error of a standard deviation estimated from 20,000 draws is 1 / sqrt(40,000) = 0.5 %:
    /// six of those.
    private static final float SAMPLING = 0.03f;

    private final Recorder recorder = new Recorder();

    @Test
    void cemPlansTheMeanOfTheElites() {
        Plan plan = plan(new ReferenceCem(new ReferenceCem.Config(50, 1, 5, 1.5f, 2.45f)), 4);
        ActionBatch drawn = recorder.imagined().getFirst();
        int[] best = ranked(drawn);
        for (int i = 0; i < 8; i++) {
            float sum = 0;
            for (int rank = 0; rank < 5; rank++) {
                sum += drawn.values()[best[rank] * 8 + i];
            }
            assertThat(plan.actions().values()[i]).isCloseTo(sum / 5, within(ROUNDING));
        }
    }

    @Test
    void cemLimitsTheNormOfEveryActionBeforeItIsImagined() {
        plan(new ReferenceCem(new ReferenceCem.Config(500, 1, 5, 1.5f, 2.45f)), 4);
        float[] values = recorder.imagined().getFirst().values();
        int atTheLimit = 0;
        for (int i = 0; i < values.length; i += 2) {
            double norm = Math.hypot(values[i], values[i + 1]);
            assertThat(norm).isLessThanOrEqualTo(2.45 + ROUNDING);
            atTheLimit += norm > 2.45 - ROUNDING ? 1 : 0;
        }
        double beyond = Math.exp(-2.45 * 2.45 / (2 * 1.5 * 1.5)); // the Rayleigh tail: 26 % are cut back
        assertThat(atTheLimit / 2000.0).isCloseTo(beyond, within(0.05));
    }

    @Test
    void cemDrawsAgainWithTheUnbiasedDeviationOfTheElites() {
        plan(new ReferenceCem(new ReferenceCem.Config(20_000, 2, 5, 0.3f, 1000)), 1);
        assertSecondDrawHasDeviations(false);
    }

    @Test
    void mppiDrawsAgainWithTheBiasedDeviationOfTheElites() {
        plan(new ReferenceMppi(new ReferenceMppi.Config(20_000, 2, 5, 0.3f, 0.005f)), 1);
        assertSecondDrawHasDeviations(true);
    }

    @Test
    void mppiWeighsByTheGapTimesTheRate() {
        double sum = 1 + Math.exp(-0.5) + Math.exp(-1);
        assertThat(Gaussian.exponentialWeights(new float[] {1, 101, 201}, 0.005))
                .containsExactly(
                        new double[] {1 / sum, Math.exp(-0.5) / sum, Math.exp(-1) / sum}, within((double) ROUNDING));
    }

    @Test
    void mppiPlansOneOfTheElitesAndEachInTurn() {
        List<Integer> chosen = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            recorder.imagined().clear();
            Plan plan = new ReferenceMppi(new ReferenceMppi.Config(50, 1, 4, 2, 0.005f))
                    .plan(problem(3), Budget.unlimited(), new Seed(seed));
            ActionBatch drawn = recorder.imagined().getFirst();
            int[] best = ranked(drawn);
            chosen.add(IntStream.range(0, 4)
                    .filter(rank -> drawn.sequence(best[rank]).equals(plan.actions()))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(chosen).contains(0, 1, 2, 3);
    }

    @Test
    void mppiHasNoBounds() {
        plan(new ReferenceMppi(), 4);
        float[] values = recorder.imagined().getFirst().values();
        assertThat(IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) > 2.45))
                .isNotEmpty();
    }

    @Test
    void theDefaultsAreThePeers() {
        assertThat(ReferenceCem.Config.defaults()).isEqualTo(new ReferenceCem.Config(200, 20, 20, 1.5f, 2.45f));
        assertThat(ReferenceMppi.Config.defaults()).isEqualTo(new ReferenceMppi.Config(200, 20, 20, 2, 0.005f));
    }

    private void assertSecondDrawHasDeviations(boolean biased) {
        ActionBatch drawn = recorder.imagined().getFirst();
        ActionBatch again = recorder.imagined().get(1);
        int[] best = ranked(drawn);
        for (int axis = 0; axis < 2; axis++) {
            float[] elites = new float[5];
            for (int rank = 0; rank < 5; rank++) {
                elites[rank] = drawn.values()[best[rank] * 2 + axis];
            }
            float[] second = new float[20_000];
            for (int candidate = 0; candidate < second.length; candidate++) {
                second[candidate] = again.values()[candidate * 2 + axis];
            }
            double expected = deviation(elites, biased ? 5 : 4);
            assertThat(deviation(second, second.length)).isCloseTo(expected, within(expected * SAMPLING));
        }
    }

    private static double deviation(float[] values, int divisor) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        double squares = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        return Math.sqrt(squares / divisor);
    }

    private static int[] ranked(ActionBatch batch) {
        float[] energies = GOAL.energy(LinearModel.identity(2).imagine(new Latent(new float[2]), batch));
        return IntStream.range(0, energies.length)
                .boxed()
                .sorted(Comparator.comparing(i -> energies[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    private Plan plan(Planner planner, int horizon) {
        return planner.plan(problem(horizon), Budget.unlimited(), new Seed(3));
    }

    private Problem problem(int horizon) {
        return new Problem(recorder, new Latent(new float[2]), GOAL, PEERS_BOX, ActionScale.identity(2), horizon);
    }
}
