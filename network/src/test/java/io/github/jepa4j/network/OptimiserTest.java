package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The optimiser, the schedule and the clipping, each against its formula.
class OptimiserTest {

    /// Steps are taken in float; the formula is in double.
    private static final double FLOAT = 1e-6;

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @Test
    void adamWFollowsItsAlgorithmStepByStep() {
        Parameters parameters = new Parameters(new Seed(1));
        parameters.constant("weight", 2, 1);
        AdamW adam = new AdamW(parameters, new AdamW.Config(0.9, 0.999, 1e-8, 0.1));
        double weight = 2;
        double mean = 0;
        double square = 0;
        double rate = 0.05;
        for (int t = 1; t <= 4; t++) {
            double gradient = 3 * t - 7;
            step(adam, gradient, rate);
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            weight -= rate * 0.1 * weight;
            weight -= rate * (mean / (1 - Math.pow(0.9, t))) / (Math.sqrt(square / (1 - Math.pow(0.999, t))) + 1e-8);
            assertThat((double) value(parameters)).as("after step %d", t).isCloseTo(weight, within(10 * FLOAT));
        }
    }

    @Test
    void anOptimiserPutBackGoesOnAsIfNothingHadHappened() {
        Parameters first = new Parameters(new Seed(1));
        first.constant("weight", 2, 1);
        AdamW before = new AdamW(first, AdamW.Config.defaults());
        step(before, 1.5, 0.1);
        Parameters second = new Parameters(new Seed(2));
        second.constant("weight", -9, 1);
        AdamW after = new AdamW(second, AdamW.Config.defaults());
        second.load(first.copy());
        after.load(before.copy(), before.steps());
        step(before, -0.5, 0.1);
        step(after, -0.5, 0.1);
        assertThat(value(second)).isEqualTo(value(first));
    }

    @Test
    void parametersOfAnotherShapeOrMissingAreRefusedAndNothingIsOverwritten() {
        Parameters parameters = new Parameters(new Seed(1));
        parameters.constant("a", 2, 1);
        parameters.constant("b", 2, 3);
        var one = io.github.jepa4j.tensor.Tensor.zeros(1);
        assertThatThrownBy(() -> parameters.load(Map.of("a", one)))
                .hasMessageContaining("b is missing")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> parameters.load(Map.of("a", one, "b", one))).hasMessageContaining("[3]");
        assertThat(Natives.values(parameters.tensors().getFirst())).containsExactly(2);
    }

    @Test
    void theRateClimbsInALineThenFallsAlongHalfACosine() {
        WarmupCosine schedule = new WarmupCosine(1e-3, 1e-5, 10, 110);
        assertThat(schedule.rate(0)).isCloseTo(1e-11, within(1e-15));
        assertThat(schedule.rate(5)).isCloseTo(0.5e-3, within(1e-9));
        assertThat(schedule.rate(10)).isCloseTo(1e-3, within(1e-12));
        assertThat(schedule.rate(60)).isCloseTo((1e-3 + 1e-5) / 2, within(1e-12));
        assertThat(schedule.rate(110)).isCloseTo(1e-5, within(1e-12));
        assertThat(schedule.rate(1000)).isCloseTo(1e-5, within(1e-12));
    }

    @Test
    void aLongGradientIsShortenedOverTheWholeGroupAndAShortOneIsLeft() {
        try (Scope scope = Scope.open()) {
            Tensor first = Natives.of(new float[] {3, 0}, 2);
            Tensor second = Natives.of(new float[] {0, 4}, 2);
            assertThat(GradientClip.clip(List.of(first, second), 10)).isCloseTo(5, within(FLOAT));
            assertThat(Natives.values(first)).containsExactly(3, 0);
            assertThat(GradientClip.clip(List.of(first, second), 2)).isCloseTo(5, within(FLOAT));
            assertThat((double) Natives.values(first)[0]).isCloseTo(1.2, within(FLOAT));
            assertThat((double) Natives.values(second)[1]).isCloseTo(1.6, within(FLOAT));
        }
    }

    private static void step(AdamW adam, double gradient, double rate) {
        try (Scope scope = Scope.open()) {
            adam.step(List.of(Natives.of(new float[] {(float) gradient}, 1)), rate);
        }
    }

    private static float value(Parameters parameters) {
        return Natives.values(parameters.tensors().getFirst())[0];
    }
}
