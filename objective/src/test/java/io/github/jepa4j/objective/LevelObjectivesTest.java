package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Sub-goals of levels that were never learned, and their support: of the first's three numbers the last is its
/// context, the second's two have none.
class LevelObjectivesTest {

    private static final float SCALE = 0.4f; // so that differences seldom meet a rectifier's edge

    private static final Level FIRST = level(new LevelSpec(4, 2, 2, 3, 1, 1, 2, 2, 5), 1);
    private static final Level SECOND = level(new LevelSpec(3, 1, 2, 2, 0, 1, 2, 2, 5), 2);
    private static final Latent GOAL = new Latent(new float[] {0.5f, -0.3f, 0.8f});
    private static final Latent HIGHER = new Latent(new float[] {0.5f, -0.3f});

    private static Level level(LevelSpec spec, long seed) {
        int d = spec.latentDimension();
        int waves = 2 * spec.frequencies();
        Weights weights = new Weights(new LinkedHashMap<>(), new Seed(seed).generator());
        weights.network("encoder.", spec.lowerDimension(), d);
        weights.network("decoder.", d, spec.lowerDimension());
        weights.network("macro.", spec.span() * spec.lowerActions(), spec.macroDimension());
        for (var told : Map.of("affordances.", spec.codes(), "support.", 1).entrySet()) {
            weights.network(told.getKey(), waves, told.getValue());
            if (spec.contextDimension() > 0) {
                weights.put(told.getKey() + "action.weight", 5, spec.contextDimension());
                weights.put(told.getKey() + "hidden.1.weight", 5, 5);
                weights.put(told.getKey() + "hidden.1.bias", 5);
            }
        }
        weights.network("predictor.", d, d);
        weights.put("predictor.action.weight", 5, spec.macroDimension());
        weights.put("predictor.hidden.1.weight", 5, 5);
        weights.put("predictor.hidden.1.bias", 5);
        weights.put("waves", spec.frequencies(), d);
        weights.put("codes", spec.codes(), spec.macroDimension());
        weights.put("step", 1);
        weights.all()
                .put("support.output.bias", new Tensor(new int[] {1}, new float[] {-3})); // something new everywhere
        return Level.of(spec, weights.all());
    }

    private record Weights(Map<String, Tensor> all, RandomGenerator random) {

        void network(String prefix, int inputs, int outputs) {
            put(prefix + "hidden.0.weight", 5, inputs);
            put(prefix + "hidden.0.bias", 5);
            put(prefix + "output.weight", outputs, 5);
            put(prefix + "output.bias", outputs);
        }

        void put(String name, int... shape) {
            Tensor tensor = Tensor.zeros(shape);
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = SCALE * (float) random.nextGaussian();
            }
            all.put(name, new Tensor(shape, values));
        }
    }

    private static Rollout rollout() {
        RandomGenerator random = new Seed(3).generator();
        float[] latents = new float[2 * 4 * 4];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        return new Rollout(ActionBatch.zeros(2, 3, 2), 4, latents, null);
    }

    @Test
    void theEnergyIsTheMeanOfSquaredGapsFromItsTimeOnWithoutTheContext() {
        Rollout rollout = rollout();
        float[] energies = new LevelDistance(List.of(FIRST), GOAL, 2).energy(rollout);
        for (int candidate = 0; candidate < 2; candidate++) {
            double expected = (gap(rollout, candidate, 2) + gap(rollout, candidate, 3)) / 2;
            assertThat((double) energies[candidate]).isCloseTo(expected, within(1e-5 * (1 + expected)));
        }
    }

    private static double gap(Rollout rollout, int candidate, int time) {
        float[] then = new float[4];
        System.arraycopy(rollout.latents(), rollout.index(candidate, time), then, 0, 4);
        float[] seen = FIRST.encodeAll(then);
        return (Math.pow(seen[0] - 0.5, 2) + Math.pow(seen[1] + 0.3, 2)) / 2;
    }

    @Test
    void aContextOfTheLevelBetweenCountsAsFarAsTheHighestTellsIt() {
        Rollout rollout = rollout();
        float[] last = new float[4];
        System.arraycopy(rollout.latents(), rollout.index(1, 3), last, 0, 4);
        float[] seen = SECOND.encodeAll(FIRST.encodeAll(last));
        double expected = (Math.pow(seen[0] - 0.5, 2) + Math.pow(seen[1] + 0.3, 2)) / 2;
        assertThat((double) new LevelDistance(List.of(FIRST, SECOND), HIGHER, 9).energy(rollout)[1])
                .isCloseTo(expected, within(1e-5 * (1 + expected)));
    }

    @Test
    void aGoalOfAnotherLevelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelDistance(List.of(FIRST), HIGHER, 2))
                .withMessageContainingAll("2 dimensions", "\nMaybe");
    }

    @Test
    void noveltyIsTheLogarithmOfHowOftenTheSupportOfImaginedLatentsGoesIntoAHalfOnAverage() {
        Rollout rollout = rollout();
        float[] support = FIRST.support(FIRST.encodeAll(rollout.latents()));
        float[] novelty = new LevelNovelty(FIRST).energy(rollout);
        boolean isEverNovel = false;
        for (int candidate = 0; candidate < 2; candidate++) {
            double expected = 0;
            for (int time = 1; time <= 3; time++) {
                expected += Math.clamp(-Math.log(2 * support[candidate * 4 + time]), 0, 7) / 3;
            }
            assertThat((double) novelty[candidate]).isCloseTo(expected, within(1e-4 * (1 + expected)));
            isEverNovel |= expected > 0.1;
        }
        assertThat(isEverNovel).isTrue();
    }

    private interface OfFourNumbers extends ObjectiveContract {
        @Override
        default int latentDimension() {
            return 4;
        }

        @Override
        default int actionDimension() {
            return 2;
        }
    }

    @Nested
    class OfOneLevel implements OfFourNumbers {
        @Override
        public Objective objective() {
            return new LevelDistance(List.of(FIRST), GOAL, 2);
        }
    }

    @Nested
    class ThroughTwoLevels implements OfFourNumbers {
        @Override
        public Objective objective() {
            return new LevelDistance(List.of(FIRST, SECOND), HIGHER, 2);
        }
    }

    @Nested
    class NoveltyInAContext implements OfFourNumbers {
        @Override
        public Objective objective() {
            return new LevelNovelty(FIRST);
        }
    }

    @Nested
    class NoveltyWithoutOne implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new LevelNovelty(SECOND);
        }

        @Override
        public int latentDimension() {
            return 3;
        }

        @Override
        public int actionDimension() {
            return 1;
        }
    }
}
