package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Manifolds of known dimension, in spaces of more.
class IntrinsicDimensionTest {

    private static final int POINTS = 2000;
    private static final int NEIGHBOURS = 20;

    /// Of a sum of a few terms.
    private static final double ROUNDING = 1e-12;

    /// Four standard deviations, `d / sqrt(N)`, and what the borders take away.
    private static final double SHARE = 0.12;

    @Test
    void aFewPointsOnALineGiveWhatTheFormulasSay() {
        double[] line = {0, 1, 3, 7};
        IntrinsicDimension found = IntrinsicDimension.of(line, 1, 3);
        // Distances, ascending: 1 3 7, 1 2 6, 2 3 4, 4 6 7.
        double pairs = Math.log(3) + Math.log(2) + Math.log(1.5) + Math.log(1.5);
        double triples = Math.log(7 * 7 / 3.0) + Math.log(6 * 6 / 2.0) + Math.log(4 * 4 / 6.0) + Math.log(7 * 7 / 24.0);
        assertThat(found.mostLikely(2, 2)).isCloseTo(4 / pairs, within(ROUNDING));
        assertThat(found.mostLikely(2, 3)).isCloseTo((4 / pairs + 8 / triples) / 2, within(ROUNDING));
        // The ratios are 1.5, 1.5, 2 and 3, whose F are 1/5 to 4/5.
        double[] ratios = {Math.log(1.5), Math.log(1.5), Math.log(2), Math.log(3)};
        double products = 0;
        double squares = 0;
        for (int i = 0; i < 4; i++) {
            products += -Math.log(1 - (i + 1) / 5.0) * ratios[i];
            squares += ratios[i] * ratios[i];
        }
        assertThat(found.twoNearest()).isCloseTo(products / squares, within(ROUNDING));
    }

    @Test
    void aSheetRolledUpInTenDimensionsHasTwo() {
        RandomGenerator random = new SplittableRandom(1);
        double[] sheet = new double[3 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = 4 + 9 * random.nextDouble();
            sheet[3 * i] = angle * Math.cos(angle);
            sheet[3 * i + 1] = angle * Math.sin(angle);
            sheet[3 * i + 2] = 30 * random.nextDouble();
        }
        isAbout(2, embedded(sheet, 3, 10, random), 10);
    }

    @Test
    void aFourSphereHasFour() {
        RandomGenerator random = new SplittableRandom(2);
        double[] sphere = normal(POINTS, 5, random);
        for (int i = 0; i < POINTS; i++) {
            double square = 0;
            for (int d = 0; d < 5; d++) {
                square += sphere[5 * i + d] * sphere[5 * i + d];
            }
            for (int d = 0; d < 5; d++) {
                sphere[5 * i + d] /= Math.sqrt(square);
            }
        }
        isAbout(4, embedded(sphere, 5, 8, random), 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void normalNumbersHaveAsManyDimensionsAsThereAre(int dimension) {
        RandomGenerator random = new SplittableRandom(dimension);
        isAbout(dimension, embedded(normal(POINTS, dimension, random), dimension, 10, random), 10);
    }

    @Test
    void noiseBelowTheDistanceOfNeighboursDoesNotCountAndNoiseAboveItDoes() {
        RandomGenerator random = new SplittableRandom(3);
        double[] line = embedded(normal(POINTS, 1, random), 1, 6, random);
        double[] noise = normal(POINTS, 6, random);
        double[] faint = line.clone();
        double[] strong = line.clone();
        for (int i = 0; i < line.length; i++) {
            faint[i] += 1e-6 * noise[i];
            strong[i] += noise[i];
        }
        assertThat(IntrinsicDimension.of(faint, 6, 2).twoNearest()).isCloseTo(1, within(SHARE));
        assertThat(IntrinsicDimension.of(strong, 6, 2).twoNearest()).isGreaterThan(4.5);
    }

    @Test
    void aPointIsNoNeighbourOfItsCopy() {
        // Distances but to the own copy, ascending: 1 3, 1 3, 1 1 and 2 3.
        double pairs = 2 * Math.log(3) + Math.log(1) + Math.log(1.5);
        assertThat(IntrinsicDimension.of(new double[] {0, 0, 1, 3}, 1, 2).mostLikely(2, 2))
                .isCloseTo(4 / pairs, within(ROUNDING));
        assertThatThrownBy(() -> IntrinsicDimension.of(new double[] {1, 1, 1, 2}, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copies of each other");
    }

    @Test
    void aLatticeTellsNothingOfItsDimension() {
        double[] line = IntStream.range(0, 100).asDoubleStream().toArray();
        IntrinsicDimension even = IntrinsicDimension.of(line, 1, 2);
        assertThatThrownBy(even::twoNearest)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("all as far", "\nMaybe");
        double[] corners = {0, 0, 0, 1, 1, 0, 1, 1};
        assertThatThrownBy(() -> IntrinsicDimension.of(corners, 2, 2).mostLikely(2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("all as far", "\nMaybe");
    }

    @Test
    void whatAreNoPointsIsRefused() {
        assertThatThrownBy(() -> IntrinsicDimension.of(new double[5], 2, 2))
                .hasMessageContaining("5 numbers are no rows");
        assertThatThrownBy(() -> IntrinsicDimension.of(new double[] {1, Double.NaN}, 1, 2))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() ->
                        IntrinsicDimension.of(new double[] {1, 2, 4, 8}, 1, 3).mostLikely(2, 4))
                .hasMessageContaining("the 3 that were found");
    }

    private static void isAbout(double expected, double[] points, int dimension) {
        IntrinsicDimension found = IntrinsicDimension.of(points, dimension, NEIGHBOURS);
        assertThat(found.twoNearest()).isCloseTo(expected, within(SHARE * expected));
        assertThat(found.mostLikely(10, NEIGHBOURS)).isCloseTo(expected, within(SHARE * expected));
    }

    private static double[] normal(int count, int dimension, RandomGenerator random) {
        return DoubleStream.generate(random::nextGaussian)
                .limit((long) count * dimension)
                .toArray();
    }

    /// Turned into a space of more dimensions, lengths kept: by reflections.
    private static double[] embedded(double[] points, int from, int into, RandomGenerator random) {
        int count = points.length / from;
        double[] all = new double[count * into];
        for (int i = 0; i < count; i++) {
            System.arraycopy(points, i * from, all, i * into, from);
        }
        for (int reflection = 0; reflection < into; reflection++) {
            double[] axis = normal(1, into, random);
            double square = 0;
            for (double value : axis) {
                square += value * value;
            }
            for (int i = 0; i < count; i++) {
                double along = 0;
                for (int d = 0; d < into; d++) {
                    along += axis[d] * all[i * into + d];
                }
                for (int d = 0; d < into; d++) {
                    all[i * into + d] -= 2 * along / square * axis[d];
                }
            }
        }
        return all;
    }
}
