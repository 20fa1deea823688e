package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Learns further predictors of a trained model's latents, from episodes alone; the model stays as it is.
/// Each has the sizes of the model's own and is learned as that one was, by [RolloutPredictionLoss], but
/// alone: the encoder is frozen, and so are the targets and the normalisation after each step.
///
/// Each member has its own first weights, its own bootstrap of the episodes and its own order of windows.
/// What all bootstraps tell they learn alike, and nothing makes them agree where there was nothing to
/// learn.
///
/// Source: probabilistic ensembles, Chua et al., *PETS* (NeurIPS 2018), §4; Lakshminarayanan, Pritzel and
/// Blundell (2017), who find other first weights and another order enough and do without bootstraps.
/// Differs from both: members tell a latent rather than a distribution, over several steps rather than one;
/// and whole episodes are drawn with replacement rather than single steps, since steps of one episode are
/// alike.
///
/// Learned again from the same episodes with the same seed, a member is the same, whatever the number of
/// members, on the same machine with the same number of threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
public record EnsembleTrainer(EnsembleConfig config, int threads) {

    private static final double WEIGHT_DECAY = 1e-5;

    /// Of the members' gradient, as of that of the model's own predictor: rollouts of an unlearned one may
    /// run away.
    private static final double CLIP = 2;

    /// @param model    the file of the model, in memory
    /// @param episodes at least one, as that model perceives them
    /// @param listener is told of the updates of all members
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Ensemble train(SafeTensors model, List<LatentEpisode> episodes, Seed seed, UpdateListener listener) {
        PredictorSpec spec = JepaModel.predictor(model).spec();
        var windows = new LatentWindows(episodes, spec, config.unrolled());
        Engine.open(threads);
        List<Map<String, Tensor>> members = new ArrayList<>();
        while (members.size() < config.members()) {
            int before = members.size() * config.updates();
            Seed own = seed.split("ensemble").split(members.size());
            try (Scope scope = Scope.open()) {
                var descent = new Descent(spec, model, own.split("parameters"));
                descent.learn(windows, own, (updates, loss) -> listener.updated(before + updates, loss));
                members.add(descent.parameters.copy());
            }
        }
        return Ensemble.of(model, members);
    }

    /// One member.
    private final class Descent {

        private final PredictorSpec spec;
        private final Parameters parameters;
        private final RolloutPredictionLoss prediction;
        private final AdamW optimizer;
        private final WarmupCosine schedule;

        Descent(PredictorSpec spec, SafeTensors model, Seed seed) {
            this.spec = spec;
            parameters = new Parameters(seed);
            prediction = new RolloutPredictionLoss(
                    Predictor.of(parameters, spec, norm(model, spec)),
                    IntStream.rangeClosed(0, config.unrolled()).toArray(),
                    config.unrolled());
            optimizer = new AdamW(parameters, new AdamW.Config(0.9, 0.999, 1e-8, WEIGHT_DECAY));
            schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 10, config.updates());
        }

        /// The encoder's normalisation, which is not learned again; none where its latents are not
        /// normalised.
        private static @Nullable LayerNorm norm(SafeTensors model, PredictorSpec spec) {
            if (!model.tensors().containsKey("encoder.norm.weight")) {
                return null;
            }
            var frozen = new Parameters(new Seed(0)); // overwritten
            var norm = new LayerNorm(frozen, "encoder.norm", spec.latentDimension());
            frozen.load(model.tensors());
            return norm;
        }

        void learn(LatentWindows windows, Seed seed, UpdateListener listener) {
            LatentWindows.Sampler sampler =
                    windows.bootstrap(seed.split("episodes").generator());
            RandomGenerator random = seed.split("batches").generator();
            for (int update = 0; update < config.updates(); update++) {
                listener.updated(update + 1, update(update, sampler.draw(config.windows(), random)));
            }
        }

        private double update(int update, LatentWindows.Batch batch) {
            int steps = config.unrolled();
            try (Scope scope = Scope.open()) {
                var loss = prediction.loss(
                        Natives.of(batch.latents(), config.windows(), steps + 1L, spec.latentDimension()),
                        Natives.of(batch.actions(), config.windows(), steps, spec.actionDimension()));
                double value = loss.item_float();
                if (!Double.isFinite(value)) {
                    throw TrainingDivergedException.ofLoss(update, value);
                }
                var gradients = parameters.gradients(loss);
                GradientClip.clip(gradients, CLIP);
                optimizer.step(gradients, schedule.rate(update));
                return value;
            }
        }
    }
}
