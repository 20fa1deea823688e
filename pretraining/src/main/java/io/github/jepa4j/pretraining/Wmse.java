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
/// which is shuffled already, and not drawn again four times. The authors' code shrinks the covariance
/// towards the identity, whatever the embeddings' size; ours is shrunk, by 1e-4, towards the identity times
/// the mean of its diagonal, so that embeddings of any size are whitened alike, and in single precision too
/// where they have lost a dimension. Images of one part may change places, those of two may not.
/// No term of it protects from collapse: what is whitened cannot be all alike, and the whitening itself is what can be
/// switched off.
///
/// @param part      images whitened together, above `E`; the batch must be a multiple
/// @param whitening whether embeddings are whitened; without, nothing holds those of different images apart
public record Wmse(int part, boolean whitening) implements JointEmbeddingLoss {

    public Wmse {
        Limits.atLeast("W-MSE's part", part, 2);
    }

    /// How far the covariance is shrunk towards a ball of the same mean variance, so that embeddings that
    /// have lost a dimension can still be whitened.
    private static final double EPSILON = 1e-4;

    /// Embeddings of less variance have collapsed to a point, and stay one.
    private static final double LEAST_VARIANCE = 1e-8;

    /// The published size.
    public static Wmse defaults() {
        return new Wmse(128, true);
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
    public void requireFits(int batch, int dimensions) {
        if (part <= dimensions) {
            throw new IllegalArgumentException(
                    "W-MSE whitens parts of %d images in %d dimensions; there must be more images than dimensions.\nMaybe set methods.wmse.part to %d, or end the projector with fewer dimensions."
                            .formatted(part, dimensions, 2 * dimensions));
        }
        if (batch % part != 0) {
            throw new IllegalArgumentException(
                    "W-MSE whitens parts of %d images, but the batch is %d; it must be a multiple of them.\nMaybe set optimisation.batch to %d."
                            .formatted(part, batch, Math.max(1, Math.round((double) batch / part)) * part));
        }
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        long batch = first.size(0);
        requireFits(Math.toIntExact(batch), Math.toIntExact(first.size(1)));
        Tensor sum = torch.zeros_like(first.select(0, 0).select(0, 0));
        for (long begin = 0; begin < batch; begin += part) {
            Tensor a = first.narrow(0, begin, part);
            Tensor b = second.narrow(0, begin, part);
            sum = sum.add(Embeddings.squaredDistanceOfUnits(whitening ? whitened(a) : a, whitening ? whitened(b) : b));
        }
        return Terms.of("invariance", sum.mul(new Scalar((double) part / batch)));
    }

    /// `[N, E]` with covariance close to the identity.
    static Tensor whitened(Tensor embeddings) {
        Tensor covariance = Embeddings.covariance(embeddings);
        Tensor variance = covariance.diagonal().mean().clamp_min(new Scalar(LEAST_VARIANCE));
        Tensor ball = Embeddings.identity(embeddings.size(1), embeddings).mul(variance);
        Tensor regular = covariance.mul(new Scalar(1 - EPSILON)).add(ball.mul(new Scalar(EPSILON)));
        Tensor factor = torch.linalg_cholesky(regular);
        return torch.linalg_solve_triangular(
                        factor, Embeddings.centred(embeddings).t(), false)
                .t();
    }
}
