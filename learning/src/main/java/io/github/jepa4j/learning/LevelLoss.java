package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.network.FeedforwardNetwork;
import io.github.jepa4j.network.LevelNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// What a level of abstraction is learned by, once its macro-actions are, which stay as they are: the sum of terms that
/// [LevelTrainer] and [LevelConfig] speak of.
///
/// @param inverse tells from two latents what was done between, and is of no use afterwards
record LevelLoss(
        LevelConfig config,
        LevelSpec spec,
        LevelNetwork network,
        FeedforwardNetwork macros,
        FeedforwardNetwork inverse) {

    /// What the names of the parameters begin with that are of no use afterwards.
    static final String INVERSE = "inverse.";

    private static final double OF_PREDICTION = 5;
    private static final double OF_COVARIANCE = 0.1;
    private static final double OF_AFFORDANCES = 0.3;
    private static final double OF_SUPPORT = 0.3;
    private static final double FAR = 3;
    private static final double LITTLE = 1e-12;
    private static final double LEAST_VARIANCE = 1e-4; // of macro-actions: the same ones tell nothing

    /// What a batch holds, a step of this level at a time.
    ///
    /// @param latents `K + 1` times `[B, lower D]`
    /// @param actions `K` times `[B, S * lower A]`
    /// @param soon    `[B, lower D]`, a step of the level below after the first latents
    /// @param anyTime `[B, lower D]`, what was perceived some time in the same episode, which tells the context
    /// @param random  what else is drawn for it
    record Steps(List<Tensor> latents, List<Tensor> actions, Tensor soon, Tensor anyTime, RandomGenerator random) {}

    /// A network that tells macro-actions from what moves in two latents.
    static FeedforwardNetwork inverse(Parameters parameters, LevelSpec spec) {
        return new FeedforwardNetwork(
                parameters,
                INVERSE,
                new FeedforwardNetwork.Sizes(2 * spec.movingDimension(), 0, spec.hidden(), 1, spec.macroDimension()));
    }

    Tensor noisy(Tensor exact, RandomGenerator random) {
        return exact.add(normals(exact, random), new Scalar(config.noise()));
    }

    private static Tensor normals(Tensor like, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(like.numel())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Natives.of(values, like.size(0), like.size(1));
    }

    /// How far a step goes in the level below, squared, `[B]`; what goes further than nine in ten counts
    /// as they do, so that a leap that nobody made, such as by a teleporter, does not outweigh all else.
    static Tensor gone(Steps steps, int step) {
        return capped(steps.latents()
                .get(step + 1)
                .sub(steps.latents().get(step))
                .square()
                .mean(1));
    }

    static Tensor capped(Tensor values) {
        float[] sorted = Natives.values(values);
        Arrays.sort(sorted);
        return values.clamp_max(new Scalar(sorted[sorted.length * 9 / 10]));
    }

    /// @param book the codes, `[C, M]`
    Tensor of(Steps steps, Tensor book) {
        List<Tensor> latents = steps.latents().stream().map(network::encode).toList();
        Tensor all = torch.cat(new TensorVector(latents.toArray(Tensor[]::new)), 0);
        Tensor lower = torch.cat(new TensorVector(steps.latents().toArray(Tensor[]::new)), 0);
        List<Tensor> placed = placed(latents, steps);
        Tensor imagined = placed.getFirst();
        Tensor prediction = torch.zeros(1);
        Tensor affordances = torch.zeros(1);
        Tensor inferred = torch.zeros(1);
        for (int k = 0; k < config.unrolled(); k++) {
            Tensor done = macros.forward(steps.actions().get(k)).detach();
            affordances = affordances.add(told(placed.get(k), done, gone(steps, k), book));
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
                .add(unsupported(placed, steps.random()), new Scalar(OF_SUPPORT))
                .add(untold(all, lower, steps), new Scalar(config.decoding()))
                .add(unsteady(latents, steps), new Scalar(config.steadiness()))
                .add(still(latents), new Scalar(config.motion()))
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
        return torch.mm(network.decode(all).sub(lower), along).square().mean().div(variance.add(new Scalar(LITTLE)));
    }

    /// The same in the context as it was told at another time of the episode. So it is when what is
    /// imagined goes far; and a context that told even a little of where it was told from would say that
    /// all the rest has no support.
    private List<Tensor> placed(List<Tensor> latents, Steps steps) {
        if (spec.contextDimension() == 0) {
            return latents;
        }
        Tensor context = network.context(network.encode(steps.anyTime()));
        return latents.stream()
                .map(latent -> torch.cat(new TensorVector(network.moving(latent), context), 1))
                .toList();
    }

    /// How far what moves does so in a step of the level below, as a part of how far it does in all that is unrolled.
    private Tensor unsteady(List<Tensor> latents, Steps steps) {
        if (config.steadiness() == 0) {
            return torch.zeros(1);
        }
        Tensor first = network.moving(latents.getFirst());
        Tensor soon = network.moving(network.encode(steps.soon())).sub(first);
        Tensor late = network.moving(latents.getLast()).sub(first);
        return soon.square().mean().div(late.square().mean().add(new Scalar(LITTLE)));
    }

    /// How far each number that moves is from a deviation of 1 within what is unrolled.
    private Tensor still(List<Tensor> latents) {
        if (config.motion() == 0) {
            return torch.zeros(1);
        }
        Tensor moving = torch.stack(
                new TensorVector(latents.stream().map(network::moving).toArray(Tensor[]::new)), 0);
        Tensor within = moving.sub(moving.mean(new long[] {0}, true, new ScalarTypeOptional()));
        return VarianceLoss.ofSamples(within.flatten(0, 1));
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
                : errors.div(errors.div(new Scalar(outlier)).add(new Scalar(1))).mean();
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
    private Tensor unsupported(List<Tensor> latents, RandomGenerator random) {
        Tensor seen =
                torch.cat(new TensorVector(latents.toArray(Tensor[]::new)), 0).detach();
        Tensor gaps = network.moving(latents.get(1).sub(latents.get(0))).detach();
        double step = Math.sqrt(capped(gaps.square().mean(1)).mean().item_float());
        // Every other one further away: what lies beyond all noise would be told nothing of.
        Tensor beside = torch.cat(new TensorVector(beside(seen, step, random), beside(seen, FAR * step, random)), 0);
        return torch.softplus(network.support(seen).neg())
                .mean()
                .add(torch.softplus(network.support(beside)).mean());
    }

    /// Elsewhere in the same context.
    private Tensor beside(Tensor seen, double distance, RandomGenerator random) {
        Tensor moving = network.moving(seen);
        Tensor beside = moving.add(normals(moving, random), new Scalar(distance));
        return spec.contextDimension() == 0 ? beside : torch.cat(new TensorVector(beside, network.context(seen)), 1);
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
