package io.github.jepa4j.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How a figure moves is its class, and nothing else is.
class MovingShapesTest {

    private static final int SEEDS = 50;
    private static final double ROUNDING = 1e-9;

    private final MovingShapes shapes = new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 1, 1, 20, 32);

    @ParameterizedTest
    @EnumSource
    void everyClassMovesInItsManner(MotionClass motion) {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] way = way(motion, seed);
            double turning = 0;
            double bending = 0;
            double apart = 0;
            for (int time = 2; time < way.length / 2; time++) {
                double dx = way[2 * time] - way[2 * time - 2];
                double dy = way[2 * time + 1] - way[2 * time - 1];
                double beforeX = way[2 * time - 2] - way[2 * time - 4];
                double beforeY = way[2 * time - 1] - way[2 * time - 3];
                turning += Math.signum(Math.rint(1e9 * (beforeX * dy - beforeY * dx)));
                bending = Math.max(bending, Math.hypot(dx - beforeX, dy - beforeY));
                apart = Math.max(apart, Math.abs(Math.hypot(dx, dy) - Math.hypot(beforeX, beforeY)));
            }
            int turns = way.length / 2 - 2;
            switch (motion) {
                case STRAIGHT -> assertThat(bending).isLessThan(ROUNDING);
                case ACCELERATING, OSCILLATING -> {
                    assertThat(turning).isZero();
                    assertThat(bending).isGreaterThan(0.04);
                }
                case CLOCKWISE -> assertThat(turning).isEqualTo(turns);
                case ANTICLOCKWISE -> assertThat(turning).isEqualTo(-turns);
                case BOUNCING -> assertThat(bending).isGreaterThan(0.1);
                case ZIGZAG -> assertThat(Math.abs(turning)).isLessThan(3);
                case RANDOM_WALK -> {
                    assertThat(apart).isLessThan(ROUNDING);
                    assertThat(Math.abs(turning)).isLessThan(turns);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFigureIsSeenWhereItsTrackSaysItIs(MotionClass motion) {
        for (int seed = 0; seed < SEEDS; seed++) {
            MovingClip clip = shapes.clip(motion, new Seed(seed));
            for (int time = 0; time < clip.clip().frames(); time++) {
                double[] box = boundingBox(clip.clip().frame(time));
                double[] centres = clip.tracks().getFirst().centres();
                // A border may lie in a pixel that is hardly touched.
                assertThat((box[0] + box[2]) / 2).isEqualTo(centres[2 * time], within(1.01));
                assertThat((box[1] + box[3]) / 2).isEqualTo(centres[2 * time + 1], within(1.01));
            }
        }
    }

    @Test
    void oneSeedShowsTheSameFiguresInAllClasses() {
        MovingShapes two = new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 2, 3, 20, 32);
        for (int seed = 0; seed < SEEDS; seed++) {
            var figures = two.clip(MotionClass.STRAIGHT, new Seed(seed)).tracks().stream()
                    .map(Track::figure)
                    .toList();
            for (MotionClass motion : MotionClass.values()) {
                assertThat(two.clip(motion, new Seed(seed)).tracks())
                        .extracting(Track::figure)
                        .isEqualTo(figures);
            }
        }
    }

    /// The best guess from a place alone, learned from as many clips as it is tried on, in cells of an
    /// eighth of the picture: chance is an eighth.
    @Test
    void aPlaceInTheMiddleOfTheClipDoesNotTellTheClass() {
        int classes = MotionClass.values().length;
        int tries = 150;
        int[][] counts = new int[64][classes];
        for (int seed = 0; seed < tries; seed++) {
            for (MotionClass motion : MotionClass.values()) {
                counts[middleCell(motion, seed)][motion.ordinal()]++;
            }
        }
        int right = 0;
        for (int seed = tries; seed < 2 * tries; seed++) {
            for (MotionClass motion : MotionClass.values()) {
                right += likeliest(counts[middleCell(motion, seed)]) == motion.ordinal() ? 1 : 0;
            }
        }
        assertThat(right / (double) (tries * classes)).isBetween(0.08, 0.2);
    }

    @Test
    void theGridHasAOneForEachFigureWhereItsMiddleIs() {
        MovingShapes two = new MovingShapes(MovingShapes.Figures.SHAPES, 2, 3, 12, 48);
        for (int seed = 0; seed < SEEDS; seed++) {
            MovingClip clip = two.clip(new Seed(seed));
            float[] grid = clip.occupancy(8);
            assertThat(grid).hasSize(12 * 8 * 8);
            for (int time = 0; time < 12; time++) {
                float ones = 0;
                for (int i = 0; i < 64; i++) {
                    ones += grid[64 * time + i];
                }
                assertThat(ones).isBetween(1f, (float) clip.tracks().size());
                for (Track track : clip.tracks()) {
                    int row = (int) (track.centres()[2 * time + 1] / 6);
                    int column = (int) (track.centres()[2 * time] / 6);
                    assertThat(grid[64 * time + 8 * row + column]).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void noiseIsAddedToEachPixelOfEachFrameOnItsOwn() {
        var noisy = new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 1, 1, 20, 32, 0.2);
        byte[] clean = shapes.clip(new Seed(1)).clip().values();
        byte[] seen = noisy.clip(new Seed(1)).clip().values();
        double sum = 0;
        int black = 0;
        int changed = 0;
        for (int i = 0; i < clean.length; i++) {
            if (clean[i] == 0) {
                sum += seen[i] & 0xFF;
                black++;
            }
            changed += i >= 1024 && clean[i] == 0 && clean[i - 1024] == 0 && seen[i] != seen[i - 1024] ? 1 : 0;
        }
        // The mean of a normal number of deviation 51 that is cut off below 0: 51 / sqrt(2 pi).
        assertThat(sum / black).isCloseTo(20.35, within(0.7));
        assertThat(changed).as("from frame to frame").isGreaterThan(black / 2);
        assertThat(noisy.clip(new Seed(1)).tracks())
                .usingRecursiveComparison()
                .isEqualTo(shapes.clip(new Seed(1)).tracks());
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> new MovingShapes(MovingShapes.Figures.DIGITS, 1, 1, 20, 32, Double.NaN))
                .hasMessageContaining("noise NaN");
        assertThatThrownBy(() -> new MovingShapes(MovingShapes.Figures.DIGITS, 3, 1, 20, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 3 figures");
    }

    private double[] way(MotionClass motion, int seed) {
        return shapes.clip(motion, new Seed(seed)).tracks().getFirst().centres();
    }

    private int middleCell(MotionClass motion, int seed) {
        double[] centres = way(motion, seed);
        int middle = centres.length / 4;
        return 8 * (int) (centres[2 * middle + 1] / 4) + (int) (centres[2 * middle] / 4);
    }

    private static int likeliest(int[] counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }

    /// Left, top, right, bottom of what is not black.
    private static double[] boundingBox(Pixels frame) {
        double[] box = {frame.columns(), frame.rows(), 0, 0};
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                if (frame.at(0, row, column) > 0) {
                    box[0] = Math.min(box[0], column);
                    box[1] = Math.min(box[1], row);
                    box[2] = Math.max(box[2], column + 1);
                    box[3] = Math.max(box[3], row + 1);
                }
            }
        }
        return box;
    }
}
