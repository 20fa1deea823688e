package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import org.junit.jupiter.api.Test;

class SimClrTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return SimClr.defaults();
    }

    @Test
    void twoOrthogonalImagesWhoseViewsAgreeGiveAValueThatCanBeWrittenDown() {
        double[] axes = {1, 0, 0, 1};
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(axes, 2, 2);
            double right = Math.exp(1 / 0.5);

            // beside the other view, cosine 1, there are two strangers, cosine 0
            assertThat(Finite.value(new SimClr(0.5).of(z, z, SEED).total()))
                    .isCloseTo(-Math.log(right / (right + 2)), within(1e-12));
        }
    }

    @Test
    void aCollapsedBatchIsAGuessAmongAllOthers() {
        double[] same = new double[B * E];
        java.util.Arrays.fill(same, 0.3);

        assertThat(value(same, same)).isCloseTo(Math.log(2 * B - 1), within(1e-9));
    }
}
