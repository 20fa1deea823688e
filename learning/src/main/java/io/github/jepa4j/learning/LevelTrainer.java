package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.FeedforwardNetwork;
import io.github.jepa4j.network.LevelNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.regression.WeightedKMeans;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Learns a level of abstraction above another, from the same episodes as that was learned from; the level below stays
/// as it is.
///
/// First macro-actions: what of `S` actions has to be told to foresee the latent of the level below after
/// them, through a few numbers to which noise is added. Their means by k-means are the codes that planners
/// are proposed; what goes far counts more, by the square of how far, and what stays where it is proposes
/// nothing. Then all else together: an encoder whose latents are foreseen over several steps of its own,
/// kept from collapse by variance and covariance, and from what never changes by a network of no use
/// afterwards, which tells from two of them what was done between; how likely each code was at such a latent;
/// and what they are in the level below, by which, as far as that changes, the encoder is learned too: variance
/// and covariance alone let it lay one corridor of a maze upon another. Where episodes are of worlds that differ, such
/// as by their walls, a part of the latents is a context, which is foreseen to stay as it is.
///
/// Source: hierarchical joint-embedding prediction, LeCun, *A path towards autonomous machine intelligence*
/// (2022), §4.6; macro-actions learned from the actions that they span, as of HWM (arXiv 2604.03208) and
/// H-JEPA (arXiv 2610.06805); that planners must be kept to those which the data hold is what Hi-LeWM (arXiv
/// 2607.12547) found; inverse dynamics against features that are slow and of no use, Pathak et al. (2017).
/// Differs from them: macro-actions are proposed by how often they were done where, which is learned.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record LevelTrainer(LevelConfig config, int threads, Interim interim) {

    private static final int POINTS = 20_000;
    private static final int LENGTHS = 20;
    private static final double OF_PREDICTION = 5;
    private static final double OF_COVARIANCE = 0.1;
    private static final double OF_AFFORDANCES = 0.3;
    private static final double OF_MACROS = 1e-4;
    private static final double OF_SUPPORT = 0.3;
    private static final double FAR = 3;
    private static final double LITTLE = 1e-12;
    private static final double LEAST_VARIANCE = 1e-4; // of macro-actions: the same ones tell nothing
    private static final String INVERSE = "inverse.";

    /// Of which nothing is kept until it is done.
    public LevelTrainer(LevelConfig config, int threads) {
        this(config, threads, Interim.none());
    }

    /// The same, which goes on with what is kept there.
    public LevelTrainer keeping(Interim other) {
        return new LevelTrainer(config, threads, other);
    }

    /// @param episodes  of the level below: its latents, and its actions (which above the first are macro-actions)
    /// @param dimension latent dimensions of the level below
    /// @param actions   action axes of the level below
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Level train(List<LatentEpisode> episodes, int dimension, int actions, Seed seed, UpdateListener listener) {
        var spec = new LevelSpec(
                dimension,
                actions,
                config.span(),
                config.latentDimension(),
                config.contextDimension(),
                config.macroDimension(),
                config.codes(),
                config.frequencies(),
                config.hidden());
        var lower = new ResidualSpec(dimension, actions, 1, 1);
        var windows = new LatentWindows(episodes, lower, config.span() * config.unrolled()).all();
        Engine.open(threads);
        try (Scope scope = Scope.open()) {
            return new Learning(
                            spec,
                            windows,
                            Configuration.hash(config) + LatentEpisode.checksum(episodes),
                            seed,
                            listener)
                    .level();
        }
    }

    /// One level in the making.
    private final class Learning {

        private final LevelSpec spec;
        private final LatentWindows.Sampler windows;
        private final UpdateListener listener;
        private final String of; // settings and data
        private final Seed seed;
        private final Parameters parameters;
        private final LevelNetwork network;
        private final FeedforwardNetwork inverse; // of no use afterwards
        private final Parameters first; // what is learned before
        private final FeedforwardNetwork macros;

        Learning(LevelSpec spec, LatentWindows.Sampler windows, String of, Seed seed, UpdateListener listener) {
            this.spec = spec;
            this.windows = windows;
            this.of = of;
            this.seed = seed;
            this.listener = listener;
            parameters = new Parameters(seed.split("level"));
            network = new LevelNetwork(parameters, spec, config.waveScale());
            inverse = new FeedforwardNetwork(
                    parameters,
                    INVERSE,
                    new FeedforwardNetwork.Sizes(
                            2 * spec.movingDimension(), 0, spec.hidden(), 1, spec.macroDimension()));
            first = new Parameters(seed.split("macros"));
            macros = LevelNetwork.macros(first, spec);
        }

        Level level() {
            learnMacros();
            float[] codes = codes();
            learnAll(codes);
            Map<String, io.github.jepa4j.tensor.Tensor> weights =
                    new LinkedHashMap<>(parameters.copy(name -> !name.startsWith(INVERSE)));
            weights.putAll(first.copy(name -> name.startsWith("macro.")));
            weights.put("step", new io.github.jepa4j.tensor.Tensor(new int[] {1}, new float[] {length()}));
            weights.put(
                    "codes",
                    new io.github.jepa4j.tensor.Tensor(new int[] {spec.codes(), spec.macroDimension()}, codes));
            return Level.of(spec, weights);
        }

        /// What a batch holds, a step of this level at a time.
        ///
        /// @param latents `K + 1` times `[B, lower D]`
        /// @param actions `K` times `[B, S * lower A]`
        /// @param random  what else is drawn for it
        private record Steps(List<Tensor> latents, List<Tensor> actions, RandomGenerator random) {}

        private Steps draw(RandomGenerator random) {
            int span = spec.span();
            LatentWindows.Batch batch = windows.draw(config.windows(), random);
            long count = config.windows();
            long steps = (long) span * config.unrolled();
            Tensor latents = Natives.of(batch.latents(), count, steps + 1, spec.lowerDimension());
            Tensor actions = Natives.of(batch.actions(), count, config.unrolled(), (long) span * spec.lowerActions());
            List<Tensor> seen = new ArrayList<>();
            List<Tensor> done = new ArrayList<>();
            for (int k = 0; k <= config.unrolled(); k++) {
                seen.add(latents.select(1, (long) k * span));
                if (k < config.unrolled()) {
                    done.add(actions.select(1, k));
                }
            }
            return new Steps(seen, done, random);
        }

        /// By a predictor of the level below's latents, which is of no use afterwards.
        private void learnMacros() {
            var lower = new ResidualSpec(spec.lowerDimension(), spec.macroDimension(), spec.hidden(), 2);
            Predictor predictor = Predictor.of(first, lower, null);
            descent(first, config.macroUpdates(), "macro-actions")
                    .run(
                            new Descent.Lesson(interim, of, config.macroUpdates(), seed.split("macro-actions")),
                            (_, random) -> macroLoss(predictor, draw(random)),
                            listener);
        }

        private Tensor macroLoss(Predictor predictor, Steps steps) {
            Tensor told = macros.forward(steps.actions().getFirst());
            Tensor predicted = predictor.forward(steps.latents().get(0), noisy(told, steps.random()));
            return predicted
                    .sub(steps.latents().get(1))
                    .square()
                    .mean()
                    .add(told.square().mean(), new Scalar(OF_MACROS));
        }

        private Tensor noisy(Tensor exact, RandomGenerator random) {
            return exact.add(normals(exact, random), new Scalar(config.noise()));
        }

        private static Tensor normals(Tensor like, RandomGenerator random) {
            float[] values = new float[Math.toIntExact(like.numel())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return Natives.of(values, like.size(0), like.size(1));
        }

        private float[] codes() {
            List<float[]> told = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            RandomGenerator random = seed.split("points").generator();
            while (weights.size() < POINTS) {
                try (Scope scope = Scope.open();
                        NoGradGuard guard = new NoGradGuard()) {
                    Steps steps = draw(random);
                    told.add(Natives.values(macros.forward(steps.actions().getFirst())));
                    for (float weight : Natives.values(gone(steps, 0))) {
                        weights.add((double) weight);
                    }
                }
            }
            float[] points = new float[weights.size() * spec.macroDimension()];
            int at = 0;
            for (float[] some : told) {
                System.arraycopy(some, 0, points, at, some.length);
                at += some.length;
            }
            return WeightedKMeans.of(
                    points,
                    spec.macroDimension(),
                    weights.stream().mapToDouble(Double::doubleValue).toArray(),
                    spec.codes(),
                    seed.split("codes").generator());
        }

        /// How far a step goes in this level, those that go far counting more.
        private float length() {
            double sum = 0;
            double weights = 0;
            RandomGenerator random = seed.split("lengths").generator();
            for (int i = 0; i < LENGTHS; i++) {
                try (Scope scope = Scope.open();
                        NoGradGuard guard = new NoGradGuard()) {
                    Steps steps = draw(random);
                    Tensor gap = network.moving(network.encode(steps.latents().get(1)))
                            .sub(network.moving(network.encode(steps.latents().get(0))));
                    Tensor weight = gone(steps, 0);
                    sum += capped(gap.square().sum(1).sqrt()).mul(weight).sum().item_float();
                    weights += weight.sum().item_float();
                }
            }
            return (float) (sum / weights);
        }

        /// How far a step goes in the level below, squared, `[B]`; what goes further than nine in ten counts
        /// as they do, so that a leap that nobody made, such as by a teleporter, does not outweigh all else.
        private static Tensor gone(Steps steps, int step) {
            return capped(steps.latents()
                    .get(step + 1)
                    .sub(steps.latents().get(step))
                    .square()
                    .mean(1));
        }

        private static Tensor capped(Tensor values) {
            float[] sorted = Natives.values(values);
            Arrays.sort(sorted);
            return values.clamp_max(new Scalar(sorted[sorted.length * 9 / 10]));
        }

        private void learnAll(float[] codes) {
            Tensor book = Natives.of(codes, spec.codes(), spec.macroDimension());
            descent(parameters, config.updates(), "level")
                    .run(
                            new Descent.Lesson(interim, of, config.updates(), seed.split("batches")),
                            (_, random) -> loss(draw(random), book),
                            (done, loss) -> listener.updated(config.macroUpdates() + done, loss));
        }

        private Tensor loss(Steps steps, Tensor book) {
            List<Tensor> latents = steps.latents().stream().map(network::encode).toList();
            Tensor all = torch.cat(new TensorVector(latents.toArray(Tensor[]::new)), 0);
            Tensor lower = torch.cat(new TensorVector(steps.latents().toArray(Tensor[]::new)), 0);
            Tensor imagined = latents.getFirst();
            Tensor prediction = torch.zeros(1);
            Tensor affordances = torch.zeros(1);
            Tensor inferred = torch.zeros(1);
            for (int k = 0; k < config.unrolled(); k++) {
                Tensor done = macros.forward(steps.actions().get(k)).detach();
                affordances = affordances.add(told(latents.get(k), done, gone(steps, k), book));
                inferred = inferred.add(unlike(done, latents.get(k), latents.get(k + 1)));
                imagined = network.predict(imagined, noisy(done, steps.random()));
                prediction = prediction.add(unforeseen(imagined, latents.get(k + 1)));
            }
            return prediction
                    .mul(new Scalar(OF_PREDICTION / config.unrolled()))
                    .add(VarianceLoss.ofSamples(all))
                    .add(covariance(all), new Scalar(OF_COVARIANCE))
                    .add(affordances, new Scalar(OF_AFFORDANCES / config.unrolled()))
                    .add(inferred, new Scalar(config.inverse() / config.unrolled()))
                    .add(unsupported(all, latents, steps.random()), new Scalar(OF_SUPPORT))
                    .add(untold(all, lower, steps), new Scalar(config.decoding()))
                    .add(network.decode(all.detach()).sub(lower).square().mean())
                    .squeeze();
        }

        /// How badly latents of the level below are told from its own, as a part of their variance, in those
        /// directions in which they change, by how much they do: walls that stay where they are need not be
        /// told. A leap counts no more than nine in ten of the changes do.
        private Tensor untold(Tensor all, Tensor lower, Steps steps) {
            if (config.decoding() == 0) {
                return torch.zeros(1);
            }
            Tensor changes = steps.latents().getLast().sub(steps.latents().getFirst());
            Tensor lengths = changes.square().sum(1).sqrt();
            Tensor shares = capped(lengths).div(lengths.add(new Scalar(LITTLE)));
            Tensor along = changes.mul(shares.unsqueeze(1)).t();
            Tensor variance = torch.mm(lower.sub(lower.mean(0)), along).square().mean();
            return torch.mm(network.decode(all).sub(lower), along)
                    .square()
                    .mean()
                    .div(variance.add(new Scalar(LITTLE)));
        }

        /// How badly latents were foreseen, `e^2 / (1 + e^2 / c^2)` of each (Geman and McClure, 1987): what
        /// nobody can foresee, such as where a teleporter leads, is else foreseen best by a level that takes
        /// those places for one.
        private Tensor unforeseen(Tensor imagined, Tensor latents) {
            Tensor gaps = imagined.sub(latents).square();
            Tensor errors = network.moving(gaps).mean(1);
            double outlier = config.outlier() * config.outlier();
            Tensor unforeseen = outlier == 0
                    ? errors.mean()
                    : errors.div(errors.div(new Scalar(outlier)).add(new Scalar(1)))
                            .mean();
            return spec.contextDimension() == 0
                    ? unforeseen
                    : unforeseen.add(network.context(gaps).mean());
        }

        /// How badly the macro-action between two latents is told from them, as a part of its variance.
        private Tensor unlike(Tensor done, Tensor latent, Tensor next) {
            Tensor told = inverse.forward(torch.cat(new TensorVector(network.moving(latent), network.moving(next)), 1));
            Tensor variance = done.sub(done.mean(new long[] {0}, true, new ScalarTypeOptional()))
                    .square()
                    .mean();
            return told.sub(done).square().mean().div(variance.add(new Scalar(LEAST_VARIANCE)));
        }

        /// How badly what was perceived is told from what lies about a step beside, by noise-contrastive estimation.
        private Tensor unsupported(Tensor all, List<Tensor> latents, RandomGenerator random) {
            Tensor seen = all.detach();
            Tensor gaps = network.moving(latents.get(1).sub(latents.get(0))).detach();
            double step = Math.sqrt(capped(gaps.square().mean(1)).mean().item_float());
            // Every other one further away: what lies beyond all noise would be told nothing of.
            Tensor beside =
                    torch.cat(new TensorVector(beside(seen, step, random), beside(seen, FAR * step, random)), 0);
            return torch.softplus(network.support(seen).neg())
                    .mean()
                    .add(torch.softplus(network.support(beside)).mean());
        }

        /// Elsewhere in the same context.
        private Tensor beside(Tensor seen, double distance, RandomGenerator random) {
            Tensor moving = network.moving(seen);
            Tensor beside = moving.add(normals(moving, random), new Scalar(distance));
            return spec.contextDimension() == 0
                    ? beside
                    : torch.cat(new TensorVector(beside, network.context(seen)), 1);
        }

        private Tensor covariance(Tensor all) {
            return all.size(1) == 1 ? torch.zeros(1) : new CovarianceLoss().loss(all.unsqueeze(0), all);
        }

        /// By which code each macro-action is told, weighted by how far it went.
        private Tensor told(Tensor latents, Tensor done, Tensor gone, Tensor book) {
            Tensor code = torch.cdist(done, book).argmin(new LongOptional(1), false);
            Tensor logarithms = network.affordances(latents);
            Tensor told = logarithms.gather(1, code.unsqueeze(1)).squeeze(1).neg();
            return told.mul(gone).sum().div(gone.sum().add(new Scalar(LITTLE)));
        }
    }

    private Descent descent(Parameters moved, int updates, String what) {
        return new Descent(moved, new WarmupCosine(config.learningRate(), 0, updates / 20, updates), what);
    }
}
