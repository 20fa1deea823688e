package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;

class WmseTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return new Wmse(8);
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
    void theSizeOfTheEmbeddingsDoesNotMatter() {
        double[] first = JointEmbeddingLossContract.draw("first", 30);
        double[] second = JointEmbeddingLossContract.draw("second", 30);
        try (Scope scope = Scope.open()) {
            var a = Finite.tensor(first, SHAPE);
            var b = Finite.tensor(second, SHAPE);
            var larger = loss().of(a.mul(new Scalar(7.0)), b.mul(new Scalar(7.0)), SEED);

            assertThat(Finite.value(larger.total())).isCloseTo(value(first, second), within(1e-4));
        }
    }

    @Test
    void aBatchThatIsNoMultipleOfThePartIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    try (Scope scope = Scope.open()) {
                        var z = Finite.tensor(JointEmbeddingLossContract.spread(), SHAPE);
                        new Wmse(5).of(z, z, SEED);
                    }
                })
                .withMessageContaining("Maybe");
    }
}
