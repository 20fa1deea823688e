package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {

    /// Sums of a few hundred doubles.
    private static final double ROUNDING = 1e-12;

    @Test
    void aPairCountsWhereTheImpossibleClipIsTheMoreSurprisingOneAndATieIsHalf() {
        double[] possible = {1, 2, 3};
        double[] impossible = {2, 2, 1};

        assertThat(Detection.of(possible, impossible).relative()).isCloseTo(0.5, within(ROUNDING));
    }

    @Test
    void aQuadrupleCountsByTheSumsOfItsPairsAndOneThatLacksAPairByItsOnlyOne() {
        double[] possible = {1, 5, 3, 3, 2};
        double[] impossible = {4, 3, 4, 1, 2}; // 7 to 6, 5 to 6, 2 to 2

        assertThat(Detection.of(possible, impossible).sets()).isCloseTo(1.5 / 3, within(ROUNDING));
    }

    @Test
    void theThresholdIsTheOneThatNineOfTenPossibleClipsStayAtOrBelow() {
        double[] possible = {5, 1, 9, 2, 10, 3, 8, 4, 7, 6}; // the threshold is 9
        double[] impossible = {9, 9.5, 10, 11, 1, 1, 1, 1, 1, 20}; // of which 4 are above

        assertThat(Detection.of(possible, impossible).absolute()).isCloseTo((0.9 + 0.4) / 2, within(ROUNDING));
    }

    @Test
    void averagePrecisionIsThatOfASmallTable() {
        // 4 (impossible): 1 of 1; 3 (possible); 2 (impossible): 2 of 3; 1 (possible)
        assertThat(Detection.of(new double[] {1, 3}, new double[] {2, 4}).auprc())
                .isCloseTo((1 + 2.0 / 3) / 2, within(ROUNDING));
    }

    @Test
    void amongEqualSurprisesThePossibleOnesAreCalledFirst() {
        assertThat(Detection.of(new double[] {5}, new double[] {5}).auprc()).isCloseTo(0.5, within(ROUNDING));
        // both possible ones are called before the first impossible one: 1 of 3, 2 of 4
        assertThat(Detection.of(new double[] {0, 0}, new double[] {0, 0}).auprc())
                .isCloseTo((1.0 / 3 + 2.0 / 4) / 2, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 1_000_000})
    void theAreaUnderTheCurveIsTheShareOfAllPairsOfOneAndAnother(int levels) {
        double[] possible = drawn("possible", 41, levels, 0);
        double[] impossible = drawn("impossible", 41, levels, levels / 4);
        double won = 0;
        for (double strange : impossible) {
            for (double usual : possible) {
                won += strange > usual ? 1 : strange == usual ? 0.5 : 0;
            }
        }

        assertThat(Detection.of(possible, impossible).auroc()).isCloseTo(won / (41 * 41), within(ROUNDING));
    }

    @Test
    void averagePrecisionIsTheMeanOfThePrecisionsAtEachImpossibleClip() {
        double[] possible = drawn("possible", 30, 1_000_000, 0);
        double[] impossible = drawn("impossible", 30, 1_000_000, 100_000);
        double sum = 0;
        for (double threshold : impossible) {
            double caught = count(impossible, threshold);
            sum += caught / (caught + count(possible, threshold));
        }

        assertThat(Detection.of(possible, impossible).auprc()).isCloseTo(sum / 30, within(ROUNDING));
    }

    @Test
    void ofSinglePairsOnlyTheOrderOfSurprisesMatters() {
        double[] possible = drawn("possible", 25, 9, 0);
        double[] impossible = drawn("impossible", 25, 9, 2);

        Detection plain = Detection.of(possible, impossible);
        Detection squared = Detection.of(squared(possible), squared(impossible));
        assertThat(squared.relative()).isEqualTo(plain.relative());
        assertThat(squared.absolute()).isEqualTo(plain.absolute());
        assertThat(squared.auroc()).isEqualTo(plain.auroc());
        assertThat(squared.auprc()).isEqualTo(plain.auprc());
    }

    @Test
    void whatTellsAllApartScoresOneAndWhatTellsNothingOneHalf() {
        double[] low = IntStream.range(0, 10).asDoubleStream().toArray();
        double[] high = IntStream.range(100, 110).asDoubleStream().toArray();
        assertThat(Detection.of(low, high)).isEqualTo(new Detection(1, 1, 0.95, 1, 1));

        Detection blind = Detection.of(new double[20], new double[20]);
        assertThat(blind.relative()).isEqualTo(0.5);
        assertThat(blind.absolute()).isEqualTo(0.5);
        assertThat(blind.auroc()).isEqualTo(0.5);
        assertThat(blind.auprc()).isLessThan(0.5); // not flattered by ties
    }

    @Test
    void halvesThatAreNoPairsOrNoNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detection.of(new double[2], new double[3]))
                .withMessageContainingAll("2 possible and 3 impossible", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detection.of(new double[0], new double[0]))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detection.of(new double[2], new double[] {1, Double.NaN}))
                .withMessageContainingAll("impossible clip 1 is NaN", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detection.of(new double[] {Double.POSITIVE_INFINITY}, new double[1]))
                .withMessageContainingAll("possible clip 0 is Infinity", "\nMaybe");
    }

    private static double[] drawn(String name, int size, int levels, int more) {
        var random = new Seed(3).split(name).generator();
        return IntStream.range(0, size)
                .mapToDouble(_ -> random.nextInt(levels) + more)
                .toArray();
    }

    private static double count(double[] values, double least) {
        return Arrays.stream(values).filter(value -> value >= least).count();
    }

    private static double[] squared(double[] values) {
        return Arrays.stream(values).map(value -> value * value).toArray();
    }
}
