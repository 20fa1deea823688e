package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A model that makes features of whole images or clips. One that sees clips may be shown images too: it
/// sees each as a clip in which nothing moves. The engine must be open.
///
/// It is an encoder too: its features are the latent of a picture. Pictures are not resized:
/// `ViewingEncoder` shows them otherwise than they come.
public sealed interface FeatureModel extends Encoder permits PublicModel, VisionModel {

    /// The sizes, also of the images or clips that it sees.
    VisionSpec spec();

    /// The number of features, `D`.
    @Override
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

    /// The features of some images or clips place by place, as they are. Where a transformer has a class
    /// token, it comes first, before those of places row by row.
    ///
    /// @param which from 0
    /// @return `[which.length, N, D]`, of a class token too `[which.length, 1 + N, D]`, row-major
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

    @Override
    default Latent encode(Observation observation) {
        return encode(List.of(observation)).getFirst();
    }

    @Override
    default List<Latent> encode(List<? extends Observation> observations) {
        List<Latent> latents = new ArrayList<>();
        int dimension = dimension();
        for (int begin = 0; begin < observations.size(); begin += atOnce()) {
            int end = Math.min(observations.size(), begin + atOnce());
            float[] features =
                    features(images(observations.subList(begin, end))).values();
            for (int i = 0; i < end - begin; i++) {
                latents.add(new Latent(Arrays.copyOfRange(features, i * dimension, (i + 1) * dimension)));
            }
        }
        return latents;
    }

    private static LabelledClips images(List<? extends Observation> observations) {
        List<byte[]> images = new ArrayList<>();
        int[] shape = {};
        for (Observation observation : observations) {
            if (!(observation instanceof Pixels picture)) {
                throw new IllegalArgumentException(
                        "The observation is %s, but the model sees pixels.\nMaybe the world is one of signals."
                                .formatted(observation));
            }
            int[] its = {picture.channels(), picture.rows(), picture.columns()};
            if (!images.isEmpty() && !Arrays.equals(its, shape)) {
                throw new IllegalArgumentException(
                        "Of pictures that are looked at together one is %s, another %s; all must be alike.\nMaybe bring them to one size first."
                                .formatted(Arrays.toString(shape), Arrays.toString(its)));
            }
            shape = its;
            images.add(picture.values());
        }
        return new LabelledClips(1, shape[0], shape[1], shape[2], images, new int[images.size()], List.of("any"));
    }
}
