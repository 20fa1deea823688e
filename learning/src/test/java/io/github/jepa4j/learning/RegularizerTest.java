package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The terms that look at latents alone: each against its formula written out in plain loops, against
/// finite differences, and at the places where its value is known.
class RegularizerTest {

    private static final int B = 3;
    private static final int T = 4;
    private static final int D = 5;
    private static final long[] SHAPE = {B, T, D};

    /// The formulas in plain double loops add in another order than the engine.
    private static final double ROUNDING = 1e-12;

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @Test
    void varianceIsTheMeanShortfallOfEachDimensionsStandardDeviation() {
        double[] latents = draw("variance", 0.4);
        double sum = 0;
        for (int j = 0; j < D; j++) {
            sum += Math.max(0, 1 - Math.sqrt(covariance(latents, j, j) + 1e-4));
        }
        assertThat(loss(new VarianceLoss(), latents)).isCloseTo(sum / D, within(ROUNDING));
    }

    @Test
    void varianceIsNearlyOneWhenEverythingHasCollapsedToAPointAndZeroWhenAllIsSpreadOut() {
        assertThat(loss(new VarianceLoss(), new double[B * T * D])).isCloseTo(1 - Math.sqrt(1e-4), within(ROUNDING));
        assertThat(loss(new VarianceLoss(), draw("wide", 10))).isZero();
    }

    @Test
    void varianceDoesNotCareWhereTheLatentsAre() {
        double[] latents = draw("variance", 0.4);
        double[] moved = latents.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 7;
        }
        assertThat(loss(new VarianceLoss(), moved)).isCloseTo(loss(new VarianceLoss(), latents), within(1e-10));
    }

    @Test
    void covarianceIsTheMeanSquareOfTheOffDiagonalEntries() {
        double[] latents = draw("covariance", 1);
        double sum = 0;
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                sum += i == j ? 0 : Math.pow(covariance(latents, i, j), 2);
            }
        }
        assertThat(loss(new CovarianceLoss(), latents)).isCloseTo(sum / (D * (D - 1)), within(ROUNDING));
    }

    @Test
    void covarianceOfDimensionsThatRepeatEachOtherIsTheirVarianceSquared() {
        double[] latents = new double[B * T * D];
        for (int n = 0; n < B * T; n++) {
            for (int j = 0; j < D; j++) {
                latents[n * D + j] = n;
            }
        }
        double variance = covariance(latents, 0, 0);
        assertThat(loss(new CovarianceLoss(), latents)).isCloseTo(variance * variance, within(1e-9));
    }

    @Test
    void similarityIsTheMeanSquareOfTheStepsBetweenLatents() {
        double[] latents = new double[B * T * D];
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < T; t++) {
                for (int j = 0; j < D; j++) {
                    latents[(b * T + t) * D + j] = 100 * b + 3 * t;
                }
            }
        }
        assertThat(loss(new TemporalSimilarityLoss(), latents)).isCloseTo(9, within(ROUNDING));
    }

    /// The mean over its window is taken away from each of the first two of five dimensions: an eighth would be none.
    @Test
    void motionIsVarianceAndCovarianceOfTheFirstDimensionsWithinWindows() {
        double[] latents = draw("motion", 0.4);
        int first = 2;
        double[] moved = new double[B * T * first];
        for (int i = 0; i < moved.length; i++) {
            int window = i / (T * first);
            double mean = 0;
            for (int time = 0; time < T; time++) {
                mean += latents[(window * T + time) * D + i % first] / T;
            }
            moved[i] = latents[i / first * D + i % first] - mean;
        }
        double expected;
        try (Scope scope = Scope.open()) {
            Tensor samples = Finite.tensor(moved, B, T, first);
            expected = Finite.value(new VarianceLoss().loss(samples, samples))
                    + Finite.value(new CovarianceLoss().loss(samples, samples));
        }
        assertThat(loss(new MotionLoss(), latents)).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void motionDoesNotCareWhatIsTheSameAllAlongAWindowHoweverMuchWindowsDiffer() {
        double[] latents = draw("motion", 0.4);
        double[] elsewhere = latents.clone();
        for (int i = 0; i < elsewhere.length; i++) {
            elsewhere[i] += 7.0 * (i / (T * D));
        }
        assertThat(loss(new MotionLoss(), elsewhere)).isCloseTo(loss(new MotionLoss(), latents), within(1e-10));
        assertThat(loss(new VarianceLoss(), elsewhere)).isLessThan(loss(new VarianceLoss(), latents));
    }

    @Test
    void everyTermsGradientIsThatOfFiniteDifferences() {
        double[] latents = draw("gradient", 0.6);
        Tensor actions = Finite.tensor(new double[B * (T - 1) * 2], B, T - 1, 2);
        for (Regularizer term : new Regularizer[] {
            new VarianceLoss(), new CovarianceLoss(), new TemporalSimilarityLoss(), new MotionLoss()
        }) {
            Finite.holdsAt(latents, SHAPE, input -> term.loss(input, actions));
        }
    }

    private static double loss(Regularizer term, double[] latents) {
        try (Scope scope = Scope.open()) {
            return Finite.value(
                    term.loss(Finite.tensor(latents, SHAPE), Finite.tensor(new double[B * (T - 1) * 2], B, T - 1, 2)));
        }
    }

    private static double[] draw(String name, double std) {
        var random = new Seed(5).split(name).generator();
        double[] values = new double[B * T * D];
        for (int i = 0; i < values.length; i++) {
            values[i] = std * random.nextGaussian();
        }
        return values;
    }

    private static double covariance(double[] latents, int i, int j) {
        double meanI = 0;
        double meanJ = 0;
        for (int n = 0; n < B * T; n++) {
            meanI += latents[n * D + i] / (B * T);
            meanJ += latents[n * D + j] / (B * T);
        }
        double sum = 0;
        for (int n = 0; n < B * T; n++) {
            sum += (latents[n * D + i] - meanI) * (latents[n * D + j] - meanJ);
        }
        return sum / (B * T - 1);
    }
}
