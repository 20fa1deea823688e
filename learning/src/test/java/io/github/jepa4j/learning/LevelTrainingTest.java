package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A bead on a wire from -2 to 2, pushed along at about 0.1 a step one way or the other, and turned round at the ends:
/// what is done there is never to push on. The latent's second number is the wind, which nobody controls and which is
/// the same all along.
class LevelTrainingTest {

    private static final int SPAN = 8;
    private static final float PACE = 0.1f;
    private static final LevelConfig CONFIG = LevelConfig.defaults()
            .with("span=8", "macroDimension=1", "latentDimension=2", "codes=6", "hidden=48")
            .with("unrolled=2", "macroUpdates=300", "updates=700", "windows=96", "learningRate=3e-3")
            .with("waveScale=3", "frequencies=16");

    private static Level level;

    private static List<LatentEpisode> walks(int count) {
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            RandomGenerator random = new Seed(1).split(e).generator();
            int length = 60;
            float[] latents = new float[2 * (length + 1)];
            float[] actions = new float[length];
            latents[0] = 4 * random.nextFloat() - 2;
            float wind = 2 * random.nextFloat() - 1;
            float way = random.nextBoolean() ? 1 : -1;
            for (int time = 0; time <= length; time++) {
                latents[2 * time + 1] = wind;
                if (time < length) {
                    way = latents[2 * time] > 2 - SPAN * PACE ? -1 : latents[2 * time] < -2 + SPAN * PACE ? 1 : way;
                    actions[time] = way + 0.3f * (float) random.nextGaussian();
                    latents[2 * time + 2] = latents[2 * time] + PACE * actions[time];
                }
            }
            episodes.add(new LatentEpisode(latents, actions));
        }
        return episodes;
    }

    @BeforeAll
    static void learn() {
        level = new LevelTrainer(CONFIG, 1).train(walks(300), 2, 1, new Seed(2), (_, _) -> {});
    }

    /// As in most published ones.
    @Test
    void errorsMayCountByTheirSquares() {
        Level squares = new LevelTrainer(CONFIG.with("outlier=0", "updates=3", "macroUpdates=3"), 1)
                .train(walks(20), 2, 1, new Seed(2), (_, _) -> {});
        Level robust = new LevelTrainer(CONFIG.with("updates=3", "macroUpdates=3"), 1)
                .train(walks(20), 2, 1, new Seed(2), (_, _) -> {});
        float[] lower = {0.3f, 0.4f};
        assertThat(squares.encodeAll(lower)).isNotEqualTo(robust.encodeAll(lower));
    }

    /// Where a code leads to from a place.
    private static float[] led(float place, int code) {
        Latent now = level.encode(new Latent(new float[] {place, 0.2f}));
        var actions = new ActionBatch(1, 1, 1, level.code(code));
        float[] latents = level.worldModel().imagine(now, actions).latents();
        return level.decodeAll(Arrays.copyOfRange(latents, 2, 4));
    }

    @Test
    void aMacroActionForeseesWhatItsActionsLeadTo() {
        double squares = 0;
        int steps = 0;
        for (LatentEpisode walk : walks(20)) {
            float[] macros = level.macros(Arrays.copyOf(walk.actions(), 56));
            Latent now = level.encode(new Latent(Arrays.copyOf(walk.latents(), 2)));
            float[] imagined = level.worldModel()
                    .imagine(now, new ActionBatch(1, 3, 1, Arrays.copyOf(macros, 3)))
                    .latents();
            float[] decoded = level.decodeAll(imagined);
            for (int step = 1; step <= 3; step++) {
                squares += Math.pow(decoded[2 * step] - walk.latents()[2 * step * SPAN], 2);
                steps++;
            }
        }
        assertThat(Math.sqrt(squares / steps)).as("of ways of 0.8 a step").isLessThan(0.12);
    }

    /// Of a single number the wind is the easiest to foresee, and of no use. Where a macro-action has to be told from
    /// what it changed, or what changes in the level below, the number is the place.
    @Test
    void aLevelIsOfWhatIsDoneAndNotOfWhatNeverChanges() {
        Level idle = oneNumber("inverse=0", "decoding=0");
        Level acting = oneNumber("inverse=10", "decoding=0");
        Level telling = oneNumber("inverse=0", "decoding=10");

        assertThat(byWind(idle)).isGreaterThan(2 * byPlace(idle));
        assertThat(byPlace(acting)).isGreaterThan(2 * byWind(acting));
        assertThat(byPlace(telling)).isGreaterThan(2 * byWind(telling));
        assertThat(acting.in(new SafeTensors(Map.of(), Map.of()), 2, Map.of()).tensors())
                .noneSatisfy((name, _) -> assertThat(name).contains("inverse"));
    }

    private static Level oneNumber(String inverse, String decoding) {
        return new LevelTrainer(CONFIG.with("latentDimension=1", "updates=400", inverse, decoding), 1)
                .train(inMuchWind(walks(100)), 2, 1, new Seed(2), (_, _) -> {});
    }

    private static List<LatentEpisode> inMuchWind(List<LatentEpisode> walks) {
        for (LatentEpisode walk : walks) {
            for (int i = 1; i < walk.latents().length; i += 2) {
                walk.latents()[i] *= 4;
            }
        }
        return walks;
    }

    private static double byPlace(Level of) {
        return Math.abs(of.encode(new Latent(new float[] {1, 0})).values()[0]
                - of.encode(new Latent(new float[] {-1, 0})).values()[0]);
    }

    private static double byWind(Level of) {
        return Math.abs(of.encode(new Latent(new float[] {0, 2})).values()[0]
                - of.encode(new Latent(new float[] {0, -2})).values()[0]);
    }

    @Test
    void whatIsProposedIsWhatWasDoneThere() {
        float toTheRightInTheMiddle = 0;
        float onAtTheRightEnd = 0;
        float backAtTheRightEnd = 0;
        float[] middle = level.affordances(
                level.encode(new Latent(new float[] {0, 0.2f})).values());
        float[] end = level.affordances(
                level.encode(new Latent(new float[] {1.5f, 0.2f})).values());
        for (int code = 0; code < 6; code++) {
            toTheRightInTheMiddle += led(0, code)[0] > 0.4 ? middle[code] : 0;
            onAtTheRightEnd += led(0, code)[0] > 0.4 ? end[code] : 0;
            backAtTheRightEnd += led(0, code)[0] < -0.4 ? end[code] : 0;
        }
        assertThat(toTheRightInTheMiddle).isBetween(0.3f, 0.7f);
        assertThat(onAtTheRightEnd).isLessThan(0.05f);
        assertThat(backAtTheRightEnd).isGreaterThan(0.9f);
    }

    @Test
    void whatWasNeverPerceivedHasNoSupport() {
        float[] on = level.encodeAll(new float[] {0, 0.2f, 1, -0.5f});
        float[] beside = level.encodeAll(new float[] {3.5f, 0.2f, -3.5f, -0.5f});
        for (int i = 0; i < 2; i++) {
            assertThat(level.support(on)[i]).isGreaterThan(0.4f);
            assertThat(level.support(beside)[i]).isLessThan(0.25f);
        }
    }

    @Test
    void itsLatentsAreSpreadAndTellWhatTheyWereMadeOf() {
        float[] lower = {-1, 0.5f, 1.5f, -0.5f, 0.2f, 0.9f};
        float[] decoded = level.decodeAll(level.encodeAll(lower));
        for (int i = 0; i < lower.length; i++) {
            assertThat(decoded[i]).isCloseTo(lower[i], within(0.12f));
        }
    }

    @Test
    void aLevelIsLearnedFromWhatALevelBelowPerceives() {
        List<LatentEpisode> lifted = LiftedEpisodes.of(level, walks(2));
        assertThat(lifted).hasSize(2 * SPAN); // one for each step the first latent may be of
        LatentEpisode third = lifted.get(3);
        assertThat(third.actions()).hasSize(57 / SPAN);
        assertThat(third.latents()).hasSize(2 * (57 / SPAN + 1));
        float[] lower = Arrays.copyOfRange(walks(1).getFirst().latents(), 2 * (3 + SPAN), 2 * (3 + SPAN) + 2);
        assertThat(Arrays.copyOfRange(third.latents(), 2, 4)).containsExactly(level.encodeAll(lower));
    }

    @Test
    void aFileGivesLevelsBackAndALowerOneTakesThoseAboveWithIt() {
        SafeTensors empty = new SafeTensors(Map.of(), Map.of("format", "jepa4j/1"));
        SafeTensors two = level.in(level.in(empty, 2, Map.of("seed", "2")), 3, Map.of());

        assertThat(Level.in(two, 3)).isTrue();
        assertThat(Level.of(two, 2).spec()).isEqualTo(level.spec());
        assertThat(Level.of(two, 2).affordances(new float[] {0.1f, 0.2f}))
                .containsExactly(level.affordances(new float[] {0.1f, 0.2f}));
        SafeTensors anew = level.in(two, 2, Map.of());
        assertThat(Level.in(anew, 3)).isFalse();
        assertThat(anew.metadata()).containsEntry("format", "jepa4j/1").doesNotContainKey("level.2.seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Level.of(anew, 3))
                .withMessageContainingAll("no level 3", "\nMaybe");
    }

    @Test
    void theGradientThroughItsEncoderIsTheDerivative() {
        float[] lower = {0.31f, -0.4f, 1.2f, 0.3f};
        float[] weights = {1, -2, 0.5f, 3};
        float[] pulled = level.encodeBack(lower, weights);
        for (int i = 0; i < lower.length; i++) {
            double difference = (moved(lower, i, 1e-3f, weights) - moved(lower, i, -1e-3f, weights)) / 2e-3;
            assertThat((double) pulled[i]).isCloseTo(difference, within(0.02 * (1 + Math.abs(difference))));
        }
    }

    private static double moved(float[] lower, int index, float by, float[] weights) {
        float[] changed = lower.clone();
        changed[index] += by;
        float[] latents = level.encodeAll(changed);
        double sum = 0;
        for (int i = 0; i < latents.length; i++) {
            sum += latents[i] * weights[i];
        }
        return sum;
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        var trainer = new LevelTrainer(CONFIG, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(
                        List.of(new LatentEpisode(new float[8], new float[3])), 2, 1, new Seed(1), (_, _) -> {}))
                .withMessageContainingAll("16 steps in a row", "\nMaybe");
        for (String setting : List.of("windows=1", "decoding=-1", "decoding=1e9", "outlier=-0.1", "inverse=-1")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> LevelConfig.defaults().with(setting))
                    .withMessageContaining("\nMaybe");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> level.encodeAll(new float[3]))
                .withMessageContainingAll("3 numbers are no rows of 2", "\nMaybe");
    }
}
