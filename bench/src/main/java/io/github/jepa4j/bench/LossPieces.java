package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.CovarianceLoss;
import io.github.jepa4j.learning.InverseDynamicsLoss;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.Regularizer;
import io.github.jepa4j.learning.RolloutPredictionLoss;
import io.github.jepa4j.learning.TemporalSimilarityLoss;
import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.ImpalaNetwork;
import io.github.jepa4j.network.InverseDynamics;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Times the terms of the loss, the clipping and the optimiser alone, at the shapes of a training step.
final class LossPieces {

    private final Stopwatch stopwatch;
    private final JepaConfig config;
    private final StepArithmetic arithmetic;
    private final Seed seed;

    LossPieces(Stopwatch stopwatch, JepaConfig config, Seed seed) {
        this.stopwatch = stopwatch;
        this.config = config;
        this.seed = seed;
        arithmetic = new StepArithmetic(config);
    }

    List<Piece> measure() {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(rollout());
        Parameters head = new Parameters(seed);
        InverseDynamics network = new InverseDynamics(head, config.model().latentDimension(), Rooms.ACTIONS);
        Shape pairs = Shape.ofPairs(config, arithmetic);
        pieces.add(term(
                "inverse dynamics", new InverseDynamicsLoss(network), head, pairs, 3 * arithmetic.inverseDynamics()));
        Parameters none = new Parameters(seed);
        Shape all = Shape.ofAll(config);
        pieces.add(term("variance", new VarianceLoss(), none, all, Double.NaN));
        pieces.add(term("covariance", new CovarianceLoss(), none, all, 3 * arithmetic.covariance()));
        pieces.add(term("temporal similarity", new TemporalSimilarityLoss(), none, pairs, Double.NaN));
        pieces.addAll(descent());
        return pieces;
    }

    /// What a term looks at: windows of so many encoded frames, and of so many actions.
    private record Shape(int windows, int frames, int actions, int dimension) {

        static Shape ofAll(JepaConfig config) {
            return new Shape(
                    config.windows(),
                    config.encodedFrames().length,
                    config.frames() - 1,
                    config.model().latentDimension());
        }

        static Shape ofPairs(JepaConfig config, StepArithmetic arithmetic) {
            int pairs = config.windows() * arithmetic.pairsOfWindow();
            return new Shape(pairs, 2, 1, config.model().latentDimension());
        }

        Tensor latents() {
            Tensor latents = torch.rand(windows, frames, dimension);
            latents.set_requires_grad(true);
            return latents;
        }

        Tensor commanded() {
            return torch.rand(windows, actions, Rooms.ACTIONS);
        }
    }

    private Piece rollout() {
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(seed);
            LayerNorm norm =
                    new LayerNorm(parameters, "encoder.norm", config.model().latentDimension());
            Predictor predictor = Predictor.of(parameters, Rooms.predictor(config.model()), norm);
            var loss = new RolloutPredictionLoss(predictor, config.encodedFrames(), config.unrolled());
            Shape all = Shape.ofAll(config);
            Tensor latents = all.latents();
            Tensor actions = all.commanded();
            var seconds =
                    Differentiated.time(stopwatch, () -> loss.loss(latents, actions), leaves(latents, parameters));
            double flop = 3 * arithmetic.rollout();
            return new Piece(
                    "predictor, %d steps".formatted(config.unrolled()), seconds.forward(), seconds.backward(), flop);
        }
    }

    private Piece term(String name, Regularizer term, Parameters parameters, Shape shape, double flop) {
        try (Scope scope = Scope.open()) {
            Tensor latents = shape.latents();
            Tensor actions = shape.commanded();
            var seconds =
                    Differentiated.time(stopwatch, () -> term.loss(latents, actions), leaves(latents, parameters));
            return new Piece(name, seconds.forward(), seconds.backward(), flop);
        }
    }

    private static List<Tensor> leaves(Tensor latents, Parameters parameters) {
        List<Tensor> leaves = new ArrayList<>(parameters.tensors());
        leaves.add(latents);
        return leaves;
    }

    private List<Piece> descent() {
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(seed);
            ImpalaNetwork encoder = new ImpalaNetwork(parameters, Rooms.encoder(config.model()));
            Predictor.of(parameters, Rooms.predictor(config.model()), encoder.norm());
            new InverseDynamics(parameters, config.model().latentDimension(), Rooms.ACTIONS);
            List<Tensor> gradients = parameters.tensors().stream()
                    .map(tensor -> torch.rand_like(tensor.detach()).mul(new Scalar(1e-3)))
                    .toList();
            AdamW optimizer = new AdamW(parameters, AdamW.Config.defaults());
            double clip = stopwatch
                    .seconds(() -> GradientClip.clip(gradients, config.clip()))
                    .median();
            double step = stopwatch
                    .seconds(() -> optimizer.step(gradients, config.learningRate()))
                    .median();
            return List.of(new Piece("clipping", 0, clip, Double.NaN), new Piece("optimiser", 0, step, Double.NaN));
        }
    }
}
