package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BarlowTwinsTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return BarlowTwins.defaults();
    }

    @Test
    void itIsThePublishedFormulaInPlainLoops() {
        double[] first = JointEmbeddingLossContract.draw("first", 1);
        double[] second = JointEmbeddingLossContract.draw("second", 1);
        double expected = 0;
        for (int i = 0; i < E; i++) {
            for (int j = 0; j < E; j++) {
                double c = correlation(first, i, second, j);
                expected += i == j ? Math.pow(1 - c, 2) : 0.0051 * c * c;
            }
        }

        assertThat(value(first, second)).isCloseTo(0.1 * expected, within(1e-11));
    }

    @Test
    void itDoesNotCareForTheSizeOfAnyDimension() {
        double[] first = JointEmbeddingLossContract.draw("first", 1);
        double[] wide = first.clone();
        for (int b = 0; b < B; b++) {
            wide[b * E] *= 50;
        }

        assertThat(value(wide, wide)).isCloseTo(value(first, first), within(1e-5));
    }

    private static double correlation(double[] a, int i, double[] b, int j) {
        double sum = 0;
        for (int n = 0; n < B; n++) {
            sum += standard(a, i, n) * standard(b, j, n) / B;
        }
        return sum;
    }

    private static double standard(double[] z, int i, int n) {
        double mean = 0;
        for (int b = 0; b < B; b++) {
            mean += z[b * E + i] / B;
        }
        double biased = VicregTest.covariance(z, i, i) * (B - 1) / B;
        return (z[n * E + i] - mean) / Math.sqrt(biased + 1e-5);
    }
}
