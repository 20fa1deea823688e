package io.github.jepa4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.probe.AttentiveProbe.Settings;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentiveProbeTest {

    private static final Seed SEED = new Seed(29);
    private static final Settings SETTINGS = new Settings(0, 2, 30, 32, 5e-3);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    /// Six places of eight features, noise but for one place, wherever it is, which is marked and says the class.
    private record Marked(int size, Seed seed) implements TokenSource {

        @Override
        public int places() {
            return 6;
        }

        @Override
        public int dimension() {
            return 8;
        }

        int[] labels() {
            int[] labels = new int[size];
            Arrays.setAll(labels, i -> seed.split(i).generator().nextInt(3));
            return labels;
        }

        @Override
        public float[] tokens(int[] which) {
            float[] tokens = new float[which.length * 48];
            for (int n = 0; n < which.length; n++) {
                var random = seed.split(which[n]).generator();
                int label = random.nextInt(3);
                int place = random.nextInt(6);
                for (int i = 0; i < 48; i++) {
                    tokens[n * 48 + i] = (float) random.nextGaussian();
                }
                tokens[n * 48 + place * 8] += 8;
                tokens[n * 48 + place * 8 + 1 + label] += 8;
            }
            return tokens;
        }
    }

    /// All of whose features are one number.
    private record Constant(int size, int places, int dimension, float value) implements TokenSource {

        @Override
        public float[] tokens(int[] which) {
            float[] tokens = new float[which.length * places * dimension];
            Arrays.fill(tokens, value);
            return tokens;
        }
    }

    @Test
    void itFindsThePlaceThatSaysTheClass() {
        Marked learned = new Marked(400, SEED.split("learned"));
        Marked judged = new Marked(200, SEED.split("judged"));

        AttentiveProbe probe = AttentiveProbe.learn(learned, learned.labels(), SETTINGS, SEED);

        assertThat(probe.accuracy(judged, judged.labels(), 64)).isGreaterThan(0.9);
    }

    @Test
    void labelsThatHaveNothingToDoWithFeaturesAreGuessed() {
        Marked learned = new Marked(200, SEED.split("learned"));
        Marked judged = new Marked(600, SEED.split("judged"));
        int[] drawn = new SplittableRandom(3).ints(200, 0, 3).toArray();
        int[] others = new SplittableRandom(4).ints(600, 0, 3).toArray();

        AttentiveProbe probe = AttentiveProbe.learn(learned, drawn, new Settings(0, 2, 2, 32, 1e-3), SEED);

        assertThat(probe.accuracy(judged, others, 600)).isCloseTo(1.0 / 3, within(4 * Math.sqrt(2.0 / 9 / 600)));
    }

    @Test
    void howManyAreLookedAtTogetherDoesNotMatterAndTheSameSeedGivesTheSameProbe() {
        Marked learned = new Marked(100, SEED.split("learned"));
        Settings short_ = new Settings(1, 2, 2, 32, 1e-3);
        Marked judged = new Marked(90, SEED.split("judged"));
        int[] chosen =
                AttentiveProbe.learn(learned, learned.labels(), short_, SEED).classify(judged, 90);

        assertThat(AttentiveProbe.learn(learned, learned.labels(), short_, SEED).classify(judged, 7))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"-1,2,1,1,1", "0,0,1,1,1", "0,2,0,1,1", "0,2,1,0,1", "0,2,1,1,0", "0,2,1,1,Infinity"})
    void settingsThatMeanNothingAreRefused(int blocks, int heads, int epochs, int batch, double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(blocks, heads, epochs, batch, rate))
                .withMessageContaining("\nMaybe");
    }

    @Test
    void whatCannotBeLearnedFromOrJudgedIsRefused() {
        Marked source = new Marked(10, SEED);
        assertRefused(() -> AttentiveProbe.learn(source, new int[9], SETTINGS, SEED), "9 labels for 10");
        int[] negative = new int[10];
        negative[3] = -1;
        assertRefused(() -> AttentiveProbe.learn(source, negative, SETTINGS, SEED), "class -1");
        AttentiveProbe probe = AttentiveProbe.learn(source, source.labels(), new Settings(0, 2, 1, 10, 1e-3), SEED);
        assertRefused(() -> probe.accuracy(source, new int[3], 5), "3 labels for 10");
        assertRefused(() -> probe.classify(new Constant(1, 2, 4, 0), 1), "4 features at a place");
    }

    @Test
    void aProbeThatDivergesSaysSoInsteadOfGuessing() {
        Marked source = new Marked(64, SEED);
        assertRefused(
                () -> AttentiveProbe.learn(source, source.labels(), new Settings(0, 2, 3, 32, 1e30), SEED),
                "of its update");
        AttentiveProbe probe = AttentiveProbe.learn(source, source.labels(), new Settings(0, 2, 1, 32, 1e-3), SEED);
        assertRefused(() -> probe.classify(new Constant(3, 6, 8, Float.NaN), 2), "scores of examples from 0 on");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(why, "\nMaybe");
    }
}
