package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CollapseTest {

    private static final int N = 4000;
    private static final int D = 6;

    /// The spread of a standard deviation estimated from N samples is about 1 / sqrt(2 N) = 0.011.
    private static final double SAMPLING = 0.05;

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @Test
    void independentDimensionsOfEqualSpreadHaveTheFullRank() {
        Collapse collapse = of((random, j) -> random.nextGaussian());
        assertThat(collapse.effectiveRank()).isCloseTo(D, within(SAMPLING));
        assertThat(collapse.meanStd()).isCloseTo(1, within(SAMPLING));
        assertThat(collapse.alarming()).isFalse();
    }

    @Test
    void dimensionsThatRepeatEachOtherHaveRankOneAndGiveTheAlarm() {
        Collapse collapse = repeated();
        assertThat(collapse.effectiveRank()).isCloseTo(1, within(1e-3));
        assertThat(collapse.leastStd()).isGreaterThan(0.5);
        assertThat(collapse.alarming()).isTrue();
    }

    @Test
    void latentsThatAreAllTheSameHaveNoSpreadNoRankAndGiveTheAlarm() {
        Collapse collapse = of((random, j) -> 3.0);
        assertThat(collapse.meanStd()).isCloseTo(0, within(1e-5));
        assertThat(collapse.effectiveRank()).isZero();
        assertThat(collapse.alarming()).isTrue();
    }

    @Test
    void twoDimensionsWithVariancesThreeToOneHaveTheRankOfTheirEntropy() {
        double rank = Collapse.of(new float[] {3, 1}, new float[] {1, 3}).effectiveRank();
        assertThat(rank).isCloseTo(Math.exp(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))), within(1e-9));
    }

    private interface Draw {
        double at(java.util.random.RandomGenerator random, int dimension);
    }

    private static Collapse of(Draw draw) {
        var random = new Seed(3).generator();
        float[] values = new float[N * D];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.at(random, i % D);
        }
        try (Scope scope = Scope.open()) {
            return Collapse.of(Natives.of(values, N, D));
        }
    }

    private static Collapse repeated() {
        var random = new Seed(3).generator();
        float[] values = new float[N * D];
        for (int n = 0; n < N; n++) {
            java.util.Arrays.fill(values, n * D, (n + 1) * D, (float) random.nextGaussian());
        }
        try (Scope scope = Scope.open()) {
            return Collapse.of(Natives.of(values, N, D));
        }
    }
}
