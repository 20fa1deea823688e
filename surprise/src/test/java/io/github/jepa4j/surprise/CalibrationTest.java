package io.github.jepa4j.surprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final int DRAWS = 4000;

    @Test
    void theShareCountsUsualSurprisesThatAreAtLeastAsLargeAndTheClipItself() {
        Calibration calibration = new Calibration(new double[] {4, 2, 1, 2});

        assertThat(calibration.share(0)).isEqualTo(1);
        assertThat(calibration.share(1)).isEqualTo(1);
        assertThat(calibration.share(2)).isEqualTo(0.8);
        assertThat(calibration.share(3)).isEqualTo(0.4);
        assertThat(calibration.share(4)).isEqualTo(0.4);
        assertThat(calibration.share(5)).isEqualTo(0.2);
        assertThat(calibration.share(Double.POSITIVE_INFINITY)).isEqualTo(0.2);
    }

    @Test
    void ofExchangeableClipsEveryShareIsAsFrequentAsEveryOther() {
        int[] counts = new int[21];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] all = normal(new Seed(8).split(draw), 20);
            double share = new Calibration(Arrays.copyOf(all, 19)).share(all[19]);
            counts[(int) Math.round(20 * share)]++;
        }

        double expected = DRAWS / 20.0;
        double squares = 0;
        for (int k = 1; k <= 20; k++) {
            squares += Math.pow(counts[k] - expected, 2) / expected;
        }
        assertThat(counts[0]).isZero();
        assertThat(squares)
                .as("chi squared with 19 degrees of freedom; 43.8 is exceeded once in 1000")
                .isLessThan(43.8);
    }

    @Test
    void alsoWithTiesNoShareIsTooSmallTooOften() {
        int alarms = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] all = normal(new Seed(9).split(draw), 40);
            for (int i = 0; i < all.length; i++) {
                all[i] = Math.rint(all[i]);
            }
            alarms += new Calibration(Arrays.copyOf(all, 39)).share(all[39]) <= 0.1 ? 1 : 0;
        }

        double deviation = Math.sqrt(0.1 * 0.9 * DRAWS);
        assertThat(alarms).isLessThan((int) (0.1 * DRAWS + 3 * deviation)).isPositive();
    }

    @Test
    void aQuantileIsOneOfTheUsualSurprises() {
        double[] usual = {30, 10, 20, 50, 40};
        Calibration calibration = new Calibration(usual);

        assertThat(calibration.quantile(0)).isEqualTo(10);
        assertThat(calibration.quantile(0.5)).isEqualTo(30);
        assertThat(calibration.quantile(0.9)).isEqualTo(50);
        assertThat(calibration.quantile(1)).isEqualTo(50);
        assertThat(usual).as("what was given is not sorted").containsExactly(30, 10, 20, 50, 40);
    }

    @Test
    void aboveALevelAreThoseSurprisesWhoseShareIsAtMostTheOneAskedFor() {
        Seed seed = new Seed(10);
        for (int size = 1; size <= 40; size++) {
            double[] usual = normal(seed.split(size), size);
            for (int i = 0; i < size; i++) {
                usual[i] = Math.rint(3 * usual[i]); // some are equal
            }
            Calibration calibration = new Calibration(usual);
            for (int percent = 0; percent < 100; percent++) {
                double level = calibration.level(percent / 100.0);
                for (double surprise = -12; surprise <= 12; surprise += 0.5) {
                    assertThat(surprise > level)
                            .as("%s of %d at %d %%", surprise, size, percent)
                            .isEqualTo(calibration.share(surprise) <= percent / 100.0);
                }
            }
        }
    }

    @Test
    void whatIsRarerThanSoFewUsualSurprisesCanTellHasNoLevel() {
        Calibration nineteen = new Calibration(normal(new Seed(11), 19));

        assertThat(nineteen.level(0.05)).isEqualTo(nineteen.quantile(1));
        assertThat(nineteen.level(0.049)).isInfinite();
        assertThat(nineteen.level(0)).isInfinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nineteen.level(5))
                .withMessageContainingAll("5.0", "\nMaybe it was given in percent");
    }

    @Test
    void whatIsNoSurpriseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(new double[0]))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(new double[] {1, Double.NaN}))
                .withMessageContainingAll("NaN", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(new double[] {Double.NEGATIVE_INFINITY, 1}))
                .withMessageContaining("\nMaybe");
        Calibration one = new Calibration(new double[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.share(Double.NaN))
                .withMessageContainingAll("NaN", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.quantile(90))
                .withMessageContainingAll("90.0", "\nMaybe it was given in percent");
    }

    private static double[] normal(Seed seed, int size) {
        var random = seed.generator();
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
