package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A joint-embedding predictive architecture of what goes its way: two frames become a latent vector, a
/// predictor tells the latent one interval later, and again from that, `K` times; gradients flow into
/// what predicts and what is predicted. Latents are kept from collapse by VICReg's variance and
/// covariance, not on the latents themselves but on an expander of them: a latent may then use as few
/// directions as it needs.
///
/// The error too is that of expanded latents, whose numbers all vary alike. The squared error of latents
/// over their variance was tried: one direction that is easily foreseen then takes nearly all variance,
/// and where the planet was is told by what is left. Neither minds the scale of latents, which would
/// otherwise shrink to nothing. Of an encoder that does not learn, the error is of latents, squared and
/// summed, over the sum of their variances.
///
/// Sources: Bardes, Ponce and LeCun, *VICReg*, 2022, for the expander and its two terms; EB-JEPA (arXiv
/// 2602.03604), its video example, for rollouts of all start times at once. Differs from VICReg: what
/// came and what was foreseen share the expander's batch statistics, and only what came is kept from
/// collapse.
///
/// The baseline of pixels has the same encoder and predictor, and a decoder of the later frame; its error
/// is the mean square of the normalised pixels, of present frames and of what was foreseen of later ones.
final class PairJepa implements Learner {

    /// Below this sum of variances nothing is divided any more.
    private static final double LEAST_VARIANCE = 1e-12;

    private final PairNetworks networks;
    private final PairJepaConfig config;

    PairJepa(PairNetworks networks, PairJepaConfig config) {
        this.networks = networks;
        this.config = config;
    }

    @Override
    public Outcome look(Lesson lesson) {
        Tensor clips = lesson.view(ViewSettings.none(), "as-is");
        long starts = clips.size(1) - 1;
        Tensor samples = networks.encode(pairs(clips, starts), Mode.TRAINING);
        Tensor latents = samples.unflatten(0, new long[] {clips.size(0), starts});
        if (config.target() == Target.PIXELS) {
            return new Outcome(Terms.of("prediction", pixelError(latents, clips, lesson)), samples);
        }
        Tensor spread = Embeddings.covariance(samples);
        Tensor variance = spread.diagonal().sum().clamp_min(new Scalar(LEAST_VARIANCE));
        Terms.Sum sum = config.target() == Target.LATENT
                ? expanded(latents, noisy(samples, variance, lesson))
                : new Terms.Sum()
                        .plus(
                                "prediction",
                                config.prediction(),
                                error(rolled(latents), latents).div(variance));
        if (config.directions() > 0) {
            sum.plus("directions", config.directions(), directions(spread));
        }
        return new Outcome(sum.terms(), samples);
    }

    /// The first pairs of successive frames, the earlier one's channels first: `[B * count, 2C, Y, X]`.
    ///
    /// @param clips `[B, T, C, Y, X]`
    private static Tensor pairs(Tensor clips, long count) {
        Tensor earlier = clips.narrow(1, 0, count);
        Tensor later = clips.narrow(1, 1, count);
        return torch.cat(new TensorVector(earlier, later), 2).flatten(0, 1);
    }

    /// What is foreseen 1 to `K` steps ahead, from all start times that have a truth, `[B, S - k, D]`
    /// each.
    ///
    /// @param latents `[B, S, D]`
    private List<Tensor> rolled(Tensor latents) {
        List<Tensor> all = new ArrayList<>();
        Tensor next = latents;
        for (int ahead = 1; ahead <= config.unrolled(); ahead++) {
            next = networks.predictor().forward(next.narrow(1, 0, latents.size(1) - ahead));
            all.add(next);
        }
        return all;
    }

    /// The squared error, summed over numbers, in the mean over start times and over steps ahead.
    ///
    /// @param foreseen 1, 2, ... steps ahead, `[B, S - k, D]` each
    /// @param came     `[B, S, D]`
    private static Tensor error(List<Tensor> foreseen, Tensor came) {
        Tensor[] errors = new Tensor[foreseen.size()];
        for (int i = 0; i < errors.length; i++) {
            Tensor one = foreseen.get(i);
            errors[i] =
                    one.sub(came.narrow(1, i + 1, one.size(1))).square().sum(-1).mean();
        }
        return torch.stack(new TensorVector(errors)).mean();
    }

    /// The three terms on the expander, through which what came and what was foreseen go as one batch.
    ///
    /// @param latents `[B, S, D]`
    /// @param samples the same, flat, with noise
    private Terms.Sum expanded(Tensor latents, Tensor samples) {
        List<Tensor> foreseen = rolled(latents);
        List<Tensor> flat = new ArrayList<>(List.of(samples));
        foreseen.forEach(one -> flat.add(one.flatten(0, 1)));
        Tensor all =
                networks.expander().forward(torch.cat(new TensorVector(flat.toArray(Tensor[]::new)), 0), Mode.TRAINING);
        Tensor came = all.narrow(0, 0, samples.size(0));
        List<Tensor> expanded = new ArrayList<>();
        long offset = samples.size(0);
        for (Tensor one : foreseen) {
            long size = one.size(0) * one.size(1);
            expanded.add(all.narrow(0, offset, size).unflatten(0, new long[] {one.size(0), one.size(1)}));
            offset += size;
        }
        Tensor error = error(expanded, came.unflatten(0, new long[] {latents.size(0), latents.size(1)}));
        Scalar each = new Scalar(1.0 / came.size(1));
        return new Terms.Sum()
                .plus("prediction", config.prediction(), error.mul(each))
                .plus("variance", config.variance(), VarianceLoss.ofSamples(came))
                .plus(
                        "covariance",
                        config.covariance(),
                        Embeddings.squaredOffDiagonal(Embeddings.covariance(came))
                                .mul(each));
    }

    /// The error of present frames and of those that follow: where the present ones were left out, nothing but
    /// the mean picture was learned in some hundred updates. Of all start times and steps ahead some are drawn, as
    /// many as steps from one start time, since a frame takes longer to decode than to encode.
    ///
    /// @param latents `[B, S, D]`
    /// @param clips   `[B, S + 1, C, Y, X]`
    private Tensor pixelError(Tensor latents, Tensor clips, Lesson lesson) {
        List<Tensor> foreseen = new ArrayList<>(List.of(latents));
        foreseen.addAll(rolled(latents));
        List<Tensor> came = new ArrayList<>();
        for (int ahead = 0; ahead < foreseen.size(); ahead++) {
            came.add(clips.narrow(1, 1L + ahead, latents.size(1) - ahead));
        }
        Tensor all =
                torch.cat(new TensorVector(foreseen.toArray(Tensor[]::new)), 1).flatten(0, 1);
        Tensor truth =
                torch.cat(new TensorVector(came.toArray(Tensor[]::new)), 1).flatten(0, 1);
        int[] order = lesson.seed().split("decoded").permutation(Math.toIntExact(all.size(0)));
        long[] drawn = Arrays.stream(order)
                .limit(latents.size(0) * foreseen.size())
                .asLongStream()
                .toArray();
        Tensor some = Tensor.create(drawn, drawn.length);
        return networks.decode(all.index_select(0, some))
                .sub(truth.index_select(0, some))
                .square()
                .mean();
    }

    private Tensor noisy(Tensor samples, Tensor variance, Lesson lesson) {
        if (config.noise() == 0) {
            return samples;
        }
        Tensor size = variance.detach().mul(new Scalar(1.0 / samples.size(1))).sqrt();
        Tensor noise = Reconstruction.noise(samples, lesson.seed());
        return samples.add(noise.mul(size).mul(new Scalar(config.noise())));
    }

    /// Over how many directions latents spread, as a share of all: the squared sum of the deviations
    /// along the principal directions over the sum of their squares, over `D`.
    static Tensor directions(Tensor covariance) {
        Tensor variances = torch.linalg_eigvalsh(covariance).clamp_min(new Scalar(LEAST_VARIANCE));
        return variances.sqrt().sum().square().div(variances.sum()).mul(new Scalar(1.0 / covariance.size(0)));
    }
}
