package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.FramePredictor.Prediction;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A joint-embedding predictive architecture that watches clips frame by frame: an encoder makes a latent
/// map of each frame, a recurrent predictor tells the next map from those before it, one step and several
/// steps ahead, and the maps are kept from collapse by variance and covariance over batch, times and
/// places. Nothing is stopped: gradients flow into what predicts and what is predicted.
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
        Tensor clips = lesson.view(ViewSettings.none(), "as-is");
        long batch = clips.size(0);
        long times = clips.size(1);
        Tensor maps = networks.encode(clips.flatten(0, 1), Mode.TRAINING);
        Tensor latents = maps.unflatten(0, new long[] {batch, times});
        Tensor error = error(latents, clips);
        Tensor samples = maps.permute(0, 2, 3, 1).flatten(0, 2);
        Terms.Sum sum = new Terms.Sum().plus("prediction", 1, error);
        if (config.target() == Target.LATENT) {
            Tensor covariance = Embeddings.squaredOffDiagonal(Embeddings.covariance(samples))
                    .mul(new Scalar(1.0 / samples.size(1)));
            sum.plus("variance", config.variance(), VarianceLoss.ofSamples(samples))
                    .plus("covariance", config.covariance(), covariance);
        }
        return new Outcome(sum.terms(), samples);
    }

    /// The mean error over all times, steps ahead, places and channels.
    private Tensor error(Tensor latents, Tensor clips) {
        long times = latents.size(1);
        List<Tensor> predicted = new ArrayList<>();
        List<Tensor> memories = new ArrayList<>();
        Tensor memory = networks.predictor().empty(latents.select(1, 0));
        for (long t = 0; t + 1 < times; t++) {
            Prediction one = networks.predictor().forward(latents.select(1, t), memory);
            memory = one.memory();
            predicted.add(one.next());
            memories.add(memory);
        }
        Tensor next = torch.stack(new TensorVector(predicted.toArray(Tensor[]::new)), 1);
        Tensor remembered = torch.stack(new TensorVector(memories.toArray(Tensor[]::new)), 1);
        Tensor sum = away(next, latents, clips, 1);
        for (int ahead = 2; ahead <= config.unrolled(); ahead++) {
            long kept = times - ahead;
            Prediction later = networks.predictor()
                    .forward(
                            next.narrow(1, 0, kept).flatten(0, 1),
                            remembered.narrow(1, 0, kept).flatten(0, 1));
            long[] shape = {latents.size(0), kept};
            next = later.next().unflatten(0, shape);
            remembered = later.memory().unflatten(0, shape);
            sum = sum.add(away(next, latents, clips, ahead));
        }
        return sum.mul(new Scalar(1.0 / config.unrolled()));
    }

    /// The mean squared error of predictions of the times from `ahead` on.
    private Tensor away(Tensor predicted, Tensor latents, Tensor clips, long ahead) {
        long count = predicted.size(1);
        if (config.target() == Target.PIXELS) {
            Tensor frames = networks.decoder().forward(predicted.flatten(0, 1));
            return frames.sub(clips.narrow(1, ahead, count).flatten(0, 1))
                    .square()
                    .mean();
        }
        return predicted.sub(latents.narrow(1, ahead, count)).square().mean();
    }
}
