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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

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
/// as by their walls, a part of the latents is a context, which is foreseen to stay as it is, and taken from
/// another time of the episode. What moves may be asked to do so steadily, rather than to come and go. The terms are in
/// `LevelLoss`.
///
/// Source: hierarchical joint-embedding prediction, LeCun, *A path towards autonomous machine intelligence*
/// (2022), §4.6; macro-actions learned from the actions that they span, as of HWM (arXiv 2604.03208) and
/// H-JEPA (arXiv 2610.06805); that planners must be kept to those which the data hold is what Hi-LeWM (arXiv
/// 2607.12547) found; inverse dynamics against features that are slow and of no use, Pathak et al. (2017);
/// what is steady, slow feature analysis, Wiskott and Sejnowski (2002).
/// Differs from them: macro-actions are proposed by how often they were done where, which is learned.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record LevelTrainer(LevelConfig config, int threads, Interim interim) {

    private static final int POINTS = 20_000;
    private static final int LENGTHS = 20;
    private static final double OF_MACROS = 1e-4;

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
        private final Parameters first; // what is learned before
        private final FeedforwardNetwork macros;
        private final LevelLoss loss;

        Learning(LevelSpec spec, LatentWindows.Sampler windows, String of, Seed seed, UpdateListener listener) {
            this.spec = spec;
            this.windows = windows;
            this.of = of;
            this.seed = seed;
            this.listener = listener;
            parameters = new Parameters(seed.split("level"));
            network = new LevelNetwork(parameters, spec, config.waveScale());
            var inverse = LevelLoss.inverse(parameters, spec);
            first = new Parameters(seed.split("macros"));
            macros = LevelNetwork.macros(first, spec);
            loss = new LevelLoss(config, spec, network, macros, inverse);
        }

        Level level() {
            learnMacros();
            float[] codes = codes();
            learnAll(codes);
            Map<String, io.github.jepa4j.tensor.Tensor> weights =
                    new LinkedHashMap<>(parameters.copy(name -> !name.startsWith(LevelLoss.INVERSE)));
            weights.putAll(first.copy(name -> name.startsWith("macro.")));
            weights.put("step", new io.github.jepa4j.tensor.Tensor(new int[] {1}, new float[] {length()}));
            weights.put(
                    "codes",
                    new io.github.jepa4j.tensor.Tensor(new int[] {spec.codes(), spec.macroDimension()}, codes));
            return Level.of(spec, weights);
        }

        private LevelLoss.Steps draw(RandomGenerator random) {
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
            Tensor anyTime = spec.contextDimension() == 0
                    ? seen.getFirst()
                    : Natives.of(batch.atAnyTime(spec.lowerDimension(), random), count, spec.lowerDimension());
            return new LevelLoss.Steps(seen, done, latents.select(1, 1), anyTime, random);
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

        private Tensor macroLoss(Predictor predictor, LevelLoss.Steps steps) {
            Tensor told = macros.forward(steps.actions().getFirst());
            Tensor predicted = predictor.forward(steps.latents().get(0), loss.noisy(told, steps.random()));
            return predicted
                    .sub(steps.latents().get(1))
                    .square()
                    .mean()
                    .add(told.square().mean(), new Scalar(OF_MACROS));
        }

        private float[] codes() {
            List<float[]> told = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            RandomGenerator random = seed.split("points").generator();
            while (weights.size() < POINTS) {
                try (Scope scope = Scope.open();
                        NoGradGuard guard = new NoGradGuard()) {
                    LevelLoss.Steps steps = draw(random);
                    told.add(Natives.values(macros.forward(steps.actions().getFirst())));
                    for (float weight : Natives.values(LevelLoss.gone(steps, 0))) {
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
                    LevelLoss.Steps steps = draw(random);
                    Tensor gap = network.moving(network.encode(steps.latents().get(1)))
                            .sub(network.moving(network.encode(steps.latents().get(0))));
                    Tensor weight = LevelLoss.gone(steps, 0);
                    sum += LevelLoss.capped(gap.square().sum(1).sqrt())
                            .mul(weight)
                            .sum()
                            .item_float();
                    weights += weight.sum().item_float();
                }
            }
            return (float) (sum / weights);
        }

        private void learnAll(float[] codes) {
            Tensor book = Natives.of(codes, spec.codes(), spec.macroDimension());
            descent(parameters, config.updates(), "level")
                    .run(
                            new Descent.Lesson(interim, of, config.updates(), seed.split("batches")),
                            (_, random) -> loss.of(draw(random), book),
                            (done, value) -> listener.updated(config.macroUpdates() + done, value));
        }
    }

    private Descent descent(Parameters moved, int updates, String what) {
        return new Descent(moved, new WarmupCosine(config.learningRate(), 0, updates / 20, updates), what);
    }
}
