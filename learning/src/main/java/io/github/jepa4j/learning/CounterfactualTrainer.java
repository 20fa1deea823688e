package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.CounterfactualNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Learns what would be perceived if named signals had other values and all else were as it is, from
/// episodes alone, after the model was trained, which stays as it is.
///
/// Two moments of one episode differ in the signals and in nothing that stays through an episode. From the
/// latent of one and the signals of the other, the latent of the other is foretold; the loss is the mean
/// squared error.
///
/// Learned again from the same episodes with the same seed, it is the same, on the same machine with the
/// same number of threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
public record CounterfactualTrainer(CounterfactualConfig config, int threads) {

    private static final double WEIGHT_DECAY = 1e-5;

    /// @param episodes  at least one, each with at least one action, of the same latents and signals
    /// @param dimension `D`
    /// @param names     of the signals
    /// @throws IllegalArgumentException   when episodes are empty, or of other sizes
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Counterfactual train(
            List<PerceivedEpisode> episodes, int dimension, List<String> names, Seed seed, UpdateListener listener) {
        PerceivedEpisode.check(episodes, dimension, names.size());
        Engine.open(threads);
        SignalScale scale = SignalScale.of(episodes, names.size());
        try (Scope scope = Scope.open()) {
            var parameters = new Parameters(seed.split("counterfactual"));
            var network = new CounterfactualNetwork(parameters, dimension, names.size(), config.units());
            var optimizer = new AdamW(parameters, new AdamW.Config(0.9, 0.999, 1e-8, WEIGHT_DECAY));
            var schedule = new WarmupCosine(config.learningRate(), 0, 0, config.updates());
            RandomGenerator random = seed.split("batches").generator();
            for (int update = 0; update < config.updates(); update++) {
                Pairs pairs = draw(episodes, scale, dimension, random);
                try (Scope one = Scope.open()) {
                    var told =
                            network.forward(Natives.of(pairs.given(), config.batch(), dimension + (long) names.size()));
                    var loss = told.sub(Natives.of(pairs.there(), config.batch(), dimension))
                            .square()
                            .mean();
                    double value = loss.item_float();
                    if (!Double.isFinite(value)) {
                        throw TrainingDivergedException.ofLoss(update, value);
                    }
                    optimizer.step(parameters.gradients(loss), schedule.rate(update));
                    listener.updated(update + 1, value);
                }
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy());
            tensors.put("counterfactual.signal.mean", SignalScale.vector(scale.mean()));
            tensors.put("counterfactual.signal.std", SignalScale.vector(scale.std()));
            return Counterfactual.of(names, tensors);
        }
    }

    /// @param given `[B, D + S]`, a latent and the signals of another moment
    /// @param there `[B, D]`, the latent of that moment
    private record Pairs(float[] given, float[] there) {}

    private Pairs draw(List<PerceivedEpisode> episodes, SignalScale scale, int dimension, RandomGenerator random) {
        int width = dimension + scale.signals();
        var pairs = new Pairs(new float[config.batch() * width], new float[config.batch() * dimension]);
        for (int row = 0; row < config.batch(); row++) {
            PerceivedEpisode episode = episodes.get(random.nextInt(episodes.size()));
            int observations = episode.signals().length / scale.signals();
            int here = random.nextInt(observations);
            int there = random.nextInt(observations);
            System.arraycopy(episode.latents(), here * dimension, pairs.given(), row * width, dimension);
            scale.normalise(episode.signals(), there, pairs.given(), row * width + dimension);
            System.arraycopy(episode.latents(), there * dimension, pairs.there(), row * dimension, dimension);
        }
        return pairs;
    }
}
