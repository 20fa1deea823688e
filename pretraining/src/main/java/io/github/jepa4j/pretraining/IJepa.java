package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.ExponentialMovingAverage;
import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The image-based joint-embedding predictive architecture: from the tokens of one large block of the
/// image, a narrow predictor tells the representations of four other blocks, as a moving average of the
/// encoder gives them for the whole image, layer-normalised without gain; smooth L1.
///
/// Source: Assran et al., *Self-Supervised Learning from Images with a Joint-Embedding Predictive
/// Architecture*, 2023 (arXiv 2301.08243), section 3; the momentum from 0.996 to 1. Smooth L1 and
/// the normalisation are their code's; the paper has the squared distance. Differs from it: a
/// predictor for two cores, of 4 layers of 64, not 12 of 384; images are mirrored too; the weight decay is
/// constant, 1e-4 unless it is set otherwise (see [Optimisation]), where the source's grows from 0.04 to
/// 0.4, and it is of biases and of the gains of normalisations too, which the source leaves alone.
///
/// What protects from collapse is that the target has no gradient: where it has one, encoder and target agree on the
/// same for all images. Without the average, by a momentum of 0, the target is the encoder of the last step, and small
/// trainings did not collapse.
///
/// Variance and covariance of what the encoder makes of the context, its mean over places, can be asked for too, as Mo
/// and Yun have them (*Connecting Joint-Embedding Predictive Architecture with Contrastive Self-supervised Learning*,
/// 2024, arXiv 2410.19560: C-JEPA), here without its invariance and its projector. In one short training on photos
/// nearest neighbours found more in features so, a linear probe as much.
///
/// @param momentum     of the target at the start, in [0, 1]
/// @param lastMomentum at the end, in [0, 1]
/// @param width        of the predictor
/// @param layers       of the predictor
/// @param heads        of the predictor
/// @param masks        how blocks are drawn
/// @param stopGradient whether the target has no gradient; without, there is no target network: the encoder takes its
///     place, learns on both sides, and is what is kept
/// @param variance     of the shortfall of each feature's deviation below 1, at least 0; published: 0
/// @param covariance   of the squared covariances between features, at least 0; published: 0
public record IJepa(
        double momentum,
        double lastMomentum,
        int width,
        int layers,
        int heads,
        BlockMasks masks,
        boolean stopGradient,
        double variance,
        double covariance) {

    public IJepa {
        Limits.share("I-JEPA's momentum", momentum);
        Limits.share("I-JEPA's last momentum", lastMomentum);
        Limits.weight("I-JEPA's variance", variance);
        Limits.weight("I-JEPA's covariance", covariance);
    }

    /// The published momentum and masks; a predictor for two cores.
    public static IJepa defaults() {
        return new IJepa(0.996, 1, 64, 4, 4, BlockMasks.published(), true, 0, 0);
    }

    Learner learner(Networks networks, long steps, ViewSettings views) {
        return new Predictive(networks, this, steps, views);
    }

    private static final class Predictive implements Learner {

        private final VisionTransformer encoder;
        private final MaskedPredictor predictor;
        private final Follower<VisionTransformer> target;
        private final IJepa config;
        private final ViewSettings views;

        Predictive(Networks networks, IJepa config, long steps, ViewSettings views) {
            encoder = networks.transformer(Method.I_JEPA);
            PatchGrid grid = encoder.spec().grid();
            BlockMasks.requireGrid(grid.tokenRows(), grid.tokenColumns());
            predictor = new MaskedPredictor(
                    networks.parameters(),
                    "predictor",
                    MaskedPredictorSpec.of(encoder.spec(), VitSpec.Size.of(config.width, config.layers, config.heads)));
            target = Follower.of(
                    networks,
                    twin -> twin.transformer(Method.I_JEPA),
                    new ExponentialMovingAverage.Config(config.momentum, config.lastMomentum, steps));
            this.config = config;
            this.views = views;
        }

        @Override
        public Outcome look(Lesson lesson) {
            PatchGrid grid = encoder.spec().grid();
            var drawn = config.masks.draw(
                    lesson.size(),
                    grid.tokenRows(),
                    grid.tokenColumns(),
                    lesson.seed().split("masks"));
            var images = lesson.view(views, "only");
            var wanted = wanted(images);
            var keep = TokenLists.of(drawn.context());
            var context = encoder.forward(images, keep);
            var loss = torch.zeros(new long[] {}, wanted.options());
            for (long[][] block : drawn.targets()) {
                var places = TokenLists.of(block);
                var predicted = predictor.forward(context, keep, places);
                loss = loss.add(torch.smooth_l1_loss(predicted, TokenLists.pick(wanted, places)));
            }
            var features = context.mean(1);
            var terms = new Terms.Sum()
                    .plus("prediction", 1.0 / drawn.targets().size(), loss)
                    .plus("variance", config.variance, VarianceLoss.ofSamples(features))
                    .plus("covariance", config.covariance, Embeddings.covariances(features))
                    .terms();
            return new Outcome(terms, features);
        }

        private Tensor wanted(Tensor images) {
            if (!config.stopGradient) {
                return normalised(encoder.forward(images));
            }
            try (NoGradGuard guard = new NoGradGuard()) {
                return normalised(target.networks().forward(images));
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
