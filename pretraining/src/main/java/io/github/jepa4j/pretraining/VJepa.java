package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.ExponentialMovingAverage;
import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.MaskedAutoencoder.Hiding;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The video joint-embedding predictive architecture: from what is seen of a clip, a narrow predictor tells
/// the representations of what is hidden, as a moving average of the encoder gives them for the whole clip,
/// layer-normalised without gain; mean absolute error. Two kinds of masks, each with a mask token of its
/// own.
///
/// Source: Bardes et al., *V-JEPA*, 2024 (arXiv 2404.08471), section 3, and Assran et al., *V-JEPA 2*, 2025
/// (arXiv 2506.09985), section 2.1, momentum 0.99925. Differs from them: a predictor for two cores, of 1
/// layer of 64, not 12 of 384; a lower momentum for short trainings; a weight decay of 1e-4 unless it is
/// set otherwise (see [Optimisation]), not 0.04, which is of biases and of the gains of normalisations
/// too; a learning rate that falls along half a cosine, where V-JEPA 2's stays until it is cooled down.
///
/// What protects from collapse is that the target has no gradient, as in [IJepa].
///
/// Variance and covariance of what the encoder makes of what it sees, its mean over places and times, can be asked for
/// too, as Drozdov, Shwartz-Ziv and LeCun have them in place of the average (*Video Representation Learning with
/// Joint-Embedding Predictive Architectures*, 2024, arXiv 2412.10925). In one short training on moving shapes they
/// spread features over more directions and made motions harder to tell by a linear probe.
///
/// @param momentum   of the target, in [0, 1]
/// @param width      of the predictor
/// @param layers     of the predictor
/// @param heads      of the predictor
/// @param hiding     places at all times, by two kinds of masks, as published; or, from one time on, all that is to
///     come, as [MaskedAutoencoder#prediction] hides it: what is predicted then is how things move
/// @param shortRange one kind of masks of places
/// @param longRange  the other
/// @param stopGradient whether the target has no gradient; without, there is no target network: the encoder takes its
///     place, learns on both sides, and is what is kept
/// @param variance   of the shortfall of each feature's deviation below 1, at least 0; published: 0
/// @param covariance of the squared covariances between features, at least 0; published: 0
public record VJepa(
        double momentum,
        int width,
        int layers,
        int heads,
        Hiding hiding,
        TubeMasks shortRange,
        TubeMasks longRange,
        boolean stopGradient,
        double variance,
        double covariance) {

    public VJepa {
        Limits.share("V-JEPA's momentum", momentum);
        Limits.weight("V-JEPA's variance", variance);
        Limits.weight("V-JEPA's covariance", covariance);
    }

    /// The published masks; momentum and predictor for two cores.
    public static VJepa defaults() {
        return new VJepa(0.998, 64, 1, 4, Hiding.PLACES, TubeMasks.shortRange(), TubeMasks.longRange(), true, 0, 0);
    }

    Learner learner(Networks networks, ViewSettings views) {
        return new Predictive(networks, this, views);
    }

    /// How much of a clip is hidden at most where the future is.
    private static final double FUTURE = 0.5;

    /// Draws masks for clips of one size.
    private interface Masks {
        TubeMasks.Drawn draw(int batch, PatchGrid grid, Seed seed);
    }

    /// A kind of masks, with a mask token of its own.
    private record Kind(String name, Masks masks) {}

    /// @throws IllegalArgumentException where there are too few places or times to hide any
    private List<Kind> kinds(PatchGrid grid) {
        if (hiding == Hiding.FUTURE) {
            MaskedAutoencoder.requireFits(grid, hiding);
            return List.of(new Kind("future", (batch, sizes, seed) -> {
                var mask = MaskedAutoencoder.future(batch, sizes, FUTURE, seed);
                return new TubeMasks.Drawn(mask.seen(), mask.left());
            }));
        }
        TubeMasks.requireGrid(grid.tokenRows(), grid.tokenColumns());
        return List.of(new Kind("short_range", tubes(shortRange)), new Kind("long_range", tubes(longRange)));
    }

    private static Masks tubes(TubeMasks masks) {
        return (batch, grid, seed) -> masks.draw(batch, grid.times(), grid.tokenRows(), grid.tokenColumns(), seed);
    }

    private static final class Predictive implements Learner {

        private final VisionTransformer encoder;
        private final MaskedPredictor predictor;
        private final Follower<VisionTransformer> target;
        private final VJepa config;
        private final List<Kind> kinds;
        private final ViewSettings views;

        Predictive(Networks networks, VJepa config, ViewSettings views) {
            encoder = networks.transformer(Method.V_JEPA);
            VitSpec spec = encoder.spec();
            kinds = config.kinds(spec.grid());
            predictor = new MaskedPredictor(
                    networks.parameters(),
                    "predictor",
                    new MaskedPredictorSpec(
                            spec.grid(),
                            spec.dimension(),
                            VitSpec.Size.of(config.width, config.layers, config.heads),
                            spec.positions(),
                            kinds.size()));
            target = Follower.of(
                    networks,
                    twin -> twin.transformer(Method.V_JEPA),
                    ExponentialMovingAverage.Config.constant(config.momentum));
            this.config = config;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            var clips = lesson.view(views, "only");
            var wanted = wanted(clips);
            PatchGrid grid = encoder.spec().grid();
            var sum = new Terms.Sum();
            var features = wanted;
            for (int kind = 0; kind < kinds.size(); kind++) {
                var drawn = kinds.get(kind)
                        .masks()
                        .draw(lesson.size(), grid, lesson.seed().split("masks").split(kind));
                var keep = TokenLists.of(drawn.seen());
                var places = TokenLists.of(drawn.hidden());
                var seen = encoder.forward(clips, keep);
                features = seen.mean(1);
                var error = predictor
                        .forward(seen, keep, places, kind)
                        .sub(TokenLists.pick(wanted, places))
                        .abs()
                        .mean();
                String name = kinds.get(kind).name();
                double part = 1.0 / kinds.size();
                sum.plus(name, part, error)
                        .plus(name + ".variance", part * config.variance, VarianceLoss.ofSamples(features))
                        .plus(name + ".covariance", part * config.covariance, Embeddings.covariances(features));
            }
            return new Outcome(sum.terms(), features);
        }

        private Tensor wanted(Tensor clips) {
            if (!config.stopGradient) {
                return normalised(encoder.forward(clips));
            }
            try (NoGradGuard guard = new NoGradGuard()) {
                return normalised(target.networks().forward(clips));
            }
        }

        private Tensor normalised(Tensor tokens) {
            return torch.layer_norm(tokens, encoder.spec().dimension());
        }

        @Override
        public Networks kept(Networks trained) {
            return config.stopGradient ? target.twin() : trained;
        }

        @Override
        public Optional<Follower<?>> follower() {
            return Optional.of(target);
        }
    }
}
