package io.github.jepa4j.learning;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Keeps latent dimensions from repeating each other: the mean of the squared off-diagonal entries of the
/// covariance matrix, `sum_{i != j} C_ij^2 / (D (D - 1))`, over all `N = B * T` latents pooled.
///
/// Source: Bardes, Ponce and LeCun, *VICReg*, 2022, equations 3 and 4. Differs from it: divided by the
/// number of entries instead of by `D`, as in the two-rooms peer.
public final class CovarianceLoss implements Regularizer {

    @Override
    public String name() {
        return "covariance";
    }

    @Override
    public Tensor loss(Tensor latents, Tensor actions) {
        Tensor samples = latents.flatten(0, 1);
        long dimension = samples.size(1);
        Tensor centred = samples.sub(samples.mean(0));
        Tensor covariance = torch.mm(centred.t(), centred).mul(new Scalar(1.0 / (samples.size(0) - 1)));
        Tensor all = covariance.square().sum();
        Tensor diagonal = covariance.diagonal().square().sum();
        return all.sub(diagonal).mul(new Scalar(1.0 / ((double) dimension * (dimension - 1))));
    }
}
