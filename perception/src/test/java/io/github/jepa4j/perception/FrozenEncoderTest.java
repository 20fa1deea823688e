package io.github.jepa4j.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is put around an encoder that was made elsewhere.
class FrozenEncoderTest {

    /// The brightest and the darkest pixel of one row of three.
    private record Extremes(float gain) implements Encoder {

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public Latent encode(Observation observation) {
            if (!(observation instanceof Pixels row) || row.values().length != 3) {
                throw new IllegalArgumentException("Three pixels were expected.\nMaybe cut it.");
            }
            int[] sorted = {row.at(0, 0, 0), row.at(0, 0, 1), row.at(0, 0, 2)};
            Arrays.sort(sorted);
            return new Latent(new float[] {gain * sorted[2], gain * sorted[0]});
        }
    }

    private static Pixels row(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Pixels(1, 1, bytes.length, bytes);
    }

    @Test
    void latentsAreShiftedAndScaledAloneAndTogether() {
        var encoder = new StandardisedEncoder(new Extremes(1), new float[] {100, 10}, new float[] {50, 2});

        assertThat(encoder.dimension()).isEqualTo(2);
        assertThat(encoder.encode(row(14, 200, 100)).values()).containsExactly(2, 2);
        assertThat(encoder.encode(List.of(row(14, 200, 100), row(10, 10, 100))))
                .containsExactly(new Latent(new float[] {2, 2}), new Latent(new float[] {0, 0}));
    }

    @Test
    void aScaleOfAnotherEncoderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StandardisedEncoder(new Extremes(1), new float[3], new float[] {1, 1, 1}))
                .withMessageContainingAll("2 dimensions", "3 means", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StandardisedEncoder(new Extremes(1), new float[2], new float[] {1, 0}))
                .withMessageContainingAll("dimension 1", "0.0", "\nMaybe");
    }

    @Test
    void picturesAreShownToAnEncoderInAnotherForm() {
        var encoder = new ViewingEncoder(new Extremes(1), wide -> row(wide.at(0, 0, 0), wide.at(0, 0, 1), 7));

        assertThat(encoder.encode(row(5, 6, 200, 200)).values()).containsExactly(7, 5);
        assertThat(encoder.encode(List.of(row(9, 9, 0, 0)))).containsExactly(new Latent(new float[] {9, 7}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(new Signals(new float[] {1})))
                .withMessageContainingAll("Signals[1.0]", "pixels", "\nMaybe");
    }

    @Test
    void anEncoderIsKnownAgainByItsMarkAlsoOneReadFromAFile() {
        var mark = EncoderMark.of(new Extremes(1), 1, 1, 3);
        EncoderMark read = EncoderMark.in(new SafeTensors(mark.tensors(), Map.of()));

        assertThat(read).isEqualTo(mark);
        assertThatCode(() -> read.require(new Extremes(1.000_001f), "It")).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.require(new Extremes(1.1f), "The run"))
                .withMessageContainingAll("The run belongs to another encoder", "[1, 1, 3]", "\nMaybe");
    }

    @Test
    void aMarkThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderMark.of(new Extremes(1), 2, 1, 3))
                .withMessageContaining("Three pixels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderMark.of(new Extremes(1), 1, 1 << 20, 1 << 20))
                .withMessageContainingAll("impossible", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderMark.in(new SafeTensors(Map.of("encoder.shape", Tensor.zeros(2)), Map.of())))
                .withMessageContainingAll("encoder.shape", "\nMaybe");
    }
}
