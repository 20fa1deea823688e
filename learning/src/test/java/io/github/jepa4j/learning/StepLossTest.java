package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.GruPredictor;
import io.github.jepa4j.network.InverseDynamics;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.GruWorldModel;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The terms that tie latents to actions: whether each action stands between the right two latents, and the
/// gradients.
class StepLossTest {

    private static final int B = 2;
    private static final int T = 5;
    private static final int D = 6;
    private static final Seed SEED = new Seed(31);

    /// The networks are in float, the plain loops in double.
    private static final double FLOAT = 1e-5;

    /// A central difference in float: rounding 1e-7 over a step of 1e-2, and curvature times the step squared.
    private static final double DIFFERENCE_STEP = 1e-2;

    private static final double DIFFERENCE = 2e-4;

    /// A central difference of plain loops in double: exact to 1e-10, and the rectifiers' corners are far apart.
    private static final double DOUBLE_STEP = 1e-6;

    /// The head's weights are small at the start, so that these gradients are some 1e-4: a hundredth of that, and
    /// ten times the rounding of floats.
    private static final double SMALL_GRADIENT = 1e-6;

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @Test
    void inverseDynamicsGuessesTheActionBetweenALatentAndTheNext() {
        Parameters parameters = new Parameters(SEED);
        InverseDynamicsLoss term = new InverseDynamicsLoss(new InverseDynamics(parameters, D, 2));
        float[] latents = gaussian("latents", B * T * D);
        float[] actions = gaussian("actions", B * (T - 1) * 2);
        var weights = parameters.copy();
        double[] exact =
                IntStream.range(0, latents.length).mapToDouble(i -> latents[i]).toArray();
        try (Scope scope = Scope.open()) {
            double loss = term.loss(Natives.of(latents, B, T, D), Natives.of(actions, B, T - 1, 2))
                    .item_float();
            assertThat(loss).isCloseTo(inverseDynamics(weights, exact, actions), within(FLOAT));
        }
        float[] gradient = gradient(latents, input -> term.loss(input, Natives.of(actions, B, T - 1, 2)), T);
        for (int i = 0; i < latents.length; i++) {
            double there = exact[i];
            exact[i] = there + DOUBLE_STEP;
            double more = inverseDynamics(weights, exact, actions);
            exact[i] = there - DOUBLE_STEP;
            double less = inverseDynamics(weights, exact, actions);
            exact[i] = there;
            assertThat((double) gradient[i])
                    .as("entry %d", i)
                    .isCloseTo((more - less) / (2 * DOUBLE_STEP), within(SMALL_GRADIENT));
        }
    }

    /// The term in plain loops, in double.
    private static double inverseDynamics(
            Map<String, io.github.jepa4j.tensor.Tensor> weights, double[] latents, float[] actions) {
        double sum = 0;
        for (int b = 0; b < B; b++) {
            for (int t = 0; t + 1 < T; t++) {
                double[] guess = perceptron(weights, latents, (b * T + t) * D);
                for (int a = 0; a < 2; a++) {
                    sum += Math.pow(guess[a] - actions[(b * (T - 1) + t) * 2 + a], 2);
                }
            }
        }
        return sum / (B * (T - 1) * 2);
    }

    @Test
    void theRolloutIsHeldToTheEncodedFramesAtTheirOwnTimes() {
        int[] encoded = {0, 1, 3};
        Predictor predictor = new Predictor();
        RolloutPredictionLoss loss = new RolloutPredictionLoss(predictor.network, encoded, 3);
        float[] latents = gaussian("latents", B * encoded.length * D);
        float[] actions = gaussian("actions", B * (T - 1) * 2);
        double sum = 0;
        for (int b = 0; b < B; b++) {
            int first = b * encoded.length * D;
            float[] now = Arrays.copyOfRange(latents, first, first + D);
            float[] commanded = Arrays.copyOfRange(actions, b * (T - 1) * 2, b * (T - 1) * 2 + 3 * 2);
            float[] imagined = predictor
                    .twin
                    .imagine(new Latent(now), new ActionBatch(1, 3, 2, commanded))
                    .latents();
            for (int m = 1; m < encoded.length; m++) {
                for (int j = 0; j < D; j++) {
                    sum += Math.pow(imagined[encoded[m] * D + j] - latents[first + m * D + j], 2);
                }
            }
        }
        try (Scope scope = Scope.open()) {
            double found = loss.loss(Natives.of(latents, B, 3, D), Natives.of(actions, B, T - 1, 2))
                    .item_float();
            assertThat(found).isCloseTo(sum / (B * 2 * D), within(FLOAT));
        }
        assertGradient(latents, input -> loss.loss(input, Natives.of(actions, B, T - 1, 2)), 3);
    }

    @Test
    void framesBeyondTheUnrolledStepsAreNotPredicted() {
        Predictor predictor = new Predictor();
        RolloutPredictionLoss near = new RolloutPredictionLoss(predictor.network, new int[] {0, 1, 3}, 2);
        float[] latents = gaussian("latents", B * 3 * D);
        float[] changed = latents.clone();
        for (int b = 0; b < B; b++) {
            changed[(b * 3 + 2) * D] += 5;
        }
        try (Scope scope = Scope.open()) {
            Tensor actions = Natives.of(gaussian("actions", B * (T - 1) * 2), B, T - 1, 2);
            assertThat(near.loss(Natives.of(changed, B, 3, D), actions).item_float())
                    .isEqualTo(near.loss(Natives.of(latents, B, 3, D), actions).item_float());
        }
    }

    @Test
    void pairsAreTheEncodedFramesThatFollowEachOtherWithTheActionBetweenThem() {
        EncodedFrames encoded = new EncodedFrames(new int[] {0, 1, 3, 4});
        try (Scope scope = Scope.open()) {
            float[] latents = {0, 1, 3, 4, 10, 11, 13, 14};
            float[] actions = {0, 1, 2, 3, 10, 11, 12, 13};
            assertThat(Natives.values(encoded.pairs(Natives.of(latents, 2, 4, 1))))
                    .containsExactly(0, 1, 10, 11, 3, 4, 13, 14);
            assertThat(Natives.values(encoded.actionsOfPairs(Natives.of(actions, 2, 4, 1))))
                    .containsExactly(0, 10, 3, 13);
        }
    }

    @Test
    void whereEveryFrameIsEncodedPairsAreTheWindowsThemselves() {
        EncodedFrames encoded = new EncodedFrames(new int[] {0, 1, 2});
        try (Scope scope = Scope.open()) {
            Tensor latents = Natives.of(gaussian("latents", 2 * 3), 2, 3, 1);
            Tensor actions = Natives.of(gaussian("actions", 2 * 4), 2, 4, 1);
            assertThat(encoded.pairs(latents)).isSameAs(latents);
            assertThat(encoded.actionsOfPairs(actions).shape()).containsExactly(2, 2, 1);
        }
    }

    private static float[] gradient(float[] latents, Function<Tensor, Tensor> loss, int frames) {
        try (Scope scope = Scope.open()) {
            Tensor input = Natives.of(latents, B, frames, D);
            input.set_requires_grad(true);
            return Natives.values(torch.grad(new TensorVector(loss.apply(input)), new TensorVector(input))
                    .get(0));
        }
    }

    private static void assertGradient(float[] latents, Function<Tensor, Tensor> loss, int frames) {
        float[] gradient = gradient(latents, loss, frames);
        for (int i = 0; i < latents.length; i++) {
            double difference =
                    (at(latents, i, DIFFERENCE_STEP, loss, frames) - at(latents, i, -DIFFERENCE_STEP, loss, frames))
                            / (2 * DIFFERENCE_STEP);
            assertThat((double) gradient[i]).as("entry %d", i).isCloseTo(difference, within(DIFFERENCE));
        }
    }

    private static double at(float[] latents, int entry, double step, Function<Tensor, Tensor> loss, int frames) {
        float[] moved = latents.clone();
        moved[entry] += (float) step;
        try (Scope scope = Scope.open()) {
            return loss.apply(Natives.of(moved, B, frames, D)).item_float();
        }
    }

    /// The head, written out: two hidden layers with rectifiers, on a latent and the next.
    private static double[] perceptron(
            Map<String, io.github.jepa4j.tensor.Tensor> weights, double[] latents, int from) {
        double[] values = Arrays.copyOfRange(latents, from, from + 2 * D);
        for (int layer = 0; layer < 3; layer++) {
            var weight = Objects.requireNonNull(weights.get("inverse_dynamics.layer." + layer + ".weight"));
            var bias = Objects.requireNonNull(weights.get("inverse_dynamics.layer." + layer + ".bias"));
            double[] next = new double[bias.size()];
            for (int o = 0; o < next.length; o++) {
                next[o] = bias.values()[o];
                for (int i = 0; i < values.length; i++) {
                    next[o] += (double) weight.values()[o * values.length + i] * values[i];
                }
                next[o] = layer < 2 ? Math.max(0, next[o]) : next[o];
            }
            values = next;
        }
        return values;
    }

    /// A predictor and its pure Java twin.
    private static final class Predictor {
        final GruPredictor network;
        final GruWorldModel twin;

        Predictor() {
            Parameters parameters = new Parameters(SEED);
            GruSpec spec = new GruSpec(D, 2);
            network = new GruPredictor(parameters, spec, new LayerNorm(parameters, "encoder.norm", D));
            twin = GruWorldModel.of(spec, new SafeTensors(parameters.copy(), Map.of()));
        }
    }

    private static float[] gaussian(String name, int size) {
        var random = SEED.split(name).generator();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
