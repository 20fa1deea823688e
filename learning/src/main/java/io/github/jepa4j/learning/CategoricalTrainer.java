package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.ChancesNetwork;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.CategoricalSpec;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Learns a latent variable of a few values for a trained model, from episodes alone; the model stays as it is. At
/// each step of a window the variable takes the value by which the prediction comes nearest to what happened,
/// `v* = argmin_v mean (f(z, a, v) - z')^2 - price ln p(v | z, a)`; the predictor learns by the error that is left,
/// and how likely values are is learned from which they were, `-ln p(v* | z, a)`.
///
/// What cannot be foreseen is told by the value, and the predictor need not tell the mean of futures of which none
/// ever comes. What can be foreseen is not: a value that is rare costs its price.
///
/// Source: LeCun, *A path towards autonomous machine intelligence* (2022), §4.2 (inference by least energy) and §4.3
/// (why the variable's information must be limited: here it is discrete, and has a price); the hard assignment is
/// that of multiple choice learning (Guzman-Rivera, Batra and Kohli, 2012). Differs from them: chances are learned
/// beside it, and the price is that of the code that they make (Rissanen, *Modeling by shortest data description*,
/// 1978).
///
/// Learned again from the same episodes with the same seed, it is the same, on the same machine with the same
/// number of threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record CategoricalTrainer(CategoricalConfig config, int threads, Interim interim) {

    /// The part of the updates in which information is free, and the part after it over which its price rises: where it
    /// cost from the first on, no value but one was ever used.
    private static final double FREE = 0.3;

    /// So that a value that was given up can come back.
    private static final double LEAST_LOGARITHM = -7;

    /// Of which nothing is kept until it is done.
    public CategoricalTrainer(CategoricalConfig config, int threads) {
        this(config, threads, Interim.none());
    }

    /// The same, which goes on with what is kept there.
    public CategoricalTrainer keeping(Interim other) {
        return new CategoricalTrainer(config, threads, other);
    }

    /// @param model    the file of the model, in memory
    /// @param episodes at least one, as that model perceives them
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public CategoricalWorldModel train(
            SafeTensors model, List<LatentEpisode> episodes, Seed seed, UpdateListener listener) {
        return train(JepaModel.predictor(model).spec(), model, episodes, seed, listener);
    }

    /// For latents that are not normalised and are of no model's file, such as a higher level's.
    ///
    /// @param latentDimension `D`
    /// @param actionDimension `A`
    /// @param episodes        at least one
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public CategoricalWorldModel train(
            int latentDimension,
            int actionDimension,
            List<LatentEpisode> episodes,
            Seed seed,
            UpdateListener listener) {
        var own = new ResidualSpec(latentDimension, actionDimension, 1, 1);
        return train(own, new SafeTensors(Map.of(), Map.of()), episodes, seed, listener);
    }

    private CategoricalWorldModel train(
            PredictorSpec own, SafeTensors model, List<LatentEpisode> episodes, Seed seed, UpdateListener listener) {
        var spec = new CategoricalSpec(
                own.latentDimension(),
                own.actionDimension(),
                config.values(),
                config.price(),
                config.hidden(),
                config.layers(),
                config.chanceHidden(),
                config.frequencies());
        var windows = new LatentWindows(episodes, own, config.unrolled()).all();
        Engine.open(threads);
        try (Scope scope = Scope.open()) {
            var learning = new Learning(spec, model, seed.split("latent variable"));
            var schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 10, config.updates());
            new Descent(learning.parameters, schedule, "latent variable")
                    .run(
                            Descent.Lesson.of(interim, config, config.updates(), episodes, seed),
                            (update, random) -> learning.loss(update, windows.draw(config.windows(), random)),
                            listener);
            return CategoricalWorldModel.of(spec, model, learning.parameters.copy());
        }
    }

    /// One update after the other.
    private final class Learning {

        private final CategoricalSpec spec;
        private final Parameters parameters;
        private final Predictor predictor;
        private final ChancesNetwork chances;
        private final Tensor each;
        private double price;

        Learning(CategoricalSpec spec, SafeTensors model, Seed seed) {
            this.spec = spec;
            parameters = new Parameters(seed);
            @Nullable LayerNorm norm = EnsembleTrainer.norm(model, spec.predictor());
            predictor = Predictor.of(parameters, spec.predictor(), norm);
            chances = new ChancesNetwork(parameters, spec, config.waveScale());
            each = torch.eye(spec.values()).repeat(config.windows(), 1);
        }

        Tensor loss(int update, LatentWindows.Batch batch) {
            int windows = config.windows();
            double done = (double) update / config.updates();
            price = config.price() * Math.clamp((done - FREE) / FREE, 0, 1);
            Tensor latents = Natives.of(batch.latents(), windows, config.unrolled() + 1L, spec.latentDimension());
            Tensor actions = Natives.of(batch.actions(), windows, config.unrolled(), spec.actionDimension());
            Tensor imagined = latents.select(1, 0);
            Tensor sum = torch.zeros(1);
            for (int k = 0; k < config.unrolled(); k++) {
                Tensor action = actions.select(1, k);
                Tensor next = latents.select(1, k + 1L);
                Tensor logarithms = chances.logarithms(imagined.detach(), action);
                Tensor value = inferred(imagined, action, next, logarithms);
                sum = sum.add(torch.nll_loss(logarithms, value));
                Tensor told = torch.one_hot(value, spec.values()).to(torch.ScalarType.Float);
                imagined = predictor.forward(imagined, beside(action, told));
                sum = sum.add(imagined.sub(next).square().mean());
            }
            return sum.mul(new Scalar(1.0 / config.unrolled())).squeeze();
        }

        /// The value of least energy, `[B]`.
        private Tensor inferred(Tensor latent, Tensor action, Tensor next, Tensor logarithms) {
            try (NoGradGuard guard = new NoGradGuard()) {
                long n = spec.values();
                Tensor predicted = predictor.forward(
                        latent.repeat_interleave(n, new LongOptional(0), new LongOptional()),
                        beside(action.repeat_interleave(n, new LongOptional(0), new LongOptional()), each));
                Tensor gaps = predicted
                        .view(latent.size(0), n, latent.size(1))
                        .sub(next.unsqueeze(1))
                        .square()
                        .mean(2);
                return gaps.sub(logarithms.clamp_min(new Scalar(LEAST_LOGARITHM)), new Scalar(price))
                        .argmin(new LongOptional(1), false);
            }
        }

        private static Tensor beside(Tensor one, Tensor other) {
            return torch.cat(new TensorVector(one, other), 1);
        }
    }
}
