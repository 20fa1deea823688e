package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.FeedforwardNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.GaussianSpec;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Learns a continuous latent variable for a trained model, from episodes alone; the model stays as it is. A network
/// infers from what happened a normal distribution of the variable; a value drawn from it goes to the predictor, which
/// learns by the error that is left, and what the distribution tells beyond a normal of mean 0 and deviation 1 costs
/// its price: `mean (f(z, a, v) - z')^2 + price KL(q(v | z, a, z') || N(0, I))`.
///
/// Source: Kingma and Welling, *Auto-encoding variational Bayes* (2014), conditional on latent and action, with the
/// price of Higgins et al., *beta-VAE* (2017); the place of the variable in a world model is that of LeCun, *A path
/// towards autonomous machine intelligence* (2022), §4.3. Differs from them: it is the latents of a frozen encoder that
/// are predicted, over several steps.
///
/// Learned again from the same episodes with the same seed, it is the same, on the same machine with the same number
/// of threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record GaussianTrainer(GaussianConfig config, int threads, Interim interim) {

    /// The part of the updates in which information is free, and the part after it over which its price rises.
    private static final double FREE = 0.2;

    /// Of the logarithms of deviations, either way.
    private static final double MOST = 5;

    /// Of which nothing is kept until it is done.
    public GaussianTrainer(GaussianConfig config, int threads) {
        this(config, threads, Interim.none());
    }

    /// The same, which goes on with what is kept there.
    public GaussianTrainer keeping(Interim other) {
        return new GaussianTrainer(config, threads, other);
    }

    /// @param model    the file of the model, in memory
    /// @param episodes at least one, as that model perceives them
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public GaussianWorldModel train(
            SafeTensors model, List<LatentEpisode> episodes, Seed seed, UpdateListener listener) {
        PredictorSpec own = JepaModel.predictor(model).spec();
        var spec = new GaussianSpec(
                own.latentDimension(), own.actionDimension(), config.dimensions(), config.hidden(), config.layers());
        var windows = new LatentWindows(episodes, own, config.unrolled()).all();
        Engine.open(threads);
        try (Scope scope = Scope.open()) {
            var learning = new Learning(spec, model, seed.split("latent variable"));
            var schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 10, config.updates());
            new Descent(learning.parameters, schedule, "latent variable")
                    .run(
                            Descent.Lesson.of(interim, config, config.updates(), episodes, seed),
                            (update, random) -> learning.loss(update, windows.draw(config.windows(), random), random),
                            listener);
            return GaussianWorldModel.of(spec, model, learning.parameters.copy());
        }
    }

    /// One update after the other.
    private final class Learning {

        private final GaussianSpec spec;
        private final Parameters parameters;
        private final Predictor predictor;
        private final FeedforwardNetwork inference;
        private double price;

        Learning(GaussianSpec spec, SafeTensors model, Seed seed) {
            this.spec = spec;
            parameters = new Parameters(seed);
            predictor = Predictor.of(parameters, spec.predictor(), EnsembleTrainer.norm(model, spec.predictor()));
            inference = new FeedforwardNetwork(
                    parameters,
                    "inference.",
                    new FeedforwardNetwork.Sizes(
                            2 * spec.latentDimension(),
                            spec.actionDimension(),
                            spec.hidden(),
                            GaussianSpec.INFERENCE_LAYERS,
                            2 * spec.dimensions()));
        }

        Tensor loss(int update, LatentWindows.Batch batch, RandomGenerator random) {
            int windows = config.windows();
            double done = (double) update / config.updates();
            price = config.price() * Math.clamp((done - FREE) / FREE, 0, 1);
            Tensor latents = Natives.of(batch.latents(), windows, config.unrolled() + 1L, spec.latentDimension());
            Tensor actions = Natives.of(batch.actions(), windows, config.unrolled(), spec.actionDimension());
            Tensor imagined = latents.select(1, 0);
            Tensor sum = torch.zeros(1);
            int n = spec.dimensions();
            for (int k = 0; k < config.unrolled(); k++) {
                Tensor action = actions.select(1, k);
                Tensor next = latents.select(1, k + 1L);
                Tensor told = inference.forward(beside(imagined, next), action);
                Tensor mean = told.narrow(1, 0, n);
                Tensor logarithm =
                        told.narrow(1, n, n).clamp_min(new Scalar(-MOST)).clamp_max(new Scalar(MOST));
                Tensor value = mean.add(logarithm.exp().mul(normals(random)));
                imagined = predictor.forward(imagined, beside(action, value));
                sum = sum.add(imagined.sub(next).square().mean()).add(nats(mean, logarithm), new Scalar(price));
            }
            return sum.mul(new Scalar(1.0 / config.unrolled())).squeeze();
        }

        /// What a distribution tells beyond a normal of mean 0 and deviation 1, on average.
        private static Tensor nats(Tensor mean, Tensor logarithm) {
            Tensor squares =
                    mean.square().add(logarithm.mul(new Scalar(2)).exp()).sub(new Scalar(1));
            return squares.mul(new Scalar(0.5)).sub(logarithm).sum(1).mean();
        }

        private Tensor normals(RandomGenerator random) {
            float[] values = new float[config.windows() * spec.dimensions()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return Natives.of(values, config.windows(), spec.dimensions());
        }

        private static Tensor beside(Tensor one, Tensor other) {
            return torch.cat(new TensorVector(one, other), 1);
        }
    }
}
