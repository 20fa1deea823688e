package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretrained.ImageNormalisation;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.StoredTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A transformer of public weights, as they are or fine-tuned: images or clips to features, and where it was
/// fine-tuned to classes. Its features are the class token, or where there is none the mean of all tokens.
public final class PublicModel implements FeatureModel {

    /// What the pixels of all public weights are normalised by.
    static final ChannelStatistics PIXELS = new ChannelStatistics(ImageNormalisation.imageNet());

    /// More at once would gain no speed, and cost memory.
    private static final int AT_ONCE = 16;

    private final TunedNetworks networks;
    private final List<String> classes;
    private final Map<String, String> provenance;

    private PublicModel(TunedNetworks networks, List<String> classes, Map<String, String> provenance) {
        this.networks = networks;
        this.classes = classes;
        this.provenance = Map.copyOf(provenance);
    }

    /// Public weights as they are.
    ///
    /// @throws IOException where they cannot be read
    public static PublicModel of(PublicWeights weights) throws IOException {
        var shape = new TunedNetworks.Shape(weights.recognised().spec(), 0, 1, 0);
        TunedNetworks networks = TunedNetworks.begin(shape, new Seed(0));
        weights.load(networks.parameters());
        return new PublicModel(
                networks,
                List.of(),
                Map.of(
                        "method", "public weights",
                        "family", weights.recognised().family().name(),
                        "weights_path", weights.path().toString()));
    }

    /// Whether a file's metadata says that a fine-tuning has left it.
    public static boolean isTuned(Map<String, String> metadata) {
        String format = TunedFile.format(metadata);
        return format.equals(TunedFile.WHOLE) || format.equals(TunedFile.ADAPTERS);
    }

    /// Whether a file's metadata says that it holds adapters alone, which belong to weights elsewhere.
    public static boolean isAdapters(Map<String, String> metadata) {
        return TunedFile.format(metadata).equals(TunedFile.ADAPTERS);
    }

    /// Reads what a fine-tuning has left.
    ///
    /// @param weights where the weights are that adapters belong to; null for where they were when the adapters
    ///     learned. Without effect where all weights were fine-tuned.
    /// @throws IOException where the file cannot be read or holds something else, or the weights are missing or
    ///     others
    public static PublicModel load(Path file, @Nullable Path weights) throws IOException {
        try (StoredTensors stored = StoredTensors.open(file)) {
            Map<String, String> metadata = stored.metadata();
            TunedNetworks networks = switch (TunedFile.format(metadata)) {
                case TunedFile.WHOLE -> TunedFile.whole(stored);
                case TunedFile.ADAPTERS -> TunedFile.adapted(stored, base(file, metadata, weights));
                default ->
                    throw new IOException(
                            "The file %s is of format '%s'; %s or %s was expected.\nMaybe it was not fine-tuned by jepa4j."
                                    .formatted(file, TunedFile.format(metadata), TunedFile.WHOLE, TunedFile.ADAPTERS));
            };
            return new PublicModel(networks, TunedFile.classes(metadata), metadata);
        } catch (IllegalArgumentException e) {
            throw VisionMetadata.unusable("model", file, e);
        }
    }

    /// Where the weights are that adapters belong to.
    private static Path base(Path file, Map<String, String> metadata, @Nullable Path weights) throws IOException {
        Path path = weights == null ? Path.of(VisionMetadata.text(metadata, "weights_path")) : weights;
        if (!Files.exists(path)) {
            throw new IOException(
                    "The adapters %s belong to the weights %s, which do not exist.\nMaybe they were moved: say where they are now."
                            .formatted(file, path));
        }
        String wanted = VisionMetadata.text(metadata, "weights");
        String found = PublicWeights.hash(path);
        if (!found.equals(wanted)) {
            throw new IOException(
                    "The weights %s have the hash %s, but the adapters %s belong to weights of hash %s.\nMaybe they are of another size or version, or were damaged."
                            .formatted(path, found, file, wanted));
        }
        return path;
    }

    @Override
    public VitSpec spec() {
        return networks.shape().spec();
    }

    @Override
    public int dimension() {
        return spec().dimension();
    }

    @Override
    public Map<String, String> provenance() {
        return provenance;
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    /// The names of what it tells apart; none where it was not fine-tuned.
    public List<String> classes() {
        return classes;
    }

    @Override
    public float[] features(LabelledClips images, int[] which) {
        return values(images, which, networks::features);
    }

    @Override
    public float[] tokens(LabelledClips images, int[] which) {
        return values(images, which, networks::tokens);
    }

    /// The most probable class of some images or clips.
    ///
    /// @param which from 0
    /// @return of each, which of [#classes]
    /// @throws IllegalArgumentException where they are of another shape than the model sees, or it has no classes
    public int[] classify(LabelledClips images, int[] which) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model has no classes: its weights are as they were published.\nMaybe fine-tune it first, or learn a probe of its features.");
        }
        float[] best = values(
                images,
                which,
                batch -> torch.argmax(networks.scores(networks.features(batch)), new LongOptional(1), false));
        int[] chosen = new int[best.length];
        for (int i = 0; i < best.length; i++) {
            chosen[i] = (int) best[i];
        }
        return chosen;
    }

    private float[] values(LabelledClips images, int[] which, UnaryOperator<Tensor> of) {
        images.requireShape(spec());
        float[] all = new float[0];
        for (int begin = 0; begin < which.length; begin += AT_ONCE) {
            int end = Math.min(which.length, begin + AT_ONCE);
            float[] part = valuesAtOnce(images, Arrays.copyOfRange(which, begin, end), of);
            if (begin == 0) {
                all = new float[Math.multiplyExact(part.length / end, which.length)];
            }
            System.arraycopy(part, 0, all, part.length / (end - begin) * begin, part.length);
        }
        return all;
    }

    private float[] valuesAtOnce(LabelledClips images, int[] which, UnaryOperator<Tensor> of) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Lesson lesson = new Lesson(images, which, PIXELS, new Seed(0)); // nothing is drawn
            return Natives.values(of.apply(lesson.view(ViewSettings.none(), "as-is")));
        }
    }

    /// The most probable class of each image or clip.
    public int[] classify(LabelledClips images) {
        return classify(images, IntStream.range(0, images.size()).toArray());
    }
}
