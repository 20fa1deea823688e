package io.github.jepa4j.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.world.Pixels;
import org.junit.jupiter.api.Test;

class PixelNormalisationTest {

    /// Half a unit of the last digit that is published.
    private static final float PUBLISHED = 6e-4f;

    private static final int SIDE = 65;

    private final PixelNormalisation normalisation =
            new PixelNormalisation(new float[] {0.0026f, 0.0989f}, new float[] {0.0369f, 0.2986f});

    @Test
    void dotAndWallGetTheValuesPublishedForTwoRooms() {
        float[] values = normalisation.normalise(dotAndWall(32, 32));

        assertThat(values[32 * SIDE + 32]).isCloseTo(27.029f, within(PUBLISHED));
        assertThat(values[0]).isCloseTo(-0.07046f, within(PUBLISHED));
        assertThat(values[SIDE * SIDE + 4]).isCloseTo(3.01774f, within(PUBLISHED));
        assertThat(values[SIDE * SIDE]).isCloseTo(-0.33121f, within(PUBLISHED));
    }

    @Test
    void aDotBetweenPixelsIsAsBrightAsOneOnAPixel() {
        float[] values = normalisation.normalise(dotAndWall(20.3, 41.75));

        assertThat(values[42 * SIDE + 20]).isCloseTo(27.029f, within(PUBLISHED));
    }

    @Test
    void aChannelOfOneValueIsTakenAsDark() {
        float[] values = normalisation.normalise(new Pixels(2, 1, 2, new byte[] {9, 9, 0, 0}));

        assertThat(values[0]).isEqualTo(values[1]).isCloseTo(-0.07046f, within(PUBLISHED));
    }

    @Test
    void anImageWithAnotherNumberOfChannelsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> normalisation.normalise(new Pixels(3, 1, 1, new byte[3])))
                .withMessageContainingAll("3 channels", "2", "Maybe");
    }

    @Test
    void aStandardDeviationOfZeroIsRefusedWithItsChannel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelNormalisation(new float[2], new float[] {1, 0}))
                .withMessageContainingAll("channel 1", "0.0", "Maybe");
    }

    private static Pixels dotAndWall(double dotX, double dotY) {
        byte[] bytes = new byte[2 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double squared = (x - dotX) * (x - dotX) + (y - dotY) * (y - dotY);
                bytes[y * SIDE + x] = (byte) (int) (255 * Math.exp(-squared / (2 * 1.3 * 1.3)));
            }
            bytes[SIDE * SIDE + y * SIDE + 4] = (byte) 255;
        }
        return new Pixels(2, SIDE, SIDE, bytes);
    }
}
