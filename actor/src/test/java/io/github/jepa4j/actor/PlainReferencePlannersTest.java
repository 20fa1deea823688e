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
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Both planners of the peer, whole, beside loops written down plainly from the description of its code, with the
/// same draws: every candidate of every iteration, and the plan. Energies differ enough, and the rate is large enough,
/// that weights which are not the peer's lead elsewhere in the second iteration.
class PlainReferencePlannersTest {

    private static final int K = 40;
    private static final int H = 3;
    private static final int LENGTH = 2 * H;
    private static final int ITERATIONS = 6;
    private static final int ELITES = 7;
    private static final float STD = 1.5f;
    private static final float LIMIT = 2.45f;
    private static final float RATE = 0.05f;

    /// Sums in another order, six iterations one after another.
    private static final double ROUNDING = 1e-4;

    private static final Objective GOAL = GoalDistance.sum(new Latent(new float[] {6, -4}));

    private final Recorder recorder = new Recorder();

    @Test
    void cemDrawsAndPlansWhatThePlainLoopDoes() {
        Plan plan = plan(new ReferenceCem(new ReferenceCem.Config(K, ITERATIONS, ELITES, STD, LIMIT)));

        RandomGenerator random = new Seed(8).split("reference-cem").generator();
        double[] mean = new double[LENGTH];
        double[] std = new double[LENGTH];
        Arrays.fill(std, STD);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            float[][] drawn = draw(mean, std, random);
            for (float[] candidate : drawn) {
                limit(candidate);
            }
            assertImagined(iteration, drawn);
            int[] best = ranked(drawn);
            for (int i = 0; i < LENGTH; i++) {
                int number = i;
                double[] elites = IntStream.range(0, ELITES)
                        .mapToDouble(rank -> drawn[best[rank]][number])
                        .toArray();
                double centre = Arrays.stream(elites).sum() / ELITES;
                mean[i] = centre;
                std[i] = Math.sqrt(Arrays.stream(elites)
                                .map(elite -> (elite - centre) * (elite - centre))
                                .sum()
                        / (ELITES - 1));
            }
        }
        float[] expected = floats(mean);
        limit(expected);
        assertThat(plan.actions().values()).containsExactly(expected, within((float) ROUNDING));
    }

    @Test
    void mppiDrawsAndPlansWhatThePlainLoopDoes() {
        Plan plan = plan(new ReferenceMppi(new ReferenceMppi.Config(K, ITERATIONS, ELITES, STD, RATE)));

        RandomGenerator random = new Seed(8).split("reference-mppi").generator();
        double[] mean = new double[LENGTH];
        double[] std = new double[LENGTH];
        Arrays.fill(std, STD);
        float[] chosen = new float[0];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            float[][] drawn = draw(mean, std, random);
            assertImagined(iteration, drawn);
            int[] best = ranked(drawn);
            double[] weights = weights(drawn, best);
            for (int i = 0; i < LENGTH; i++) {
                double centre = 0;
                for (int rank = 0; rank < ELITES; rank++) {
                    centre += weights[rank] * drawn[best[rank]][i];
                }
                double square = 0;
                for (int rank = 0; rank < ELITES; rank++) {
                    double gap = drawn[best[rank]][i] - centre;
                    square += weights[rank] * gap * gap;
                }
                mean[i] = centre;
                std[i] = Math.sqrt(square);
            }
            chosen = drawn[best[pick(weights, random.nextDouble())]];
        }
        assertThat(plan.actions().values()).containsExactly(chosen, within((float) ROUNDING));
    }

    private static float[][] draw(double[] mean, double[] std, RandomGenerator random) {
        float[][] drawn = new float[K][LENGTH];
        for (float[] candidate : drawn) {
            for (int i = 0; i < LENGTH; i++) {
                candidate[i] = (float) (mean[i] + std[i] * random.nextGaussian());
            }
        }
        return drawn;
    }

    private static void limit(float[] candidate) {
        for (int i = 0; i < LENGTH; i += 2) {
            double norm = Math.hypot(candidate[i], candidate[i + 1]);
            double factor = Math.min(1, LIMIT / norm);
            candidate[i] *= (float) factor;
            candidate[i + 1] *= (float) factor;
        }
    }

    /// `exp(-rate * gap to the best)`, made to sum to 1.
    private static double[] weights(float[][] drawn, int[] best) {
        double[] weights = IntStream.range(0, ELITES)
                .mapToDouble(rank -> Math.exp(-RATE * (energy(drawn[best[rank]]) - energy(drawn[best[0]]))))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        double[] normalised = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        assertThat(normalised[ELITES - 1]).isLessThan(0.99 * normalised[0]); // or weights would not matter here
        return normalised;
    }

    private static int pick(double[] weights, double at) {
        double sum = 0;
        for (int rank = 0; rank < ELITES; rank++) {
            sum += weights[rank];
            if (at < sum) {
                return rank;
            }
        }
        return ELITES - 1;
    }

    private static int[] ranked(float[][] drawn) {
        return IntStream.range(0, K)
                .boxed()
                .sorted(Comparator.comparing(candidate -> energy(drawn[candidate])))
                .mapToInt(candidate -> candidate)
                .toArray();
    }

    private static float energy(float[] candidate) {
        return GOAL.energy(
                        LinearModel.identity(2).imagine(new Latent(new float[2]), new ActionBatch(1, H, 2, candidate)))[
                0];
    }

    private void assertImagined(int iteration, float[][] drawn) {
        ActionBatch imagined = recorder.imagined().get(iteration);
        for (int candidate = 0; candidate < K; candidate++) {
            assertThat(imagined.sequence(candidate).values())
                    .as("iteration %d, candidate %d", iteration, candidate)
                    .containsExactly(drawn[candidate], within((float) ROUNDING));
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private Plan plan(Planner planner) {
        ActionSpace box = new ActionSpace.Box(new float[] {-LIMIT, -LIMIT}, new float[] {LIMIT, LIMIT});
        Problem problem = new Problem(recorder, new Latent(new float[2]), GOAL, box, ActionScale.identity(2), H);
        return planner.plan(problem, Budget.unlimited(), new Seed(8));
    }
}
