package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Maximum manifold capacity representations: embeddings on the unit sphere, of which the views' centroids
/// are to spread out, `-|C|_*`, and each image's views to be few-dimensional, `compression * mean_b
/// |Z_b|_*`; `|.|_*` is the nuclear norm.
///
/// Source: Yerxa et al., *Learning Efficient Coding of Natural Images with Maximum Manifold Capacity
/// Representations*, 2023, equation 5; 0 for the second term, as there. Differs from it: the first is
/// divided by `B`, so that the learning rate does not depend on the batch; and it has a coefficient.
///
/// What protects from collapse is the first term, and as published it is all there is: it is what pulls the views of
/// an image together as well, since a centroid is as long as its views agree. Only beside the second term can it be
/// switched off and leave something to learn.
///
/// @param capacity    of the first term, at least 0; 1 as published
/// @param compression of the second term, at least 0
public record Mmcr(double capacity, double compression) implements JointEmbeddingLoss {

    public Mmcr {
        Limits.weight("MMCR's capacity", capacity);
        Limits.weight("MMCR's compression", compression);
        Limits.any("MMCR's capacity and compression", capacity, compression);
    }

    /// The published coefficients.
    public static Mmcr defaults() {
        return new Mmcr(1, 0);
    }

    @Override
    public String name() {
        return "mmcr";
    }

    @Override
    public int[] projector() {
        return new int[] {512, 512, 128};
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        Tensor a = Embeddings.unit(first);
        Tensor b = Embeddings.unit(second);
        Tensor centroids = a.add(b).mul(new Scalar(0.5));
        return new Terms.Sum()
                .plus("capacity", capacity, nuclearNorm(centroids).mul(new Scalar(-1.0 / first.size(0))))
                .plus("compression", compression, nuclearNormOfPairs(a, b).mean())
                .terms();
    }

    private static Tensor nuclearNorm(Tensor matrix) {
        return torch.linalg_svdvals(matrix).sum();
    }

    /// Of two unit rows with cosine `c` the singular values are `sqrt(1 + c)` and `sqrt(1 - c)`; the root
    /// is kept away from 0, where its slope has no bound.
    private static Tensor nuclearNormOfPairs(Tensor a, Tensor b) {
        Tensor cosine = a.mul(b).sum(-1);
        Tensor more = cosine.add(new Scalar(1.0)).clamp_min(new Scalar(1e-12)).sqrt();
        Tensor less =
                cosine.neg().add(new Scalar(1.0)).clamp_min(new Scalar(1e-12)).sqrt();
        return torch.stack(new TensorVector(more, less)).sum(0);
    }
}
