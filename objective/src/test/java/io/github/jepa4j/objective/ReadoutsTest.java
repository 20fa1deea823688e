package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Readouts, worked out by hand and held to their contract.
class ReadoutsTest {

    private static final LinearReadout LINEAR = LinearReadout.exact("x", "px", new float[] {0.5f, -1, 0.3f}, 0.2f);

    private static final PerceptronReadout BENT = new PerceptronReadout(
            LINEAR, new float[] {1, 0.5f, -0.4f, 0.3f, 0.2f, -0.8f}, new float[] {0.1f, -0.5f}, new float[] {2, -1});

    /// One latent dimension, one candidate: 0, 1, 3.
    private static final Rollout RISING = new Rollout(ActionBatch.zeros(1, 2, 1), 1, new float[] {0, 1, 3}, null);

    @Test
    void aPerceptronCorrectsALinearReadout() {
        var readout = new PerceptronReadout(
                LinearReadout.exact("x", "px", new float[] {2}, 1), new float[] {4}, new float[] {-1}, new float[] {5});
        // 2 z + 1 + 5 s(4 z - 1) with s(v) = v / sqrt(1 + v^2)
        float[] values = readout.read(RISING);
        assertThat(values[0]).isCloseTo((float) (1 - 5 / Math.sqrt(2)), within(1e-6f));
        assertThat(values[1]).isCloseTo((float) (3 + 15 / Math.sqrt(10)), within(1e-6f));
        assertThat(values[2]).isCloseTo((float) (7 + 55 / Math.sqrt(122)), within(1e-5f));
    }

    @Test
    void recalibratingChangesTheErrorAlone() {
        Readout readout = new RecalibratedReadout(LINEAR, new float[] {0.1f, 0.4f});
        assertThat(new float[] {readout.error(0), readout.error(1), readout.error(9)})
                .containsExactly(0.1f, 0.4f, 0.4f);
        assertThat(readout.name() + readout.unit()).isEqualTo("xpx");
    }

    @Test
    void whatIsNoReadoutIsRefused() {
        assertThatThrownBy(() -> new PerceptronReadout(LINEAR, new float[5], new float[2], new float[2]))
                .hasMessageContaining("The readout of x has 5 weights, 2 biases and 2 outputs")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new PerceptronReadout(LINEAR, new float[0], new float[0], new float[0]))
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(
                        () -> new PerceptronReadout(LINEAR, new float[] {1, 2, Float.NaN}, new float[1], new float[1]))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RecalibratedReadout(LINEAR, new float[0]))
                .hasMessageContaining("no calibrated error")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new RecalibratedReadout(LINEAR, new float[] {1, -1}))
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> BENT.read(RISING)).hasMessageContaining("reads 3 latent dimensions");
    }

    private interface OnThreeDimensions extends ReadoutContract {
        @Override
        default int latentDimension() {
            return 3;
        }
    }

    @Nested
    class Linear implements OnThreeDimensions {
        @Override
        public Readout readout() {
            return LINEAR;
        }
    }

    @Nested
    class Perceptron implements OnThreeDimensions {
        @Override
        public Readout readout() {
            return BENT;
        }
    }

    @Nested
    class Recalibrated implements OnThreeDimensions {
        @Override
        public Readout readout() {
            return new RecalibratedReadout(BENT, new float[] {1, 2, 3});
        }
    }
}
