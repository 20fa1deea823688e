package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Whitening: each view's embeddings are whitened over parts of the batch, by the inverse of the Cholesky
/// factor of their covariance, brought to unit length, and the two views are pulled together, `mean (2 - 2
/// cos)`.
///
/// Source: Ermolov et al., *Whitening for Self-Supervised Representation Learning*, 2021, equations 2 to 6;
/// embeddings of 64 dimensions whitened over 128 images. Differs from it: parts are runs of the batch,
/// which is shuffled already, and not drawn again four times.
///
/// @param part images whitened together, above `E`; the batch must be a multiple
public record Wmse(int part) implements JointEmbeddingLoss {

    public Wmse {
        Limits.atLeast("W-MSE's part", part, 2);
    }

    /// Added to the covariance's diagonal, so that embeddings that have lost a dimension can still be
    /// whitened.
    private static final double EPSILON = 1e-4;

    /// The published size.
    public static Wmse defaults() {
        return new Wmse(128);
    }

    @Override
    public String name() {
        return "w-mse";
    }

    @Override
    public int[] projector() {
        return new int[] {512, 64};
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        long batch = first.size(0);
        if (batch % part != 0 || part <= first.size(1)) {
            throw new IllegalArgumentException(
                    "W-MSE whitens %d images of a batch of %d together in %d dimensions; the batch must be a multiple of the part, and the part larger than the dimensions.\nMaybe set the batch to %d."
                            .formatted(part, batch, first.size(1), 2 * part));
        }
        Tensor sum = torch.zeros_like(first.select(0, 0).select(0, 0));
        for (long begin = 0; begin < batch; begin += part) {
            Tensor a = whitened(first.narrow(0, begin, part));
            Tensor b = whitened(second.narrow(0, begin, part));
            sum = sum.add(Embeddings.squaredDistanceOfUnits(a, b));
        }
        return Terms.of("invariance", sum.mul(new Scalar((double) part / batch)));
    }

    /// `[N, E]` with covariance close to the identity.
    static Tensor whitened(Tensor embeddings) {
        Tensor covariance = Embeddings.covariance(embeddings);
        Tensor identity = Embeddings.identity(embeddings.size(1), embeddings);
        Tensor regular = covariance.mul(new Scalar(1 - EPSILON)).add(identity.mul(new Scalar(EPSILON)));
        Tensor factor = torch.linalg_cholesky(regular);
        return torch.linalg_solve_triangular(
                        factor, Embeddings.centred(embeddings).t(), false)
                .t();
    }
}
