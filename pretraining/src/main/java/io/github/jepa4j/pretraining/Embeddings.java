package io.github.jepa4j.pretraining;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What several losses do with embeddings `[B, E]`.
final class Embeddings {

    private static final double LEAST_LENGTH = 1e-12;

    private Embeddings() {}

    /// Each row divided by its Euclidean length.
    static Tensor unit(Tensor embeddings) {
        Tensor length = embeddings.square().sum(-1).unsqueeze(-1).sqrt();
        return embeddings.div(length.clamp_min(new Scalar(LEAST_LENGTH)));
    }

    /// The mean over images of the squared distance between unit vectors, `2 - 2 cos`, in [0, 4].
    static Tensor squaredDistanceOfUnits(Tensor first, Tensor second) {
        return unit(first).sub(unit(second)).square().sum(-1).mean();
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

    /// `[n, n]`, of the same precision and place as another tensor.
    static Tensor identity(long size, Tensor like) {
        return torch.eye(size, like.options());
    }
}
