package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.LowRankAdapter;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretrained.PretrainedEncoder.Summary;
import io.github.jepa4j.tensor.Seed;
import org.bytedeco.pytorch.Tensor;

/// A transformer whose weights were published, with adapters and a linear classifier where there are to be any.
///
/// @param shape      the sizes
/// @param parameters of all of it; those of the transformer are to be loaded
/// @param network    the transformer
/// @param classifier of its features; without classes it is the identity
record TunedNetworks(Shape shape, Parameters parameters, VisionTransformer network, Projector classifier) {

    /// Before the names of the transformer's parameters.
    static final String ENCODER = "encoder";

    /// Before the names of the classifier's.
    static final String CLASSIFIER = "classifier.";

    /// The sizes.
    ///
    /// @param rank    of the adapters; 0 for none: all that the tokens depend on is trained
    /// @param alpha   what adapters are scaled by, over the rank
    /// @param classes that the classifier tells apart; 0 for no classifier
    record Shape(VitSpec spec, int rank, double alpha, int classes) {}

    /// Draws adapters and classifier.
    static TunedNetworks begin(Shape shape, Seed seed) {
        VitSpec spec = shape.spec();
        Parameters parameters = Parameters.toBeLoaded(seed, TunedNetworks::isAdded);
        VisionTransformer network;
        if (shape.rank() == 0) {
            network = new VisionTransformer(parameters, ENCODER, spec);
            VisionTransformer.freezeUnused(parameters, ENCODER, spec);
        } else {
            var adapter = new LowRankAdapter.Config(shape.rank(), shape.alpha());
            network = VisionTransformer.adapted(parameters, ENCODER, spec, adapter);
            LowRankAdapter.freezeRest(parameters);
        }
        int[] widths =
                shape.classes() == 0 ? new int[] {spec.dimension()} : new int[] {spec.dimension(), shape.classes()};
        return new TunedNetworks(
                shape, parameters, network, new Projector(parameters, new Buffers(), "classifier", widths));
    }

    /// Whether a parameter is of what was added to the published weights.
    static boolean isAdded(String name) {
        return LowRankAdapter.isAdapter(name) || name.startsWith(CLASSIFIER);
    }

    /// @param images `[B, C, Y, X]`, which one that sees clips sees as still ones, or `[B, T, C, Y, X]`;
    ///     normalised
    /// @return `[B, N, D]`, with a class token in front `[B, 1 + N, D]`
    Tensor tokens(Tensor images) {
        return network.forward(StillClips.of(images, shape.spec()));
    }

    /// @return `[B, D]`: the class token, or where there is none the mean of all tokens
    Tensor features(Tensor images) {
        return Summary.of(shape.spec()).sumUp(tokens(images), shape.spec().grid());
    }

    /// @param features `[B, D]`
    /// @return `[B, classes]`, before the softmax
    Tensor scores(Tensor features) {
        return classifier.forward(features, Mode.TRAINING);
    }
}
