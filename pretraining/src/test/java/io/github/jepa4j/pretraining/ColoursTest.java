package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {

    private static final int SIZE = 40;

    /// The matrices of YIQ are published with four digits.
    private static final float FOUR_DIGITS = 2e-3f;

    private static final float ROUNDING = 1e-5f;

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1})
    void hueTurnedByAWholeCircleIsNearlyTheImage(double turns) {
        float[] image = image(0, 1);

        assertThat(changed(image, pixels -> Colours.turnHue(pixels, turns)))
                .containsExactly(image, within(FOUR_DIGITS));
    }

    @Test
    void hueTurnedForthAndBackIsNearlyTheImageAndInBetweenAnother() {
        float[] image = image(0.4f, 0.6f); // far from where values are cut off

        float[] turned = changed(image, pixels -> Colours.turnHue(pixels, 0.3));

        assertThat(changed(turned, pixels -> Colours.turnHue(pixels, -0.3)))
                .containsExactly(image, within(FOUR_DIGITS));
        assertThat(distance(image, turned)).isGreaterThan(0.01);
        for (int i = 0; i < SIZE; i++) {
            assertThat(grey(turned, i)).isCloseTo(grey(image, i), within(FOUR_DIGITS)); // the brightness stays
        }
    }

    @Test
    void hueLeavesGreyAlone() {
        float[] image = image(0, 1);
        Colours.saturate(image, 0);

        assertThat(changed(image, pixels -> Colours.turnHue(pixels, 0.37))).containsExactly(image, within(FOUR_DIGITS));
    }

    @Test
    void withoutSaturationAllThreeChannelsAreTheGreyThatTheEyeSees() {
        float[] image = image(0, 1);

        float[] grey = changed(image, pixels -> Colours.saturate(pixels, 0));

        for (int i = 0; i < SIZE; i++) {
            for (int c = 0; c < 3; c++) {
                assertThat(grey[c * SIZE + i]).isCloseTo(grey(image, i), within(ROUNDING));
            }
        }
    }

    @Test
    void aFactorOfOneChangesNothing() {
        float[] image = image(0, 1);

        assertThat(changed(image, pixels -> Colours.brighten(pixels, 1))).isEqualTo(image);
        assertThat(changed(image, pixels -> Colours.contrast(pixels, 1))).containsExactly(image, within(ROUNDING));
        assertThat(changed(image, pixels -> Colours.saturate(pixels, 1))).containsExactly(image, within(ROUNDING));
    }

    @Test
    void contrastKeepsTheMeanGreyAndScalesWhatIsAroundIt() {
        float[] image = image(0.35f, 0.65f);
        float mean = meanGrey(image);

        float[] changed = changed(image, pixels -> Colours.contrast(pixels, 1.4));

        assertThat(meanGrey(changed)).isCloseTo(mean, within(ROUNDING));
        for (int i = 0; i < image.length; i++) {
            assertThat(changed[i] - mean).isCloseTo(1.4f * (image[i] - mean), within(ROUNDING));
        }
    }

    @Test
    void brightnessScalesUpToWhite() {
        assertThat(changed(new float[] {0.1f, 0.5f, 0.9f}, pixels -> Colours.brighten(pixels, 1.4)))
                .containsExactly(new float[] {0.14f, 0.7f, 1}, within(ROUNDING));
    }

    @Test
    void solarisingInvertsTheBrightHalf() {
        assertThat(changed(new float[] {0, 0.2f, 0.49f, 0.5f, 0.75f, 1}, Colours::solarise))
                .containsExactly(new float[] {0, 0.2f, 0.49f, 0.5f, 0.25f, 0}, within(ROUNDING));
    }

    private static float[] changed(float[] image, Consumer<float[]> change) {
        float[] copy = image.clone();
        change.accept(copy);
        return copy;
    }

    private static float[] image(float from, float to) {
        SplittableRandom random = new SplittableRandom(5);
        float[] image = new float[3 * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = from + random.nextFloat() * (to - from);
        }
        return image;
    }

    private static float grey(float[] image, int i) {
        return 0.299f * image[i] + 0.587f * image[SIZE + i] + 0.114f * image[2 * SIZE + i];
    }

    private static float meanGrey(float[] image) {
        float sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += grey(image, i);
        }
        return sum / SIZE;
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / one.length;
    }
}
