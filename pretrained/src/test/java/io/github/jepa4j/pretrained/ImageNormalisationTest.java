package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImageNormalisationTest {

    private static final int AREA = 256;

    @Test
    void bytesAndTheirPartsOf255BecomeTheSameNumbers() {
        ImageNormalisation normalisation = ImageNormalisation.imageNet();
        byte[] bytes = new byte[2 * 3 * AREA]; // two frames, of which every channel has every value
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
            values[i] = (i % AREA) / 255f;
        }
        float[] made = new float[bytes.length + 1];

        normalisation.normalise(bytes, AREA, made, 1);
        normalisation.normalise(values, AREA);

        assertThat(made).startsWith(0f).endsWith(values);
        // the green of the second frame, 51 of 255
        assertThat(values[4 * AREA + 51]).isCloseTo((0.2f - 0.456f) / 0.224f, within(1e-6f));
    }

    @Test
    void whatNormalisesNothingIsRefused() {
        assertRefused(() -> new ImageNormalisation(new float[0], new float[0]), "has 0 and 0");
        assertRefused(() -> new ImageNormalisation(new float[2], new float[] {1}), "has 2 and 1");
        assertRefused(() -> new ImageNormalisation(new float[1], new float[] {0}), "deviation 0.0");
        assertRefused(() -> new ImageNormalisation(new float[] {Float.NaN}, new float[] {1}), "mean NaN");
        assertRefused(
                () -> new ImageNormalisation(new float[1], new float[] {Float.POSITIVE_INFINITY}),
                "deviation Infinity");
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(why, "\nMaybe");
    }
}
