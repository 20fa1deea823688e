package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitConformalTest {

    @ParameterizedTest
    @CsvSource({
        "9, 0.9, 9", // ceil(10 * 0.9) = 9
        "10, 0.9, 10", // ceil(9.9)
        "19, 0.9, 18",
        "99, 0.9, 90",
        "4, 0.5, 3",
        "19, 0.95, 19",
    })
    void theBoundIsTheScoreOfTheRank(int scores, double coverage, double rank) {
        double[] oneToN = IntStream.rangeClosed(1, scores)
                .mapToDouble(i -> scores + 1 - i)
                .toArray();
        assertThat(SplitConformal.bound(oneToN, coverage)).isEqualTo(rank);
    }

    @Test
    void tooFewScoresGiveNoBound() {
        assertThat(SplitConformal.leastScores(0.9)).isEqualTo(9);
        assertThat(SplitConformal.leastScores(0.95)).isEqualTo(19);
        assertThat(SplitConformal.leastScores(0.5)).isEqualTo(1);
        assertThat(SplitConformal.bound(new double[8], 0.9)).isInfinite();
        assertThat(SplitConformal.bound(new double[9], 0.9)).isZero();
        assertThat(SplitConformal.bound(new double[0], 0.5)).isInfinite();
    }

    @Test
    void aScoreThatIsNotANumberIsInfinitelyFarOff() {
        double[] scores = {1, Double.NaN, 2, 3};
        assertThat(SplitConformal.bound(scores, 0.5)).isEqualTo(3); // the third of 1, 2, 3, NaN
        assertThat(SplitConformal.bound(scores, 0.8)).isInfinite();
        assertThat(scores[0]).isEqualTo(1); // not sorted in place
    }

    @Test
    void ofUniformScoresTheBoundCoversRankOverNPlusOneOnAverage() {
        // The k-th smallest of n uniform numbers has the Beta(k, n + 1 - k) distribution, whose mean is k / (n + 1).
        SplittableRandom random = new SplittableRandom(1);
        int trials = 20_000;
        double sum = 0;
        for (int trial = 0; trial < trials; trial++) {
            sum += SplitConformal.bound(random.doubles(25).toArray(), 0.9);
        }
        double expected = 24 / 26.0; // ceil(26 * 0.9) = 24
        double std = Math.sqrt(24 * 2 / (26.0 * 26 * 27));
        assertThat(sum / trials).isCloseTo(expected, within(4 * std / Math.sqrt(trials)));
    }

    @Test
    void aCoverageInPercentIsRefused() {
        assertThatThrownBy(() -> SplitConformal.bound(new double[9], 90))
                .hasMessageContaining("90.0")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> SplitConformal.bound(new double[9], Double.NaN))
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> SplitConformal.leastScores(1)).hasMessageContaining("\nMaybe");
    }
}
