package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Planning on two levels in a plane with a pond in its middle, which is frozen in some episodes: a
/// latent's third number tells whether, 1 where it is open and nobody goes, -1 where it is ice.
class HierarchicalContextTest {

    private static final int SPAN = 4;
    private static final float LENGTH = 2; // of a step of the level
    private static final float OPEN = 1;
    private static final float FROZEN = -1;
    private static final int NUMBERS = 3;
    private static final int UNITS = 6;

    /// Moves by each action; the pond stays as it is.
    private static final LinearModel PLANE = new LinearModel(new float[][] {{1, 0}, {0, 1}, {0, 0}});

    /// Its latents are those of the plane, the third a context; eight ways to go, all alike everywhere.
    private static Level level() {
        Map<String, Tensor> weights = new TreeMap<>();
        for (String same : List.of("encoder.", "decoder.")) {
            weights.put(same + "hidden.0.weight", both(NUMBERS, 1));
            weights.put(same + "output.weight", difference(NUMBERS, NUMBERS));
        }
        weights.put("macro.hidden.0.weight", both(2, SPAN));
        weights.put("macro.output.weight", difference(2, 2));
        weights.put("predictor.hidden.0.weight", Tensor.zeros(UNITS, NUMBERS));
        weights.put("predictor.action.weight", both(2, 1));
        weights.put("predictor.hidden.1.weight", same());
        weights.put("predictor.output.weight", difference(NUMBERS, 2));
        weights.put("waves", tensor(2, NUMBERS, 0, 0.25f, 4, 0.25f));
        for (String place : List.of("affordances.", "support.")) {
            weights.put(place + "hidden.0.weight", Tensor.zeros(UNITS, 4));
            weights.put(place + "action.weight", Tensor.zeros(UNITS, 1));
            weights.put(place + "hidden.1.weight", same());
        }
        weights.put("affordances.output.weight", Tensor.zeros(8, UNITS));
        biases(weights);
        putSupport(weights);
        weights.put("codes", HandMadeLevel.codes(LENGTH));
        weights.put("step", new Tensor(new int[] {1}, new float[] {LENGTH}));
        return Level.of(new LevelSpec(NUMBERS, 2, SPAN, NUMBERS, 1, 2, 8, 2, UNITS), weights);
    }

    private static void biases(Map<String, Tensor> weights) {
        for (String name : List.copyOf(weights.keySet())) {
            if (name.endsWith(".weight") && !name.contains("action")) {
                weights.put(
                        name.replace(".weight", ".bias"),
                        Tensor.zeros(weights.get(name).shape()[0]));
            }
        }
    }

    /// Odds of e^5, but about the origin, as far as about 3, far less where the pond is open.
    private static void putSupport(Map<String, Tensor> weights) {
        weights.put("support.hidden.0.weight", tensor(UNITS, 4, 2, 100, 3, 100)); // both cosines
        weights.put("support.hidden.0.bias", new Tensor(new int[] {UNITS}, new float[] {-670, 0, 0, 0, 0, 0}));
        weights.put("support.action.weight", tensor(UNITS, 1, 0, 500, 1, 0));
        weights.put("support.output.weight", tensor(1, UNITS, 0, -100, 1, 0));
        weights.put("support.output.bias", new Tensor(new int[] {1}, new float[] {5}));
    }

    /// What is above 0 and what is below of each of some numbers, each a sum of as many.
    private static Tensor both(int numbers, int summed) {
        float[] values = new float[UNITS * numbers * summed];
        for (int unit = 0; unit < 2 * numbers; unit++) {
            for (int one = 0; one < summed; one++) {
                values[unit * numbers * summed + numbers * one + unit / 2] = unit % 2 == 0 ? 1 : -1;
            }
        }
        return new Tensor(new int[] {UNITS, numbers * summed}, values);
    }

    private static Tensor difference(int outputs, int numbers) {
        float[] values = new float[outputs * UNITS];
        for (int number = 0; number < numbers; number++) {
            values[number * UNITS + 2 * number] = 1;
            values[number * UNITS + 2 * number + 1] = -1;
        }
        return new Tensor(new int[] {outputs, UNITS}, values);
    }

    private static Tensor same() {
        float[] values = new float[UNITS * UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
            values[unit * UNITS + unit] = 1;
        }
        return new Tensor(new int[] {UNITS, UNITS}, values);
    }

    /// Zeros but for two values.
    private static Tensor tensor(int rows, int columns, int at, float value, int other, float otherValue) {
        float[] values = new float[rows * columns];
        values[at] = value;
        values[other] = otherValue;
        return new Tensor(new int[] {rows, columns}, values);
    }

    private static Plan planned(float pond) {
        var planner = new HierarchicalPlanner(
                List.of(level()),
                new ImprovedCem(),
                HierarchicalPlanner.Config.defaults().tetheredBy(1));
        var problem = new Problem(
                PLANE,
                new Latent(new float[] {-6, 0, pond}),
                GoalDistance.sum(new Latent(new float[] {6, 0, pond})),
                new ActionSpace.Box(new float[] {-0.5f, -0.5f}, new float[] {0.5f, 0.5f}),
                ActionScale.identity(2),
                SPAN);
        return planner.plan(problem, Budget.unlimited(), new Seed(1));
    }

    private static double nearestToTheMiddle(Plan plan) {
        return plan.subgoals().getFirst().latents().stream()
                .mapToDouble(latent -> Math.hypot(latent[0], latent[1]))
                .min()
                .orElseThrow();
    }

    @Test
    void theWayGoesAcrossThePondWhereTheContextSaysThatItIsFrozen() {
        Plan round = planned(OPEN);
        Plan across = planned(FROZEN);

        assertThat(nearestToTheMiddle(round)).isGreaterThan(2.9);
        assertThat(nearestToTheMiddle(across)).isLessThan(1);
        assertThat(across.subgoals().getFirst().steps()).isEqualTo(6);
        assertThat(round.subgoals().getFirst().steps()).isGreaterThan(6);
    }

    @Test
    void theContextStaysAsItIsAllAlongTheWay() {
        for (float pond : new float[] {OPEN, FROZEN}) {
            assertThat(planned(pond).subgoals().getFirst().latents())
                    .allSatisfy(latent -> assertThat(latent[2]).isEqualTo(pond));
        }
    }
}
