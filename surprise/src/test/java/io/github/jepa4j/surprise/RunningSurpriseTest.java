package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.tensor.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunningSurpriseTest {

    @ParameterizedTest
    @EnumSource
    void atEachFrameItIsWhatTheTraceOfAllThatHasComeIs(Pooling pooling) {
        float[][] errors = new float[30][];
        RunningSurprise running = new RunningSurprise(pooling);
        for (int t = 0; t < errors.length; t++) {
            errors[t] = places(new Seed(3).split(t));
            double surprise = running.add(errors[t]);

            SurpriseTrace trace = SurpriseTrace.of(java.util.Arrays.copyOf(errors, t + 1), pooling);
            assertThat(surprise).isEqualTo(trace.frames()[t]);
            assertThat(running.frames()).isEqualTo(t + 1);
            assertThat(running.mean()).isCloseTo(trace.mean(), org.assertj.core.api.Assertions.within(1e-12));
            assertThat(running.max()).isEqualTo(trace.max());
            assertThat(running.when()).isEqualTo(trace.when());
        }
    }

    private static float[] places(Seed seed) {
        var random = seed.generator();
        float[] places = new float[9];
        for (int i = 0; i < places.length; i++) {
            places[i] = random.nextInt(4); // few values, so that some frames are equal
        }
        return places;
    }

    @Test
    void beforeTheFirstFrameThereIsNoneAndNoSurprise() {
        RunningSurprise running = new RunningSurprise(Pooling.MEAN);

        assertThat(running.frames()).isZero();
        assertThat(running.mean()).isZero();
        assertThat(running.max()).isZero();
        assertThat(running.when()).isZero();
    }

    @Test
    void whatIsNoSurpriseIsRefusedAndChangesNothing() {
        RunningSurprise running = new RunningSurprise(Pooling.STRONGEST);
        running.add(new float[] {1, 3});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> running.add(new float[] {1, Float.NaN}))
                .withMessageContainingAll("frame 1 is NaN", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> running.add(new float[] {-4, 1}))
                .withMessageContainingAll("frame 1 is -1.5", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> running.add(new float[0]))
                .withMessageContainingAll("no place", "\nMaybe");
        assertThat(running).hasToString("RunningSurprise[1 frames, mean 2.0, max 2.0 at 0]");
    }
}
