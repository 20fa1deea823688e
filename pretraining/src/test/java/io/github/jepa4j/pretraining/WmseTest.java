package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WmseTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return new Wmse(8, true);
    }

    @Test
    void whatIsWhitenedHasTheIdentityForItsCovariance() {
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(JointEmbeddingLossContract.draw("wide", 3), SHAPE);
            var covariance = Embeddings.covariance(Wmse.whitened(z));
            var error = covariance.sub(Embeddings.identity(E, covariance)).abs().max();

            // the covariance is shrunk by 1e-4 before it is inverted
            assertThat(Finite.value(error)).isLessThan(1e-3);
        }
    }

    @Test
    void itsValueIsThatOfPlainLoopsOverEachPart() {
        double[] first = JointEmbeddingLossContract.draw("first", 1);
        double[] second = JointEmbeddingLossContract.draw("second", 1); // 24 numbers: 12 images of two
        double expected = 0;
        for (int part = 0; part < 3; part++) {
            double[] a = whitened(Arrays.copyOfRange(first, part * 8, (part + 1) * 8));
            double[] b = whitened(Arrays.copyOfRange(second, part * 8, (part + 1) * 8));
            for (int i = 0; i < 8; i += 2) {
                double cosine =
                        (a[i] * b[i] + a[i + 1] * b[i + 1]) / Math.hypot(a[i], a[i + 1]) / Math.hypot(b[i], b[i + 1]);
                expected += (2 - 2 * cosine) / 12;
            }
        }
        try (Scope scope = Scope.open()) {
            var loss = new Wmse(4, true).of(Finite.tensor(first, 12, 2), Finite.tensor(second, 12, 2), SEED);

            assertThat(Finite.value(loss.total())).isCloseTo(expected, within(1e-9));
        }
    }

    /// Four images of two numbers, by the inverse of the Cholesky factor of their shrunk covariance.
    private static double[] whitened(double[] rows) {
        double[] mean = new double[2];
        double[] covariance = new double[3]; // of the first, of both, of the second
        for (int i = 0; i < 8; i++) {
            mean[i % 2] += rows[i] / 4;
        }
        for (int i = 0; i < 8; i += 2) {
            double x = rows[i] - mean[0];
            double y = rows[i + 1] - mean[1];
            covariance[0] += x * x / 3;
            covariance[1] += x * y / 3;
            covariance[2] += y * y / 3;
        }
        double ball = 1e-4 * (covariance[0] + covariance[2]) / 2;
        double upper = Math.sqrt((1 - 1e-4) * covariance[0] + ball);
        double left = (1 - 1e-4) * covariance[1] / upper;
        double lower = Math.sqrt((1 - 1e-4) * covariance[2] + ball - left * left);
        double[] white = new double[8];
        for (int i = 0; i < 8; i += 2) {
            white[i] = (rows[i] - mean[0]) / upper;
            white[i + 1] = (rows[i + 1] - mean[1] - left * white[i]) / lower;
        }
        return white;
    }

    @Test
    void theSizeOfTheEmbeddingsDoesNotMatter() {
        double[] first = JointEmbeddingLossContract.draw("first", 30);
        double[] second = JointEmbeddingLossContract.draw("second", 30);
        try (Scope scope = Scope.open()) {
            var a = Finite.tensor(first, SHAPE);
            var b = Finite.tensor(second, SHAPE);
            var larger = loss().of(a.mul(new Scalar(7.0)), b.mul(new Scalar(7.0)), SEED);

            assertThat(Finite.value(larger.total())).isCloseTo(value(first, second), within(1e-9));
        }
    }

    /// Were the shrinkage not measured by the embeddings, rounding would outweigh it where they are large, and
    /// it would outweigh them where they are small.
    @ParameterizedTest
    @ValueSource(floats = {1e-3f, 1, 1e3f})
    void ofEmbeddingsThatHaveLostADimensionTheOthersAreWhitenedInSinglePrecisionToo(float scale) {
        int dimensions = 6;
        float[] first = withTheLastNumberTwice("first", dimensions, scale);
        float[] second = withTheLastNumberTwice("second", dimensions, scale);
        try (Scope scope = Scope.open()) {
            var a = Natives.of(first, first.length / dimensions, dimensions);
            a.set_requires_grad(true);
            var b = Natives.of(second, second.length / dimensions, dimensions);
            var total = new Wmse(first.length / dimensions, true).of(a, b, SEED).total();
            var gradient =
                    torch.grad(new TensorVector(total), new TensorVector(a)).get(0);

            double spread =
                    Embeddings.covariance(Wmse.whitened(b)).diagonal().sum().item_float();
            assertThat(spread).as("one each of the dimensions that are left").isCloseTo(dimensions - 1, within(1e-2));
            assertThat(total.item_float()).as("as of any size").isCloseTo(ofSizeOne(dimensions), within(1e-4f));
            assertThat(gradient.abs().sum().mul(new Scalar((double) scale)).item_float())
                    .as("the slope is steeper where embeddings are smaller")
                    .isBetween(1f, 100f);
        }
    }

    private static float ofSizeOne(int dimensions) {
        float[] first = withTheLastNumberTwice("first", dimensions, 1);
        float[] second = withTheLastNumberTwice("second", dimensions, 1);
        var a = Natives.of(first, first.length / dimensions, dimensions);
        var b = Natives.of(second, second.length / dimensions, dimensions);
        return new Wmse(first.length / dimensions, true).of(a, b, SEED).total().item_float();
    }

    /// `[64, E]`, normal.
    private static float[] withTheLastNumberTwice(String name, int dimensions, float scale) {
        var random = new Seed(29).split(name).generator();
        float[] values = new float[64 * dimensions];
        for (int i = 0; i < values.length; i++) {
            boolean isLast = i % dimensions == dimensions - 1;
            values[i] = isLast ? values[i - 1] : (float) random.nextGaussian() * scale;
        }
        return values;
    }

    @Test
    void aBatchThatIsNoMultipleOfThePartIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    try (Scope scope = Scope.open()) {
                        var z = Finite.tensor(JointEmbeddingLossContract.spread(), SHAPE);
                        new Wmse(5, true).of(z, z, SEED);
                    }
                })
                .withMessageContaining("Maybe");
    }
}
