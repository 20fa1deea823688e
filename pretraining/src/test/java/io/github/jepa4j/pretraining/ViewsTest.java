package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.pretraining.Views.Crop;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsTest {

    private static final Seed SEED = new Seed(41);
    private static final ViewSettings MIRRORED = new ViewSettings(1, 1, 0, 0, 0, 0, 0, 0, 0);

    /// Values up to 1 in single precision, mixed twice.
    private static final float ROUNDING = 1e-6f;

    @ParameterizedTest
    @CsvSource({"1,8,8", "3,5,7", "3,1,1", "2,1,9", "1,9,1"})
    void theViewOfNoChangeIsTheImageOver255(int channels, int rows, int columns) {
        byte[] image = noise(channels * rows * columns);

        float[] view = view(image, channels, rows, columns, ViewSettings.none(), SEED);

        for (int i = 0; i < image.length; i++) {
            assertThat(view[i]).isEqualTo((image[i] & 0xFF) / 255f);
        }
    }

    @Test
    void aMirroredImageIsTheImageFromRightToLeftAndTwiceMirroredTheImage() {
        byte[] image = noise(2 * 5 * 7);

        float[] once = view(image, 2, 5, 7, MIRRORED, SEED);
        float[] twice = view(bytes(once), 2, 5, 7, MIRRORED, SEED);

        for (int row = 0; row < 10; row++) {
            for (int x = 0; x < 7; x++) {
                assertThat(once[row * 7 + x]).isEqualTo((image[row * 7 + 6 - x] & 0xFF) / 255f);
            }
        }
        assertThat(bytes(twice)).isEqualTo(image);
    }

    @Test
    void whatIsUnmirroredIsNeverMirrored() {
        byte[] image = noise(2 * 5 * 7);

        float[] view = view(image, 2, 5, 7, MIRRORED.unmirrored(), SEED);

        assertThat(bytes(view)).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"0.5,1.25,6.5,5.5,false", "2,1,4,4,true", "0.5,0.5,9,11,false", "3.3,4.1,2,3,true"})
    void theCropOfARampIsARamp(double top, double left, double height, double width, boolean mirrored) {
        int rows = 10;
        int columns = 12;
        byte[] ramp = new byte[rows * columns];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (7 * (i / columns) + 11 * (i % columns));
        }
        float[] view = new float[ramp.length];

        new Views(1, rows, columns, ViewSettings.none())
                .resample(ramp, new Crop(top, left, height, width), mirrored, view);

        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int from = mirrored ? columns - 1 - x : x;
                // the middle of a target pixel, in the image's pixels, whose own middles are at halves
                double down = top + (y + 0.5) / rows * height - 0.5;
                double right = left + (from + 0.5) / columns * width - 0.5;
                assertThat((double) view[y * columns + x])
                        .isCloseTo((7 * down + 11 * right) / 255, within((double) 10 * ROUNDING));
            }
        }
    }

    @Test
    void cropsLieInsideAndTheirAreasFillTheRange() {
        byte[] ramp = new byte[64 * 64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i % 64);
        }
        ViewSettings settings = new ViewSettings(0.2, 0, 0, 0, 0, 0, 0, 0, 0);
        double least = 1;
        double greatest = 0;
        for (int n = 0; n < 300; n++) {
            float[] view = view(ramp, 1, 64, 64, settings, SEED.split(n));
            double width = (view[32 * 64 + 40] - view[32 * 64 + 24]) * 255 / 16; // as a part of the image's
            least = Math.min(least, width);
            greatest = Math.max(greatest, width);
        }

        assertThat(least).isBetween(Math.sqrt(0.2 * 0.75) - 0.01, 0.5);
        assertThat(greatest).isBetween(0.93, 1.001);
    }

    @Test
    void allFramesOfAClipAreSeenAlike() {
        byte[] image = noise(3 * 8 * 8);
        byte[] clip = new byte[4 * image.length];
        for (int t = 0; t < 4; t++) {
            System.arraycopy(image, 0, clip, t * image.length, image.length);
        }
        for (int n = 0; n < 20; n++) {
            float[] view = view(clip, 3, 8, 8, ViewSettings.twoViews(), SEED.split(n));
            float[] alone = view(image, 3, 8, 8, ViewSettings.twoViews(), SEED.split(n));
            for (int t = 0; t < 4; t++) {
                assertThat(Arrays.copyOfRange(view, t * image.length, (t + 1) * image.length))
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void aViewIsAFunctionOfTheSeedAndOtherSeedsGiveOthers() {
        byte[] image = noise(3 * 8 * 8);
        float[] view = view(image, 3, 8, 8, ViewSettings.twoViews(), SEED);

        assertThat(view(image, 3, 8, 8, ViewSettings.twoViews(), SEED)).isEqualTo(view);
        assertThat(view(image, 3, 8, 8, ViewSettings.twoViews(), SEED.split(1))).isNotEqualTo(view);
    }

    @Test
    void viewsStayBetweenDarkAndBright() {
        for (int n = 0; n < 200; n++) {
            for (float value : view(noise(3 * 6 * 6), 3, 6, 6, ViewSettings.twoViews(), SEED.split(n))) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void eachChangeComesAsOftenAsItIsSaidTo() {
        byte[] image = noise(3 * 8 * 8);
        float[] plain = view(image, 3, 8, 8, ViewSettings.none(), SEED);
        int grey = 0;
        int solarised = 0;
        int mirrored = 0;
        int recoloured = 0;
        for (int n = 0; n < 1000; n++) {
            Seed seed = SEED.split(n);
            float[] seen = view(image, 3, 8, 8, new ViewSettings(1, 0, 0, 0, 0, 0, 0, 0.2, 0), seed);
            grey += Math.abs(seen[0] - seen[64]) < ROUNDING && !Arrays.equals(seen, plain) ? 1 : 0;
            solarised += isChanged(view(image, 3, 8, 8, new ViewSettings(1, 0, 0, 0, 0, 0, 0, 0, 0.1), seed), plain);
            mirrored += isChanged(view(image, 3, 8, 8, new ViewSettings(1, 0.5, 0, 0, 0, 0, 0, 0, 0), seed), plain);
            recoloured += isChanged(view(image, 3, 8, 8, new ViewSettings(1, 0, 0.8, 0.4, 0, 0, 0, 0, 0), seed), plain);
        }

        assertThat(grey).isBetween(160, 240); // three deviations of 13
        assertThat(solarised).isBetween(70, 130);
        assertThat(mirrored).isBetween(450, 550);
        assertThat(recoloured).isBetween(760, 840);
    }

    private static int isChanged(float[] view, float[] plain) {
        return Arrays.equals(view, plain) ? 0 : 1;
    }

    @Test
    void coloursAreLeftAloneWhereThereAreNotThree() {
        byte[] image = noise(2 * 6 * 6);
        ViewSettings colours = new ViewSettings(1, 0, 1, 0.4, 0.4, 0.4, 0.2, 1, 1);

        assertThat(view(image, 2, 6, 6, colours, SEED)).isEqualTo(view(image, 2, 6, 6, ViewSettings.none(), SEED));
    }

    static double[][] refused() {
        double[][] refused = new double[12][];
        double[] good = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.5, 0.5};
        for (int i = 0; i < 9; i++) {
            refused[i] = good.clone();
            refused[i][i] = 1.5;
        }
        refused[9] = good.clone();
        refused[9][0] = 0;
        refused[10] = good.clone();
        refused[10][3] = Double.NaN;
        refused[11] = good.clone();
        refused[11][6] = -0.1;
        return refused;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void settingsOutOfRangeAreRefused(double[] s) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ViewSettings(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8]))
                .withMessageContainingAll("The views' ", "\nMaybe");
    }

    private static float[] view(byte[] clip, int channels, int rows, int columns, ViewSettings settings, Seed seed) {
        float[] view = new float[clip.length];
        new Views(channels, rows, columns, settings).draw(clip, seed, view);
        return view;
    }

    private static byte[] noise(int size) {
        byte[] values = new byte[size];
        new SplittableRandom(7).nextBytes(values);
        return values;
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(values[i] * 255);
        }
        return bytes;
    }
}
