package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Redundancy reduction: the cross-correlation matrix `C` of the two views' embeddings is pulled to the
/// identity, `scale * (sum_i (1 - C_ii)^2 + lambda * sum_{i != j} C_ij^2)`.
///
/// Source: Zbontar et al., *Barlow Twins*, 2021, equations 1 and 2, `lambda` 0.0051; the scale 0.1 is the
/// one that published trainings on CIFAR-10 use. Embeddings are standardised over the batch, with the
/// biased deviation.
///
/// @param redundancy `lambda`, at least 0
/// @param scale      of the whole loss, above 0
public record BarlowTwins(double redundancy, double scale) implements JointEmbeddingLoss {

    public BarlowTwins {
        Limits.weight("The Barlow Twins' redundancy", redundancy);
        Limits.positive("The Barlow Twins' scale", scale);
    }

    private static final double EPSILON = 1e-5;

    /// The published coefficients.
    public static BarlowTwins defaults() {
        return new BarlowTwins(0.0051, 0.1);
    }

    @Override
    public String name() {
        return "barlow-twins";
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        Tensor correlation =
                torch.mm(standardised(first).t(), standardised(second)).mul(new Scalar(1.0 / first.size(0)));
        Tensor agreement = correlation.diagonal().sub(new Scalar(1.0)).square().sum();
        return new Terms.Sum()
                .plus("invariance", scale, agreement)
                .plus("redundancy", scale * redundancy, Embeddings.squaredOffDiagonal(correlation))
                .terms();
    }

    /// Each column less its mean and over its deviation.
    static Tensor standardised(Tensor embeddings) {
        Tensor centred = Embeddings.centred(embeddings);
        return centred.div(centred.square().mean(0).add(new Scalar(EPSILON)).sqrt());
    }
}
