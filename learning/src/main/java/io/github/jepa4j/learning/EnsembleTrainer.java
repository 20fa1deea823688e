package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
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

    /// @param model    the file of the model, in memory
    /// @param episodes at least one, as that model perceives them
    /// @param listener is told of the updates of all members
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Ensemble train(SafeTensors model, List<LatentEpisode> episodes, Seed seed, UpdateListener listener) {
        PredictorSpec spec = JepaModel.predictor(model).spec();
        var windows = new LatentWindows(episodes, spec, config.unrolled());
        Engine.open(threads);
        var schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 10, config.updates());
        List<Map<String, Tensor>> members = new ArrayList<>();
        while (members.size() < config.members()) {
            int before = members.size() * config.updates();
            Seed own = seed.split("ensemble").split(members.size());
            try (Scope scope = Scope.open()) {
                var descent = new PredictorDescent(
                        spec, norm(model, spec), config.unrolled(), schedule, own.split("parameters"));
                learn(descent, windows, own, (updates, loss) -> listener.updated(before + updates, loss));
                members.add(descent.parameters().copy());
            }
        }
        return Ensemble.of(model, members);
    }

    private void learn(PredictorDescent descent, LatentWindows windows, Seed seed, UpdateListener listener) {
        LatentWindows.Sampler sampler = windows.bootstrap(seed.split("episodes").generator());
        RandomGenerator random = seed.split("batches").generator();
        for (int update = 0; update < config.updates(); update++) {
            double loss = descent.update(update, sampler.draw(config.windows(), random))
                    .loss();
            listener.updated(update + 1, loss);
        }
    }

    /// The encoder's normalisation, which is not learned again; none where its latents are not
    /// normalised.
    static @Nullable LayerNorm norm(SafeTensors model, PredictorSpec spec) {
        if (!model.tensors().containsKey("encoder.norm.weight")) {
            return null;
        }
        var frozen = new Parameters(new Seed(0)); // overwritten
        var norm = new LayerNorm(frozen, "encoder.norm", spec.latentDimension());
        frozen.load(model.tensors());
        return norm;
    }
}
