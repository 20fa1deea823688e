package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.QuasimetricNetwork;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worldmodel.QuasimetricSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Learns how many steps it takes from one latent to another, from episodes alone: latents of which
/// nothing is known are pushed apart, and those that were seen `k` steps apart are kept within `k`.
/// Since a quasimetric is no longer than any way round, what comes out is the shortest way that can be
/// pieced together from what was done.
///
/// `min E[far_softness(d(x, y))]`, where `E[(max(0, d(x_t, x_t+k) / k - 1))^2] <= slack^2`, by a multiplier that climbs
/// while that does not hold.
///
/// Source: quasimetric reinforcement learning, Wang et al. (ICML 2023, arXiv 2304.01203), equations 8 to 11. Differs
/// from it: latents are those of a frozen encoder, and steps up to `k` apart are kept, not single ones.
///
/// Learned again from the same episodes with the same seed, it is the same, on the same machine with the same number of
/// threads.
///
/// @param config  how
/// @param threads of the engine, at least 1
/// @param interim where it is kept how far it has come; its file is the caller's to remove
public record QuasimetricTrainer(QuasimetricConfig config, int threads, Interim interim) {

    private static final float STEPS_PER_UNIT = 100;
    private static final String MULTIPLIER = "multiplier";
    private static final double CLIMB = 0.01; // of the multiplier's logarithm, an update
    private static final double LOWEST = Math.log(1e-3) / CLIMB;
    private static final double HIGHEST = Math.log(1e4) / CLIMB;

    /// Of which nothing is kept until it is done.
    public QuasimetricTrainer(QuasimetricConfig config, int threads) {
        this(config, threads, Interim.none());
    }

    /// The same, which goes on with what is kept there.
    public QuasimetricTrainer keeping(Interim other) {
        return new QuasimetricTrainer(config, threads, other);
    }

    /// @param dimension `D`
    /// @param actions   `A` of the episodes, which are not looked at
    /// @throws IllegalArgumentException   when an episode is of other sizes, or none is long enough
    /// @throws TrainingDivergedException when the loss is no longer finite
    public Quasimetric train(
            List<LatentEpisode> episodes, int dimension, int actions, Seed seed, UpdateListener listener) {
        var spec = new QuasimetricSpec(
                dimension,
                config.seen() == 0 ? dimension : config.seen(),
                config.frequencies(),
                config.hidden(),
                config.layers(),
                config.components(),
                config.intervals(),
                STEPS_PER_UNIT);
        var windows = new LatentWindows(episodes, new ResidualSpec(dimension, actions, 1, 1), config.span()).all();
        Engine.open(threads);
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(seed.split("quasimetric"));
            var learning = new Learning(spec, parameters);
            var schedule = new WarmupCosine(config.learningRate(), 0, config.updates() / 20, config.updates());
            new Descent(parameters, schedule, "quasimetric")
                    .run(
                            Descent.Lesson.of(interim, config, config.updates(), episodes, seed),
                            (_, random) -> learning.loss(windows.draw(2 * config.batch(), random), random),
                            listener);
            return Quasimetric.of(spec, parameters.copy(name -> !name.equals(MULTIPLIER)));
        }
    }

    /// One update after the other.
    private final class Learning {

        private final QuasimetricSpec spec;
        private final QuasimetricNetwork network;
        private final Tensor climbed; // logarithm of the multiplier, in steps of its climb; kept beside the weights

        Learning(QuasimetricSpec spec, Parameters parameters) {
            this.spec = spec;
            network = new QuasimetricNetwork(parameters, spec, config.waveScale());
            climbed = parameters.frozen(MULTIPLIER, new float[] {0}, 1);
        }

        Tensor loss(LatentWindows.Batch batch, RandomGenerator random) {
            long count = 2L * config.batch();
            Tensor latents = Natives.of(batch.latents(), count, config.span() + 1L, spec.latentDimension());
            Tensor first = network.encode(latents.select(1, 0));
            Tensor apart = network.distance(
                    first.narrow(0, 0, config.batch()), first.narrow(0, config.batch(), config.batch()));
            int k = 1 + random.nextInt(config.span());
            Tensor done = network.distance(first, network.encode(latents.select(1, k)));
            Tensor beyond =
                    done.div(new Scalar(k)).sub(new Scalar(1)).relu_().square().mean();
            double over = beyond.item_float() - config.slack() * config.slack();
            Tensor pushed = torch.softplus(
                            apart.neg().add(new Scalar(config.far())).div(new Scalar(config.softness())))
                    .mean();
            Tensor loss = pushed.add(beyond, new Scalar(Math.exp(CLIMB * climbed.item_float())));
            double next = Math.clamp(climbed.item_float() + Math.signum(over), LOWEST, HIGHEST);
            climbed.fill_(new Scalar(next));
            return loss;
        }
    }
}
