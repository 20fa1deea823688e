package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.VarianceLoss;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;

/// Variance-invariance-covariance regularisation:
/// `lambda * mse(z, z') + mu * (v(z) + v(z')) + nu * (c(z) + c(z'))`, with `v` the mean shortfall of each
/// dimension's standard deviation below 1, and `c` the sum of squared covariances between dimensions over
/// `E`.
///
/// Source: Bardes, Ponce and LeCun, *VICReg*, 2022, equations 1 to 6, with its coefficients 25, 25 and 1.
/// Differs from the paper, not from its published code: the squared distance is a mean over dimensions, not
/// a sum. The code halves the variance term, the paper does not, nor do we.
///
/// @param invariance `lambda`, at least 0
/// @param variance   `mu`, at least 0
/// @param covariance `nu`, at least 0
public record Vicreg(double invariance, double variance, double covariance) implements JointEmbeddingLoss {

    public Vicreg {
        Limits.weight("VICReg's invariance", invariance);
        Limits.weight("VICReg's variance", variance);
        Limits.weight("VICReg's covariance", covariance);
        Limits.any("VICReg's invariance, variance and covariance", invariance, variance, covariance);
    }

    /// The published coefficients.
    public static Vicreg defaults() {
        return new Vicreg(25, 25, 1);
    }

    @Override
    public String name() {
        return "vicreg";
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        return new Terms.Sum()
                .plus("invariance", invariance, first.sub(second).square().mean())
                .plus("variance", variance, VarianceLoss.ofSamples(first).add(VarianceLoss.ofSamples(second)))
                .plus("covariance", covariance, Embeddings.covariances(first).add(Embeddings.covariances(second)))
                .terms();
    }
}
