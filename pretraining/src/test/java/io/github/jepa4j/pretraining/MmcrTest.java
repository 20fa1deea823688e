package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import org.junit.jupiter.api.Test;

class MmcrTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return new Mmcr(1, 0.1);
    }

    @Test
    void orthogonalCentroidsHaveTheirNumberForNuclearNorm() {
        double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(identity, 3, 3);
            var terms = new Mmcr(1, 1).of(z, z, SEED);

            assertThat(Finite.value(terms.parts().firstEntry().getValue())).isCloseTo(-1, within(1e-12));
            // two equal unit rows: one singular value, the root of 2
            assertThat(Finite.value(terms.parts().lastEntry().getValue())).isCloseTo(Math.sqrt(2), within(1e-5));
        }
    }

    @Test
    void centroidsOnALineHaveTheLeast() {
        double[] line = new double[B * E];
        for (int b = 0; b < B; b++) {
            line[b * E] = b % 2 == 0 ? 1 : -1;
        }
        // B equal rows up to sign: one singular value, the root of B
        assertThat(new MmcrTest().capacity(line)).isCloseTo(-Math.sqrt(B) / B, within(1e-9));
    }

    @Test
    void withoutEitherTermThereIsNothingToLearn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mmcr(0, 0)).withMessageContaining("\nMaybe");
    }

    private double capacity(double[] z) {
        try (Scope scope = Scope.open()) {
            var tensor = Finite.tensor(z, SHAPE);
            return Finite.value(new Mmcr(1, 0).of(tensor, tensor, SEED).total());
        }
    }
}
