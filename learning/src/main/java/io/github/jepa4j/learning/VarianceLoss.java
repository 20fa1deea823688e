package io.github.jepa4j.learning;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Keeps every latent dimension spread out: `mean_j relu(1 - sqrt(Var(z_j) + 1e-4))`, the variance
/// unbiased, over all `N = B * T` latents pooled.
///
/// Source: the hinge on the standard deviation in Bardes, Ponce and LeCun, *VICReg*, 2022, equation 1.
/// Differs from it: windows and time steps are pooled, as in the two-rooms peer.
public final class VarianceLoss implements Regularizer {

    private static final double TARGET_STD = 1;
    private static final double EPSILON = 1e-4;

    @Override
    public String name() {
        return "variance";
    }

    @Override
    public Tensor loss(Tensor latents, Tensor actions) {
        return ofSamples(latents.flatten(0, 1));
    }

    /// The hinge over samples that are pooled already.
    ///
    /// @param samples `[N, D]`, at least two rows
    /// @return a scalar, in [0, 1)
    public static Tensor ofSamples(Tensor samples) {
        Tensor centred = samples.sub(samples.mean(0));
        Tensor variance = centred.square().sum(0).mul(new Scalar(1.0 / (samples.size(0) - 1)));
        Tensor std = variance.add(new Scalar(EPSILON)).sqrt();
        return torch.relu(std.neg().add(new Scalar(TARGET_STD))).mean();
    }
}
