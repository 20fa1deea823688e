package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class CodingRateTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return CodingRate.defaults();
    }

    @Test
    void orthogonalImagesNeedAsManyBitsAsTheFormulaSays() {
        double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(identity, 3, 3);
            var parts = new CodingRate(0.5, 1).of(z, z, SEED).parts();

            // Z^T Z = 2 I of 6 rows in 3 dimensions: each dimension 1/2 ln(1 + 3 * 2 / (6 * 0.5))
            assertThat(Finite.value(parts.firstEntry().getValue())).isCloseTo(1.5 * Math.log(3), within(1e-12));
            // two equal unit rows, a = 3: 1/2 ln(16 - 9)
            assertThat(Finite.value(parts.lastEntry().getValue())).isCloseTo(0.5 * Math.log(7), within(1e-12));
        }
    }

    @Test
    void theRateOfAPairIsTheLogDeterminantOfItsGramMatrix() {
        double[] pair = {0.6, 0.8, 0, 0.1, -0.7, 0.3};
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(pair, 2, 3);
            var a = z.narrow(0, 0, 1);
            var b = z.narrow(0, 1, 1);
            var unit = Embeddings.unit(torch.cat(new TensorVector(a, b)));
            var gram = torch.mm(unit, unit.t()).mul(new Scalar(3.0)).add(Embeddings.identity(2, unit));
            var rate = new CodingRate(0.5, 1).of(a, b, SEED).parts().lastEntry().getValue();

            assertThat(Finite.value(rate)).isCloseTo(0.5 * Finite.value(torch.logdet(gram)), within(1e-12));
        }
    }
}
