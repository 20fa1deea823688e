package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Maximal coding rate reduction: the bits that all embeddings need, less the bits that the views of each
/// image need among themselves, is made large: `-(R(Z) - sum_b (2 / N) R(Z_b))`, with
/// `R(Z) = 1/2 logdet(I + E / (N eps^2) Z^T Z)` of `N` embeddings on the unit sphere.
///
/// Source: Yu et al., *Learning Diverse and Discriminative Representations via the Principle of Maximal
/// Coding Rate Reduction*, 2020, equations 7 and 8, with the partition of its section 3.2 (self-supervised:
/// an image's views are a class), and `eps^2` 0.5. Differs from its self-supervised experiments: these have
/// 50 views of an image, ours two; and they weigh the two rates anew (MCR2-CTRL; the authors' commands
/// multiply the products of all embeddings by 20, and their rate by 0.05), where ours is equation 8 as it
/// stands. The rate of two unit rows with cosine `c` is written out: `1/2 ln((1 + a)^2 - a^2 c^2)`,
/// `a = E / (2 eps^2)`. What protects from collapse is the rate of all embeddings: it has a coefficient, as it has
/// in the authors' commands, so that it can be switched off.
///
/// @param precision `eps^2`, above 0
/// @param expansion of the rate of all embeddings, at least 0; 1 in equation 8
public record CodingRate(double precision, double expansion) implements JointEmbeddingLoss {

    public CodingRate {
        Limits.positive("The coding rate's precision", precision);
        Limits.weight("The coding rate's expansion", expansion);
    }

    /// The published precision and equation.
    public static CodingRate defaults() {
        return new CodingRate(0.5, 1);
    }

    @Override
    public String name() {
        return "coding-rate";
    }

    @Override
    public int[] projector() {
        return new int[] {512, 128};
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        Tensor a = Embeddings.unit(first);
        Tensor b = Embeddings.unit(second);
        double perPair = first.size(1) / (2 * precision);
        return new Terms.Sum()
                .plus("expansion", -expansion, rate(torch.cat(new TensorVector(a, b))))
                .plus("compression", 1, rateOfPairs(a, b, perPair).mean())
                .terms();
    }

    private Tensor rate(Tensor embeddings) {
        double scale = embeddings.size(1) / (embeddings.size(0) * precision);
        Tensor gram = torch.mm(embeddings.t(), embeddings).mul(new Scalar(scale));
        Tensor regular = gram.add(Embeddings.identity(embeddings.size(1), embeddings));
        // twice the log of the Cholesky factor's diagonal is the log-determinant; half of it is wanted
        return torch.linalg_cholesky(regular).diagonal().log().sum();
    }

    private static Tensor rateOfPairs(Tensor a, Tensor b, double scale) {
        Tensor cosine = a.mul(b).sum(-1);
        Tensor determinant = cosine.square().mul(new Scalar(-scale * scale)).add(new Scalar((1 + scale) * (1 + scale)));
        return determinant.log().mul(new Scalar(0.5));
    }
}
