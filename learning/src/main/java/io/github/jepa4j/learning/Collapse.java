package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Natives;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How far a batch of latents has collapsed.
///
/// The effective rank is `exp(-sum p_i ln p_i)` with `p_i` the eigenvalues of the latents' covariance over
/// their sum (Roy and Vetterli, *The effective rank*, 2007, equation 4, which uses singular values; we use
/// variances, so that a direction counts by what it explains).
///
/// @param leastStd      the smallest standard deviation of any latent dimension, at least 0
/// @param meanStd       the mean of them
/// @param effectiveRank in [1, D]; 0 when nothing varies at all
public record Collapse(double leastStd, double meanStd, double effectiveRank) {

    /// Below this mean standard deviation the alarm is given: the regularisers hold it near 1 while they
    /// work.
    public static final double STD_ALARM = 0.1;

    /// Below this effective rank the alarm is given: the rooms have four degrees of freedom (the dot's
    /// place, the wall, the door), and latents that span fewer directions than that cannot tell them apart.
    public static final double RANK_ALARM = 4;

    /// Not measured.
    static final Collapse UNKNOWN = new Collapse(Double.NaN, Double.NaN, Double.NaN);

    /// Measures latents.
    ///
    /// @param latents `[N, D]`, at least two rows
    public static Collapse of(Tensor latents) {
        Tensor samples = latents.detach();
        Tensor centred = samples.sub(samples.mean(0));
        Tensor covariance = torch.mm(centred.t(), centred).mul(new Scalar(1.0 / (samples.size(0) - 1)));
        return of(Natives.values(covariance.diagonal()), Natives.values(torch.linalg_eigvalsh(covariance)));
    }

    /// @param variances   of each dimension
    /// @param eigenvalues of the covariance
    static Collapse of(float[] variances, float[] eigenvalues) {
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (float variance : variances) {
            double std = Math.sqrt(Math.max(0, variance));
            least = Math.min(least, std);
            sum += std;
        }
        double total = 0;
        for (float eigenvalue : eigenvalues) {
            total += Math.max(0, eigenvalue);
        }
        double entropy = 0;
        for (float eigenvalue : eigenvalues) {
            double part = Math.max(0, eigenvalue) / total;
            entropy -= part > 0 ? part * Math.log(part) : 0;
        }
        return new Collapse(least, sum / variances.length, total > 0 ? Math.exp(entropy) : 0);
    }

    /// Whether the representation has collapsed, or is about to.
    public boolean alarming() {
        return !(meanStd >= STD_ALARM && effectiveRank >= RANK_ALARM);
    }
}
