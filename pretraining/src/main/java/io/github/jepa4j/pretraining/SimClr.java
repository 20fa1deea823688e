package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The contrastive baseline: among all `2 B - 1` other views of the batch, each is to pick its image's
/// other view, by the softmax of cosines over a temperature.
///
/// Source: Chen et al., *A Simple Framework for Contrastive Learning of Visual Representations*, 2020,
/// equation 1 (NT-Xent), temperature 0.5 for CIFAR-10 (its appendix B.9).
///
/// @param temperature above 0
public record SimClr(double temperature) implements JointEmbeddingLoss {

    public SimClr {
        Limits.positive("SimCLR's temperature", temperature);
    }

    private static final double NEVER = -1e9;

    /// The published temperature.
    public static SimClr defaults() {
        return new SimClr(0.5);
    }

    @Override
    public String name() {
        return "simclr";
    }

    @Override
    public int[] projector() {
        return new int[] {512, 128};
    }

    @Override
    public Terms of(Tensor first, Tensor second, Seed seed) {
        long batch = first.size(0);
        Tensor all = Embeddings.unit(torch.cat(new TensorVector(first, second)));
        Tensor itself = Embeddings.identity(2 * batch, all).mul(new Scalar(NEVER));
        Tensor scores = torch.mm(all, all.t()).mul(new Scalar(1 / temperature)).add(itself);
        Tensor likely = torch.log_softmax(scores, 1);
        // row b's other view is row b + B, and the other way round
        Tensor picked = torch.cat(new TensorVector(likely.diagonal(batch, 0, 1), likely.diagonal(-batch, 0, 1)));
        return Terms.of("contrast", picked.mean().neg());
    }
}
