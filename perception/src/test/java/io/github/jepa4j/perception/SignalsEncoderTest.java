package io.github.jepa4j.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsEncoderTest {

    /// A temperature, and an angle in degrees; one hidden unit that is the normalised temperature where it is above
    /// the mean, and one feature that is twice that, and 1.
    private static final SignalsSpec SPEC = new SignalsSpec(
            List.of("temperature", "angle"),
            new float[] {0, 360},
            new float[] {300, 0, 0.5f},
            new float[] {10, 1, 0.5f},
            new int[] {1},
            1);
    private static final SignalsEncoder ENCODER = SignalsEncoder.of(
            SPEC,
            new SafeTensors(
                    Map.of(
                            "encoder.hidden.0.weight", new Tensor(new int[] {1, 3}, new float[] {1, 0, 0}),
                            "encoder.hidden.0.bias", new Tensor(new int[] {1}, new float[1]),
                            "encoder.output.weight", new Tensor(new int[] {1, 1}, new float[] {2}),
                            "encoder.output.bias", new Tensor(new int[] {1}, new float[] {1})),
                    Map.of()));

    @Test
    void theLatentHoldsTheNormalisedSignalsAndThenWhatIsLearned() {
        float[] warm = ENCODER.encode(new Signals(new float[] {320, 90})).values();

        assertThat(warm).hasSize(ENCODER.dimension());
        assertThat(warm[0]).isEqualTo(2);
        assertThat(warm[1]).isEqualTo(1);
        assertThat(warm[2]).isCloseTo(-1, within(1e-6f));
        assertThat(warm[3]).isEqualTo(5);
        assertThat(ENCODER.encode(new Signals(new float[] {290, 90})).values()[3])
                .isEqualTo(1);
    }

    @Test
    void signalsAreReadBackFromALatentAnAngleWithinHalfATurn() {
        float[] latent =
                ENCODER.encode(new Signals(new float[] {320, 450 + 120})).values();

        Signals read = SPEC.read(latent, 0);

        assertThat(read.values()[0]).isEqualTo(320);
        assertThat(read.values()[1]).isCloseTo(-150, within(1e-4f));
        assertThat(SPEC.weights("temperature")).containsExactly(10, 0, 0, 0);
        assertThat(SPEC.bias("temperature")).isEqualTo(300);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.weights("angle"))
                .withMessageContaining("Maybe");
        assertThat(SPEC.place(1)).isEqualTo(1);
        assertThat(SPEC.parameters()).isEqualTo(4 + 2);
    }

    @Test
    void aMissingReadingMakesNoLatentAndOtherSignalsAndPixelsAreRefused() {
        assertThat(ENCODER.encode(new Signals(new float[] {Float.NaN, 0})).values())
                .contains(Float.NaN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ENCODER.encode(new Signals(new float[] {1})))
                .withMessageContainingAll("[temperature, angle]", "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ENCODER.encode(new Pixels(1, 1, 1, new byte[1])))
                .withMessageContaining("Maybe");
    }
}
