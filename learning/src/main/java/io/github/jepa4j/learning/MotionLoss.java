package io.github.jepa4j.learning;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/// Makes the first eighth of the latent's dimensions, or two, tell what changes *within* an episode:
/// [VarianceLoss] plus [CovarianceLoss] of what is left of them when the mean over their own window is taken
/// away, `z_t - mean_t z_t`. Latents are `[B, T, D]` with `T` and `D` at least 2.
///
/// Where every episode is of another world, by its walls say, variance and covariance across a batch are content with
/// what is the same all along an episode, which is the easiest to foresee as well: latents then tell the walls, and not
/// where the dot is.
///
/// Source: that joint-embedding world models take what is slow was shown by Sobal et al., *Joint Embedding Predictive
/// Architectures Focus on Slow Features* (arXiv 2211.10831), where the noise is fixed within an episode; the remedy is
/// our own.
public final class MotionLoss implements Regularizer {

    private static final long LEAST = 2;
    private static final long SHARE = 8;

    private final VarianceLoss variance = new VarianceLoss();
    private final CovarianceLoss covariance = new CovarianceLoss();

    @Override
    public String name() {
        return "motion";
    }

    @Override
    public Tensor loss(Tensor latents, Tensor actions) {
        Tensor first = latents.narrow(2, 0, Math.max(LEAST, latents.size(2) / SHARE));
        Tensor moved = first.sub(first.mean(new long[] {1}, true, new ScalarTypeOptional()));
        return variance.loss(moved, actions).add(covariance.loss(moved, actions));
    }
}
