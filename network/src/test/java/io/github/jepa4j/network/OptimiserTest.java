package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Function<Parameters, Optimiser>> optimisers() {
        return Stream.of(
                parameters -> new AdamW(parameters, AdamW.Config.defaults()),
                parameters -> new Muon(parameters, _ -> false, AdamW.Config.defaults()));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void anOptimiserPutBackGoesOnAsIfNothingHadHappened(Function<Parameters, Optimiser> make) {
        Parameters first = layers(1);
        Optimiser before = make.apply(first);
        stepAll(before, first, 1);
        Parameters second = layers(2);
        Optimiser after = make.apply(second);
        second.load(first.copy());
        after.load(before.copy(), before.steps());

        stepAll(before, first, 2);
        stepAll(after, second, 2);

        assertThat(after.steps()).isEqualTo(2);
        assertThat(second.copy()).isEqualTo(first.copy());
        var lost = before.copy();
        lost.remove(lost.keySet().iterator().next());
        assertThatThrownBy(() -> after.load(lost, 2)).hasMessageContaining("is missing");
    }

    /// A matrix, kernels of two channels and of one each, a bias, and a head.
    private static Parameters layers(long seed) {
        Parameters parameters = new Parameters(new Seed(seed));
        parameters.normal("matrix", 1, 3, 5);
        parameters.normal("kernels", 1, 4, 2, 3, 3);
        parameters.normal("each", 1, 4, 1, 3, 3);
        parameters.normal("bias", 1, 4);
        parameters.normal("head", 1, 3, 5);
        return parameters;
    }

    private static void stepAll(Optimiser optimiser, Parameters parameters, long seed) {
        try (Scope scope = Scope.open()) {
            List<Tensor> gradients = new ArrayList<>();
            for (Tensor tensor : parameters.tensors()) {
                float[] values = Agreement.gaussian(new Seed(seed), (int) tensor.numel(), 1);
                gradients.add(Natives.of(values, tensor.shape()));
            }
            optimiser.step(gradients, 0.1);
        }
    }

    @Test
    void muonKeepsTheDirectionsOfAMatrixAndMakesItsSingularValuesAlike() {
        try (Scope scope = Scope.open()) {
            Tensor wide = Natives.of(Agreement.gaussian(new Seed(3), 60, 1), 6, 10);
            Tensor wider = Natives.of(Agreement.gaussian(new Seed(4), 120, 1), 6, 20);
            for (Tensor matrix : List.of(wide, wide.t(), wider, wider.t())) {
                boolean isWide = matrix.size(0) < matrix.size(1);
                Tensor made = NewtonSchulz.orthogonal(matrix);
                Tensor inner = isWide ? made.mm(matrix.t()) : made.t().mm(matrix);
                Tensor squares = torch.linalg_eigvalsh(
                        isWide ? made.mm(made.t()) : made.t().mm(made));

                for (float square : Natives.values(squares)) {
                    assertThat(Math.sqrt(square)).isBetween(0.65, 1.25);
                }
                float[] across = Natives.values(inner);
                for (int i = 0; i < 36; i++) { // of the same singular vectors: symmetric
                    assertThat((double) across[i]).isCloseTo(across[i % 6 * 6 + i / 6], within(1e-4));
                }
                for (float value : Natives.values(torch.linalg_eigvalsh(inner))) {
                    assertThat(value).isPositive();
                }
            }
        }
    }

    /// Singular values from 1 down to what rounding leaves of nothing, as gradients have them. Rounding of the Gram
    /// matrix, 6e-8, is stretched by up to 3.44 squared in each of the four iterations on it: 1e-3.
    @Test
    void theGramMatrixComesToTheSameAsTheMatrixItself() {
        try (Scope scope = Scope.open()) {
            Tensor left = NewtonSchulz.orthogonal(Natives.of(Agreement.gaussian(new Seed(5), 24 * 24, 1), 24, 24));
            Tensor right = Natives.of(Agreement.gaussian(new Seed(6), 24 * 200, 1), 24, 200);
            float[] values = new float[24];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.pow(10, -i / 2.0);
            }
            Tensor matrix = left.mm(torch.diag(Natives.of(values, 24))).mm(right);
            Tensor x = matrix.div(matrix.norm());

            float[] gram = Natives.values(NewtonSchulz.byGram(x));
            float[] direct = Natives.values(NewtonSchulz.directly(x));
            for (int i = 0; i < gram.length; i++) {
                assertThat((double) gram[i]).isCloseTo(direct[i], within(3e-3));
            }
        }
    }

    @Test
    void muonMovesAMatrixAsFarAsAdamWUsuallyDoesAndTheRestAsAdamWDoes() {
        Parameters parameters = layers(1);
        Parameters others = layers(1);
        var began = parameters.copy();
        stepAll(new Muon(parameters, "head"::equals, new AdamW.Config(0.9, 0.999, 1e-8, 0)), parameters, 5);
        stepAll(new AdamW(others, new AdamW.Config(0.9, 0.999, 1e-8, 0)), others, 5);

        for (String name : List.of("each", "bias", "head")) {
            assertThat(parameters.copy().get(name)).isEqualTo(others.copy().get(name));
        }
        for (String name : List.of("matrix", "kernels")) {
            double squares = 0;
            float[] from = began.getOrDefault(name, io.github.jepa4j.tensor.Tensor.zeros(1))
                    .values();
            float[] to = parameters
                    .copy()
                    .getOrDefault(name, io.github.jepa4j.tensor.Tensor.zeros(1))
                    .values();
            for (int i = 0; i < from.length; i++) {
                squares += Math.pow(to[i] - from[i], 2) / from.length;
            }
            assertThat(Math.sqrt(squares)).as(name).isBetween(0.65 * 0.1 * 0.2, 1.25 * 0.1 * 0.2);
        }
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
