package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedKMeansTest {

    @Test
    void eachCentreIsTheWeightedMeanOfItsCloud() {
        float[] points = {0, 0, 1, 0, 10, 10, 10, 12, -20, 5};
        double[] weights = {1, 3, 1, 1, 2};

        float[] centres = WeightedKMeans.of(points, 2, weights, 3, new SplittableRandom(1));

        float[][] sorted = {
            Arrays.copyOfRange(centres, 0, 2), Arrays.copyOfRange(centres, 2, 4), Arrays.copyOfRange(centres, 4, 6)
        };
        Arrays.sort(sorted, (one, other) -> Float.compare(one[0], other[0]));
        assertThat(sorted[0]).containsExactly(-20, 5);
        assertThat(sorted[1]).containsExactly(0.75f, 0);
        assertThat(sorted[2]).containsExactly(10, 11);
    }

    @Test
    void whatCountsNothingDrawsNoCentre() {
        float[] points = {0, 1, 2, 100};
        float[] centres = WeightedKMeans.of(points, 1, new double[] {1, 1, 1, 0}, 2, new SplittableRandom(3));

        for (float centre : centres) {
            assertThat(centre).isBetween(0f, 2f);
        }
    }

    /// A uniform distribution on [0, 1] is told best by the middles of equal parts.
    @Test
    void centresOfAnEvenSpreadAreEvenlySpread() {
        float[] points = new float[2000];
        double[] weights = new double[2000];
        for (int i = 0; i < points.length; i++) {
            points[i] = i / 1999f;
            weights[i] = 1;
        }
        float[] centres = WeightedKMeans.of(points, 1, weights, 4, new SplittableRandom(2));
        Arrays.sort(centres);

        assertThat(centres).containsExactly(new float[] {0.125f, 0.375f, 0.625f, 0.875f}, within(0.03f));
    }

    @Test
    void whatMakesNoCentresIsRefused() {
        for (Runnable wrong : new Runnable[] {
            () -> WeightedKMeans.of(new float[2], 1, new double[] {0, 0}, 1, new SplittableRandom(1)),
            () -> WeightedKMeans.of(new float[2], 1, new double[] {1, 1}, 3, new SplittableRandom(1)),
            () -> WeightedKMeans.of(new float[3], 2, new double[] {1, 1}, 1, new SplittableRandom(1))
        }) {
            assertThatIllegalArgumentException().isThrownBy(wrong::run).withMessageContaining("\nMaybe");
        }
    }
}
