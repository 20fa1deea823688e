package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void itIsThatOfASmallTable() {
        // in falling order: there, not, there, not, there
        double[] scores = {0.2, 0.9, 0.5, 0.1, 0.7};
        int[] there = {0, 1, 1, 1, 0};

        assertThat(AveragePrecision.of(scores, there)).isCloseTo((1 + 2.0 / 3 + 3.0 / 5) / 3, within(ROUNDING));
    }

    @Test
    void itIsTheMeanOfThePrecisionsAtWhatIsThere() {
        var random = new SplittableRandom(12);
        double[] scores = new double[80];
        int[] there = new int[80];
        for (int i = 0; i < 80; i++) {
            scores[i] = random.nextDouble();
            there[i] = random.nextInt(3) == 0 ? 1 : 0;
        }
        double sum = 0;
        int found = 0;
        for (int i = 0; i < 80; i++) {
            double above = 0;
            double right = 0;
            for (int j = 0; j < 80; j++) {
                above += scores[j] >= scores[i] ? 1 : 0;
                right += scores[j] >= scores[i] ? there[j] : 0;
            }
            sum += there[i] * right / above;
            found += there[i];
        }

        assertThat(AveragePrecision.of(scores, there)).isCloseTo(sum / found, within(ROUNDING));
    }

    @Test
    void whatTellsNothingApartIsNotFlattered() {
        assertThat(AveragePrecision.of(new double[4], new int[] {1, 0, 1, 0}))
                .isCloseTo((1.0 / 3 + 2.0 / 4) / 2, within(ROUNDING));
        assertThat(AveragePrecision.of(new double[3], new int[3]))
                .as("nothing is there")
                .isNaN();
        assertThat(AveragePrecision.of(new double[] {1, 2}, new int[] {1, 1})).isEqualTo(1);
    }

    @Test
    void asManyAnswersAsScoresAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AveragePrecision.of(new double[2], new int[3]))
                .withMessageContainingAll("2 scores and 3 answers", "\nMaybe");
    }
}
