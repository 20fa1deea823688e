package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VicregTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return Vicreg.defaults();
    }

    @Test
    void itIsThePublishedFormulaInPlainLoops() {
        double[] first = JointEmbeddingLossContract.draw("first", 0.7);
        double[] second = JointEmbeddingLossContract.draw("second", 0.7);
        double invariance = 0;
        for (int i = 0; i < first.length; i++) {
            invariance += Math.pow(first[i] - second[i], 2) / first.length;
        }
        double expected =
                25 * invariance + 25 * (variance(first) + variance(second)) + covariance(first) + covariance(second);

        assertThat(value(first, second)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void itIsZeroWhereViewsAgreeAndDimensionsAreWideAndApart() {
        double[] wide = JointEmbeddingLossContract.spread();

        assertThat(value(wide, wide)).isZero();
    }

    private static double variance(double[] z) {
        double sum = 0;
        for (int j = 0; j < E; j++) {
            sum += Math.max(0, 1 - Math.sqrt(covariance(z, j, j) + 1e-4)) / E;
        }
        return sum;
    }

    private static double covariance(double[] z) {
        double sum = 0;
        for (int i = 0; i < E; i++) {
            for (int j = 0; j < E; j++) {
                sum += i == j ? 0 : Math.pow(covariance(z, i, j), 2) / E;
            }
        }
        return sum;
    }

    static double covariance(double[] z, int i, int j) {
        double meanI = 0;
        double meanJ = 0;
        for (int b = 0; b < B; b++) {
            meanI += z[b * E + i] / B;
            meanJ += z[b * E + j] / B;
        }
        double sum = 0;
        for (int b = 0; b < B; b++) {
            sum += (z[b * E + i] - meanI) * (z[b * E + j] - meanJ);
        }
        return sum / (B - 1);
    }

    @Test
    void withoutAnyTermThereIsNothingToLearn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Vicreg(0, 0, 0))
                .withMessageContainingAll("above 0, one of them at least", "\nMaybe");
    }
}
