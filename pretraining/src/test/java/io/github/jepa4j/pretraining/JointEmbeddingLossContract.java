package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every loss on the embeddings of two views promises.
public interface JointEmbeddingLossContract {

    /// Images of a batch.
    int B = 8;
    /// Dimensions of an embedding.
    int E = 3;
    /// `[B, E]`.
    long[] SHAPE = {B, E};
    /// Of the losses that draw at random.
    Seed SEED = new Seed(5);

    /// The loss, with settings that take batches of 8 and embeddings of 3.
    JointEmbeddingLoss loss();

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @Test
    default void itsGradientIsThatOfFiniteDifferencesInBothViews() {
        double[] first = draw("first", 0.6);
        double[] second = draw("second", 0.6);

        Finite.holdsAt(
                first,
                SHAPE,
                a -> loss().of(a, Finite.tensor(second, SHAPE), SEED).total());
        Finite.holdsAt(
                second,
                SHAPE,
                b -> loss().of(Finite.tensor(first, SHAPE), b, SEED).total());
    }

    @Test
    default void neitherTheOrderOfImagesNorThatOfViewsMatters() {
        double[] first = draw("first", 1);
        double[] second = draw("second", 1);
        double value = value(first, second);

        assertThat(value(turned(first), turned(second))).isCloseTo(value, within(1e-9));
        assertThat(value(second, first)).isCloseTo(value, within(1e-9));
    }

    @Test
    default void aCollapsedBatchIsWorseThanOneWhoseViewsAgreeAndWhoseImagesDiffer() {
        double[] same = new double[B * E];
        java.util.Arrays.fill(same, 0.7);

        assertThat(value(same, same)).isGreaterThan(value(spread(), spread()) + 1e-3);
    }

    @Test
    default void atACollapsedBatchTheGradientIsStillANumber() {
        double[] same = new double[B * E];
        java.util.Arrays.fill(same, 0.7);
        try (Scope scope = Scope.open()) {
            Tensor input = Finite.tensor(same, SHAPE);
            input.set_requires_grad(true);
            Tensor loss = loss().of(input, Finite.tensor(same, SHAPE), SEED).total();
            Tensor gradient =
                    torch.grad(new TensorVector(loss), new TensorVector(input)).get(0);

            assertThat(Finite.value(gradient.abs().sum())).isFinite();
        }
    }

    @Test
    default void aBatchWhoseViewsAgreeIsBetterThanOneWhoseViewsAreMixedUp() {
        assertThat(value(spread(), spread())).isLessThan(value(spread(), turned(spread())) - 1e-3);
    }

    /// The loss of two views.
    default double value(double[] first, double[] second) {
        try (Scope scope = Scope.open()) {
            return Finite.value(loss().of(Finite.tensor(first, SHAPE), Finite.tensor(second, SHAPE), SEED)
                    .total());
        }
    }

    /// Normal values.
    static double[] draw(String name, double std) {
        var random = new Seed(11).split(name).generator();
        double[] values = new double[B * E];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() * std;
        }
        return values;
    }

    /// The corners of a cube: mean 0, variance 1 (nearly), no covariance.
    static double[] spread() {
        double[] values = new double[B * E];
        for (int b = 0; b < B; b++) {
            for (int e = 0; e < E; e++) {
                values[b * E + e] = (b >> e & 1) == 0 ? -1 : 1;
            }
        }
        return values;
    }

    /// The same images in another order.
    static double[] turned(double[] values) {
        double[] turned = new double[values.length];
        for (int b = 0; b < B; b++) {
            System.arraycopy(values, b * E, turned, (b + 3) % B * E, E);
        }
        return turned;
    }
}
