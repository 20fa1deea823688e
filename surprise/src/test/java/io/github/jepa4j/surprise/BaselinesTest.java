package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expects no change, and what expects constant motion.
class BaselinesTest {

    private static final int SIDE = 32;
    private static final int GROUND = 30;
    private static final int BRIGHT = 200;

    /// Means of 16 or more bytes as floats.
    private static final float ROUNDING = 1e-4f;

    @Test
    void expectingNoChangeErrsByAllThatMoves() {
        Clip clip = clip(1, 5, (t, frame) -> square(frame, 4, 4 + 2 * t, 8, false));

        float[][] errors = new CopyLast().errors(clip);

        assertThat(errors[0]).containsOnly(0);
        int across = SIDE / 4;
        // from columns 4 to 11 it moves to 6 to 13: of each square of 16 pixels 8 are left, or reached
        assertThat(errors[1][across + 1]).isCloseTo((BRIGHT - GROUND) / 2f, within(ROUNDING));
        assertThat(errors[1][across + 2]).isZero();
        assertThat(errors[1][across + 3]).isCloseTo((BRIGHT - GROUND) / 2f, within(ROUNDING));
        assertThat(errors[1][0]).isZero();
        for (int t = 1; t < 5; t++) {
            assertThat(sum(errors[t]) * 16).isCloseTo(32.0 * (BRIGHT - GROUND), within(0.01));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,2,7", "0,-2,8", "1,0,8", "-3,0,9", "0,3,8", "0,0,8"})
    void constantMotionOfAFlatSquareAlongAnAxisIsForeseenToThePixel(int down, int right, int side) {
        Clip clip = moving(1, down, right, side, false);

        assertThat(Arrays.asList(new ConstantVelocity(5).errors(clip)))
                .allSatisfy(frame -> assertThat(frame).containsOnly(0));
    }

    @ParameterizedTest
    @CsvSource({"1,2", "-2,1", "3,3", "-1,-4", "0,3", "2,0"})
    void constantMotionOfATexturedSquareInAnyDirectionIsForeseenToThePixel(int down, int right) {
        Clip clip = moving(3, down, right, 8, true);

        assertThat(Arrays.asList(new ConstantVelocity(4).errors(clip)))
                .allSatisfy(frame -> assertThat(frame).containsOnly(0));
    }

    @Test
    void whatJumpsOrTurnsIsNotForeseen() {
        int[] columns = {2, 4, 6, 18, 20, 18};
        Clip clip = clip(1, columns.length, (t, frame) -> square(frame, 8, columns[t], 8, true));

        float[][] errors = new ConstantVelocity(4).errors(clip);

        assertThat(sum(errors[0])).isZero();
        assertThat(sum(errors[1])).as("one frame tells no velocity").isZero();
        assertThat(sum(errors[2])).isZero();
        assertThat(sum(errors[3])).as("the jump").isPositive();
        assertThat(sum(errors[5])).as("the turn").isPositive();
    }

    @Test
    void motionBeyondItsReachIsNotForeseen() {
        Clip clip = moving(1, 0, 4, 8, true);

        assertThat(sum(new ConstantVelocity(3).errors(clip)[2])).isPositive();
        assertThat(sum(new ConstantVelocity(4).errors(clip)[2])).isZero();
    }

    @Test
    void nothingIsForeseenFromWhatIsYetToCome() {
        Clip clip = noise(4, 2, 9, 10);
        Clip other = noise(4, 2, 9, 10);
        Arrays.fill(other.values(), 3 * 180, other.values().length, (byte) 0);

        for (Foresight foresight : new Foresight[] {new CopyLast(), new ConstantVelocity(2)}) {
            float[][] errors = foresight.errors(clip);
            assertThat(Arrays.copyOf(foresight.errors(other), 3)).isDeepEqualTo(Arrays.copyOf(errors, 3));
            assertThat(foresight.errors(other)[3]).isNotEqualTo(errors[3]);
        }
    }

    @ParameterizedTest
    @CsvSource({"10,7", "4,4", "3,5", "1,1", "9,12"})
    void whatIsLeftAtTheEdgesBelongsToTheLastSquare(int rows, int columns) {
        Clip clip = noise(2, 2, rows, columns);
        int down = Math.max(1, rows / 4);
        int across = Math.max(1, columns / 4);
        double[] sums = new double[down * across];
        int[] counts = new int[down * across];
        for (int c = 0; c < 2; c++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    int place = Math.min(y / 4, down - 1) * across + Math.min(x / 4, across - 1);
                    sums[place] +=
                            Math.abs(clip.frame(1).at(c, y, x) - clip.frame(0).at(c, y, x));
                    counts[place]++;
                }
            }
        }

        float[] errors = new CopyLast().errors(clip)[1];

        assertThat(errors).hasSize(down * across);
        for (int p = 0; p < errors.length; p++) {
            assertThat((double) errors[p]).isCloseTo(sums[p] / counts[p], within(1e-3));
        }
        assertThat(new ConstantVelocity(1).errors(clip)[1]).containsOnly(0).hasSize(down * across);
    }

    @Test
    void motionHasToBeLookedForSomewhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConstantVelocity(0))
                .withMessageContaining("\nMaybe");
    }

    private interface Painter {
        void paint(int time, int[] frame);
    }

    private static Clip clip(int channels, int frames, Painter painter) {
        byte[] values = new byte[frames * channels * SIDE * SIDE];
        for (int t = 0; t < frames; t++) {
            int[] frame = new int[SIDE * SIDE];
            Arrays.fill(frame, GROUND);
            painter.paint(t, frame);
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < frame.length; i++) {
                    values[(t * channels + c) * frame.length + i] = (byte) frame[i];
                }
            }
        }
        return new Clip(frames, channels, SIDE, SIDE, values);
    }

    /// Four frames, around the middle of the second step.
    private static Clip moving(int channels, int down, int right, int side, boolean textured) {
        return clip(
                channels, 4, (t, frame) -> square(frame, 12 + down * (t - 1), 11 + right * (t - 1), side, textured));
    }

    private static void square(int[] frame, int top, int left, int side, boolean textured) {
        RandomGenerator random = new Seed(4).generator();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                frame[(top + y) * SIDE + left + x] = textured ? 60 + random.nextInt(190) : BRIGHT;
            }
        }
    }

    private static Clip noise(int frames, int channels, int rows, int columns) {
        byte[] values = new byte[frames * channels * rows * columns];
        new java.util.SplittableRandom(6).nextBytes(values);
        return new Clip(frames, channels, rows, columns, values);
    }

    private static double sum(float[] errors) {
        double sum = 0;
        for (float error : errors) {
            sum += error;
        }
        return sum;
    }
}
