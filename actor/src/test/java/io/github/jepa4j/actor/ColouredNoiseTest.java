package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import org.junit.jupiter.api.Test;

class ColouredNoiseTest {

    private static final int SERIES = 20_000;
    private static final int HORIZON = 30;

    /// A mean of 20,000 products of normals is within 0.007 per standard error: five of those.
    private static final double SAMPLING = 0.035;

    @Test
    void everyStepIsStandardNormalWhateverTheColour() {
        for (float exponent : new float[] {0, 1, 2, 4}) {
            float[] noise = noise(exponent);
            for (int time : new int[] {0, 1, 15, 29}) {
                assertThat(meanProduct(noise, time, time)).as("variance").isCloseTo(1, within(SAMPLING));
                assertThat(mean(noise, time)).as("mean").isCloseTo(0, within(SAMPLING));
            }
        }
    }

    @Test
    void whiteNoiseForgetsAtOnceAndRedNoiseKeepsItsDirection() {
        assertThat(meanProduct(noise(0), 3, 4)).isCloseTo(0, within(SAMPLING));
        assertThat(meanProduct(noise(2), 3, 4)).isGreaterThan(0.8);
        assertThat(meanProduct(noise(2), 3, 10)).isBetween(0.2, 0.95);
    }

    @Test
    void neighboursAgreeAsThePowerLawSays() {
        // The autocorrelation is the spectrum's cosine transform: sum of p_n cos(pi n lag / H) over sum of p_n.
        double top = 0;
        double bottom = 0;
        for (int n = 0; n <= HORIZON; n++) {
            double power = 1.0 / Math.max(n, 1);
            top += power * Math.cos(Math.PI * n * 5 / HORIZON);
            bottom += power;
        }
        assertThat(meanProduct(noise(1), 8, 13)).isCloseTo(top / bottom, within(SAMPLING));
    }

    @Test
    void theEndIsNotTiedToTheBeginning() {
        assertThat(meanProduct(noise(2), 0, HORIZON - 1)).isLessThan(meanProduct(noise(2), 0, HORIZON / 2) + SAMPLING);
    }

    @Test
    void aSeriesOfOneStepIsJustANormalNumber() {
        float[] values = new float[SERIES];
        new ColouredNoise(1, 2).fill(values, 0, 1, new Seed(1).generator());
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        assertThat(squares / SERIES).isCloseTo(1, within(SAMPLING));
    }

    private static float[] noise(float exponent) {
        float[] values = new float[SERIES * HORIZON];
        new ColouredNoise(HORIZON, exponent).fill(values, 0, 1, new Seed(5).generator());
        return values;
    }

    private static double meanProduct(float[] noise, int one, int other) {
        double sum = 0;
        for (int start = 0; start < noise.length; start += HORIZON) {
            sum += noise[start + one] * noise[start + other];
        }
        return sum / SERIES;
    }

    private static double mean(float[] noise, int time) {
        double sum = 0;
        for (int start = 0; start < noise.length; start += HORIZON) {
            sum += noise[start + time];
        }
        return sum / SERIES;
    }
}
