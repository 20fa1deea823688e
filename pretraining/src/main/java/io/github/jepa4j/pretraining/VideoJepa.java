package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.FramePredictor;
import io.github.jepa4j.network.FramePredictor.Prediction;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.pretraining.VideoJepaConfig.Variation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A joint-embedding predictive architecture that watches clips frame by frame: an encoder makes a latent
/// map of each frame, a recurrent predictor tells the next map from those before it, one step and several
/// steps ahead, and the maps are kept from collapse by variance and covariance over batch, times and
/// places. Nothing is stopped: gradients flow into what predicts and what is predicted.
///
/// Such an architecture likes slow features best, since these are foreseen most easily (Sobal et al., *Joint
/// Embedding Predictive Architectures Focus on Slow Features*, 2022, arXiv 2211.10831): where most of a picture never
/// moves, its walls and borders vary enough from place to place, and what moves can be left out. So variance and
/// covariance may be taken of what changes alone, see [VideoJepaConfig.Variation].
///
/// Source: EB-JEPA (arXiv 2602.03604), its video example: variance and covariance over pixels, times and
/// batch, rollouts of all start times at once. Differs from it: a recurrent predictor in place of one that
/// sees two frames, since what is behind a screen has to be remembered; maps of a quarter of the side; no
/// projector; VICReg's covariance, over `E`.
final class VideoJepa implements Learner {

    private final FrameNetworks networks;
    private final VideoJepaConfig config;

    VideoJepa(FrameNetworks networks, VideoJepaConfig config) {
        this.networks = networks;
        this.config = config;
    }

    @Override
    public Outcome look(Lesson lesson) {
        Tensor clips = lesson.view(ViewSettings.none(), "as-is").transpose(0, 1); // times outermost: each is one piece
        long times = clips.size(0);
        Tensor maps = networks.encode(clips.flatten(0, 1), Mode.TRAINING);
        Timed latents = new Timed(maps, times);
        Timed came = config.target() == Target.PIXELS ? new Timed(clips.flatten(0, 1), times) : latents;
        Prediction foreseen = watch(latents);
        Tensor varying = config.variation() == Variation.CHANGES ? changes(latents) : maps;
        Tensor samples = varying.permute(0, 2, 3, 1).flatten(0, 2);
        Terms.Sum sum =
                new Terms.Sum().plus("prediction", 1, error(foreseen, came)).plus("doubt", 1, doubt(foreseen, came));
        if (config.target() == Target.LATENT) {
            sum.plus("variance", config.variance(), VarianceLoss.ofSamples(samples))
                    .plus("covariance", config.covariance(), Embeddings.covariances(samples));
        }
        return new Outcome(sum.terms(), samples);
    }

    /// Latents less their mean over times.
    private static Tensor changes(Timed latents) {
        Tensor clips = latents.all().unflatten(0, new long[] {latents.times(), -1});
        return clips.sub(clips.mean(0)).flatten(0, 1);
    }

    @Override
    public boolean isAside(String parameter) {
        return FrameNetworks.tellsError(parameter);
    }

    /// Maps of several times.
    ///
    /// @param all   `[T * B, C, Y, X]`, the clips of one time after the other
    /// @param times `T`
    private record Timed(Tensor all, long times) {

        Tensor at(long time) {
            return span(time, 1);
        }

        /// Those of some times in a row.
        Tensor span(long from, long count) {
            long batch = all.size(0) / times;
            return all.narrow(0, from * batch, count * batch);
        }
    }

    /// What is foreseen after each frame but the last, `N` being `(T - 1) * B`.
    private Prediction watch(Timed latents) {
        FramePredictor predictor = networks.predictor();
        long seen = latents.times() - 1;
        Timed heard = new Timed(predictor.hear(latents.span(0, seen)), seen);
        List<Tensor> memories = new ArrayList<>();
        Tensor memory = predictor.empty(latents.at(0));
        for (long t = 0; t < seen; t++) {
            memory = predictor.remember(heard.at(t), memory);
            memories.add(memory);
        }
        Tensor remembered = torch.cat(new TensorVector(memories.toArray(Tensor[]::new)), 0);
        return predictor.predict(latents.span(0, seen), remembered);
    }

    /// The negative logarithm of the likelihood of what came, were it spread about what was foreseen as Laplace's
    /// distribution is. The errors are taken as they are: only what tells them learns from it.
    private Tensor doubt(Prediction foreseen, Timed came) {
        Tensor errors;
        try (NoGradGuard guard = new NoGradGuard()) {
            errors = networks.error(foreseen.next(), came.span(1, came.times() - 1));
        }
        Tensor logError = foreseen.logError();
        return errors.mul(logError.neg().exp()).add(logError).mean();
    }

    /// The mean squared error over all times, steps ahead, places and channels.
    private Tensor error(Prediction foreseen, Timed came) {
        Prediction later = foreseen;
        Tensor sum = away(later, came, 1);
        for (int ahead = 2; ahead <= config.unrolled(); ahead++) {
            long kept = came.times() - ahead;
            later = networks.predictor()
                    .forward(
                            new Timed(later.next(), kept + 1).span(0, kept),
                            new Timed(later.memory(), kept + 1).span(0, kept));
            sum = sum.add(away(later, came, ahead));
        }
        return sum.mul(new Scalar(1.0 / config.unrolled()));
    }

    /// Of predictions of the times from `ahead` on.
    private Tensor away(Prediction prediction, Timed came, long ahead) {
        Tensor expected =
                config.target() == Target.PIXELS ? networks.decoder().forward(prediction.next()) : prediction.next();
        return expected.sub(came.span(ahead, came.times() - ahead)).square().mean();
    }
}
