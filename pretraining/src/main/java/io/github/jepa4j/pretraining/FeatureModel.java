package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A model that makes features of whole images or clips. The engine must be open.
public sealed interface FeatureModel permits PublicModel, VisionModel {

    /// The sizes, also of the images or clips that it sees.
    VisionSpec spec();

    /// The number of features, `D`.
    int dimension();

    /// How it was made.
    Map<String, String> provenance();

    /// How many images or clips are best looked at together.
    int atOnce();

    /// The features of some images or clips, as they are.
    ///
    /// @param which from 0
    /// @return `[which.length, D]`, row-major
    /// @throws IllegalArgumentException where they are of another shape than the model sees
    float[] features(LabelledClips images, int[] which);

    /// The features of some images or clips place by place, as they are.
    ///
    /// @param which from 0
    /// @return `[which.length, N, D]`, row-major
    /// @throws IllegalArgumentException where they are of another shape than the model sees
    float[] tokens(LabelledClips images, int[] which);

    /// The features of images or clips, as they are.
    ///
    /// @return `[N, D]`
    /// @throws IllegalArgumentException where they are of another shape than the model sees
    default Tensor features(LabelledClips images) {
        return features(images, _ -> {});
    }

    /// The same, told how far it is.
    ///
    /// @param looked is given how many were looked at so far
    default Tensor features(LabelledClips images, IntConsumer looked) {
        int dimension = dimension();
        float[] features = new float[Math.multiplyExact(images.size(), dimension)];
        for (int begin = 0; begin < images.size(); begin += atOnce()) {
            int end = Math.min(images.size(), begin + atOnce());
            float[] part = features(images, IntStream.range(begin, end).toArray());
            System.arraycopy(part, 0, features, begin * dimension, part.length);
            looked.accept(end);
        }
        return new Tensor(new int[] {images.size(), dimension}, features);
    }
}
