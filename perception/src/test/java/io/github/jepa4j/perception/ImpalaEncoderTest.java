package io.github.jepa4j.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpalaEncoderTest {

    /// Single precision through a dozen layers, on latents of about 1.
    private static final double TOLERANCE = 5e-5;

    @ParameterizedTest
    @CsvSource({"1, 2, 13, 11", "1, 0, 8, 8", "2, 1, 13, 11", "4, 1, 21, 18", "4, 2, 5, 3", "1, 1, 1, 1"})
    void itsLatentIsThatOfTheNetworkInDoublePrecision(int stride, int blocks, int rows, int columns) {
        ImpalaSpec spec = spec(rows, columns, new int[] {5, 16, 20}, blocks, stride);
        SafeTensors weights = EncoderWeights.random(spec, new Seed(stride));
        Pixels image = image(rows, columns, 0);
        double[] expected =
                new PlainImpala(spec, weights).encode(spec.normalisation().normalise(image));

        for (Kernels kernels : new Kernels[] {Kernels.best(), Kernels.scalar()}) {
            float[] latent =
                    ImpalaEncoder.of(spec, weights, kernels).encode(image).values();
            assertThat(latent).hasSize(expected.length);
            for (int i = 0; i < latent.length; i++) {
                assertThat(Math.abs(latent[i] - expected[i]))
                        .as(kernels.description())
                        .isLessThan(TOLERANCE);
            }
        }
    }

    @Test
    void nothingBeyondTheBorderIsEverTheLargestEvenWhereAllIsNegative() {
        float[] values = new float[5 * 4];
        Arrays.fill(values, -7);

        assertThat(new FeatureMap(5, 4, 1, values).pooled().values()).hasSize(6).containsOnly(-7);
    }

    @Test
    void aBatchIsEncodedAsItsImagesOneByOneAndInTheirOrder() {
        ImpalaSpec spec = spec(12, 12, new int[] {4, 4}, 1, 1);
        ImpalaEncoder encoder = ImpalaEncoder.of(spec, EncoderWeights.random(spec, new Seed(1)));
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            images.add(image(12, 12, i));
        }

        assertThat(encoder.encode(images))
                .isEqualTo(images.stream().map(encoder::encode).toList());
    }

    @Test
    void anImageOfAnotherSizeIsRefusedWithBothShapes() {
        ImpalaSpec spec = spec(12, 12, new int[] {4}, 1, 1);
        ImpalaEncoder encoder = ImpalaEncoder.of(spec, EncoderWeights.random(spec, new Seed(1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(image(12, 13, 0)))
                .withMessageContainingAll("[2, 12, 12]", "[2, 12, 13]", "Maybe");
    }

    @Test
    void signalsAreRefused() {
        ImpalaSpec spec = spec(12, 12, new int[] {4}, 1, 1);
        ImpalaEncoder encoder = ImpalaEncoder.of(spec, EncoderWeights.random(spec, new Seed(1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(new Signals(new float[] {1})))
                .withMessageContainingAll("pixels", "Signals", "Maybe");
    }

    @Test
    void aDivergedWeightIsReportedWithItsName() {
        ImpalaSpec spec = spec(12, 12, new int[] {4}, 1, 1);
        SafeTensors weights = EncoderWeights.random(spec, new Seed(1));
        weights.tensors().get("encoder.stack.0.block.0.conv2.bias").values()[1] = Float.POSITIVE_INFINITY;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImpalaEncoder.of(spec, weights))
                .withMessageContainingAll("encoder.stack.0.block.0.conv2.bias", "Infinity", "Maybe");
    }

    private static ImpalaSpec spec(int rows, int columns, int[] widths, int blocks, int stride) {
        return new ImpalaSpec(
                2, rows, columns, widths, blocks, stride, 19, new float[] {0.4f, 0.5f}, new float[] {0.2f, 0.3f});
    }

    private static Pixels image(int rows, int columns, int index) {
        byte[] bytes = new byte[2 * rows * columns];
        var random = new Seed(5).split(index).generator();
        random.nextBytes(bytes);
        return new Pixels(2, rows, columns, bytes);
    }
}
