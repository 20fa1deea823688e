package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;

/// A loss on the embeddings of two views of the same images: small where the views of an image agree and
/// the embeddings of different images keep their information.
///
/// Embeddings `[B, E]` may be of single or double precision; row `b` of both is of image `b`. The loss does
/// not change when the images are put in another order (of [Wmse], those of one part), nor when the two views are
/// exchanged (up to rounding, and for a loss that draws at random, for the same seed).
public interface JointEmbeddingLoss {

    /// As published, in lower case with hyphens.
    String name();

    /// The loss of a batch.
    ///
    /// @param first  `[B, E]`, of the first view
    /// @param second `[B, E]`, of the second view
    /// @param seed   for a loss that draws at random: another in every step
    Terms of(Tensor first, Tensor second, Seed seed);

    /// Refuses batches of which it cannot be taken.
    ///
    /// @param batch      `B`
    /// @param dimensions `E`
    /// @throws IllegalArgumentException where [#of] would throw it
    default void requireFits(int batch, int dimensions) {}

    /// The hidden layers and the output of the projector that its authors put before it, scaled down for
    /// two cores: the embedding's dimension is the last.
    default int[] projector() {
        return new int[] {512, 512, 512};
    }
}
