package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Finite;
import io.github.jepa4j.tensor.Seed;
import org.junit.jupiter.api.Test;

class SigregTest implements JointEmbeddingLossContract {

    @Override
    public JointEmbeddingLoss loss() {
        return new Sigreg(1, 10, 32, 9, 3);
    }

    @Test
    void ofTwoPointsOnALineItIsAnIntegralThatCanBeWrittenDown() {
        // both directions of a line give the same: phi(t) = cos(a t)
        double a = 0.8;
        double integral = 0;
        int parts = 200_000;
        for (int i = 0; i < parts; i++) {
            double t = (i + 0.5) * 3 / parts;
            double normal = Math.exp(-t * t / 2);
            integral += 2 * normal * Math.pow(Math.cos(a * t) - normal, 2) * 3 / parts;
        }

        assertThat(ofLine(new Sigreg(0, 1, 4, 1001, 3), a, -a)).isCloseTo(integral, within(1e-6));
        assertThat(ofLine(new Sigreg(0, 1, 4, 9, 3), a, -a)).isCloseTo(integral, within(2e-3));
    }

    @Test
    void itFallsAsSamplesOfANormalDistributionBecomeMany() {
        double few = ofLine(Sigreg.defaults(), normal(50));
        double many = ofLine(Sigreg.defaults(), normal(5000));

        assertThat(many).isLessThan(few / 5);
    }

    @Test
    void samplesThatAreTooNarrowOrShiftedOrOfTwoHeapsAreWorseThanNormalOnes() {
        double[] normal = normal(2000);
        double standard = ofLine(Sigreg.defaults(), normal);
        double[] narrow = normal.clone();
        double[] shifted = normal.clone();
        double[] heaps = normal.clone();
        for (int i = 0; i < normal.length; i++) {
            narrow[i] *= 0.5;
            shifted[i] += 0.5;
            heaps[i] = Math.signum(normal[i]); // mean 0 and variance 1, as the normal ones
        }

        assertThat(ofLine(Sigreg.defaults(), narrow)).isGreaterThan(10 * standard);
        assertThat(ofLine(Sigreg.defaults(), shifted)).isGreaterThan(10 * standard);
        assertThat(ofLine(Sigreg.defaults(), heaps)).isGreaterThan(10 * standard);
    }

    private static double[] normal(int size) {
        var random = new Seed(3).generator();
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static double ofLine(Sigreg sigreg, double... samples) {
        try (Scope scope = Scope.open()) {
            var z = Finite.tensor(samples, samples.length, 1);
            return Finite.value(sigreg.of(z, z, SEED).total());
        }
    }

    @Test
    void withoutAnyTermThereIsNothingToLearn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sigreg(0, 0, 256, 9, 3))
                .withMessageContainingAll("above 0, one of them at least", "\nMaybe");
    }
}
