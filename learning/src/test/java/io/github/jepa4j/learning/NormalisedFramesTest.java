package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.perception.PixelNormalisation;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import org.junit.jupiter.api.Test;

/// What training sees is what planning sees, in another order in memory.
class NormalisedFramesTest {

    private static final int ROWS = 5;
    private static final int COLUMNS = 7;
    private static final float[] MEAN = {0.1f, 0.4f};
    private static final float[] STD = {0.3f, 0.2f};

    @Test
    void everyNumberIsThatOfPixelNormalisationWithTheChannelsLast() {
        byte[] first = new byte[2 * ROWS * COLUMNS];
        byte[] second = first.clone();
        new Seed(4).split("first").generator().nextBytes(first);
        new Seed(4).split("second").generator().nextBytes(second);
        byte[] both = new byte[2 * first.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        for (boolean isParallel : new boolean[] {true, false}) {
            float[] found = new float[both.length];
            new NormalisedFrames(MEAN, STD, isParallel).fill(both, ROWS * COLUMNS, found);
            assertFrame(found, 0, first);
            assertFrame(found, first.length, second);
        }
    }

    private static void assertFrame(float[] found, int from, byte[] frame) {
        float[] expected = new PixelNormalisation(MEAN, STD).normalise(new Pixels(2, ROWS, COLUMNS, frame));
        for (int c = 0; c < 2; c++) {
            for (int p = 0; p < ROWS * COLUMNS; p++) {
                assertThat(found[from + p * 2 + c]).isEqualTo(expected[c * ROWS * COLUMNS + p]);
            }
        }
    }
}
