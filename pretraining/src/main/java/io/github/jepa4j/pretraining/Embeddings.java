package io.github.jepa4j.pretraining;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What several losses do with embeddings `[B, E]`.
final class Embeddings {

    private static final double LEAST_SQUARE = 1e-24;

    private Embeddings() {}

    /// Each row divided by its Euclidean length; a row of zeros stays one. The square is kept away from 0
    /// before its root is taken, where the root's slope has no bound.
    static Tensor unit(Tensor embeddings) {
        Tensor square = embeddings.square().sum(-1).unsqueeze(-1);
        return embeddings.div(square.clamp_min(new Scalar(LEAST_SQUARE)).sqrt());
    }

    /// The mean over images of `2 - 2 cos`, in [0, 4]: the squared distance between unit vectors. A row of
    /// zeros is as far from everything as a row at right angles: 2.
    static Tensor squaredDistanceOfUnits(Tensor first, Tensor second) {
        Tensor cosine = unit(first).mul(unit(second)).sum(-1);
        return cosine.mul(new Scalar(-2.0)).add(new Scalar(2.0)).mean();
    }

    /// Each column less its mean.
    static Tensor centred(Tensor embeddings) {
        return embeddings.sub(embeddings.mean(0));
    }

    /// `[E, E]`, unbiased.
    static Tensor covariance(Tensor embeddings) {
        Tensor centred = centred(embeddings);
        return torch.mm(centred.t(), centred).mul(new Scalar(1.0 / (embeddings.size(0) - 1)));
    }

    /// The sum of the squared entries off the diagonal of a square matrix.
    static Tensor squaredOffDiagonal(Tensor matrix) {
        return matrix.square().sum().sub(matrix.diagonal().square().sum());
    }

    /// The squared covariances between dimensions, summed, per dimension: VICReg's `c`.
    static Tensor covariances(Tensor embeddings) {
        return squaredOffDiagonal(covariance(embeddings)).mul(new Scalar(1.0 / embeddings.size(1)));
    }

    /// `[n, n]`, of the same precision and place as another tensor.
    static Tensor identity(long size, Tensor like) {
        return torch.eye(size, like.options());
    }
}
