package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;

/// A backbone that has learned to see: images to features. The engine must be open.
public final class VisionModel implements FeatureModel {

    /// What the metadata of its file say under `format`.
    public static final String FORMAT = "jepa4j-vision/1";
    private static final int MOST_AT_ONCE = 250;

    /// Pixels of all that is looked at together: 256 MiB.
    private static final int VALUES_AT_ONCE = 1 << 26;

    private final Networks networks;
    private final Backbone backbone;
    private final ChannelStatistics statistics;
    private final Map<String, String> provenance;

    VisionModel(Networks networks, ChannelStatistics statistics, Map<String, String> provenance) {
        this.networks = networks;
        backbone = networks.backbone();
        this.statistics = statistics;
        this.provenance = Map.copyOf(provenance);
    }

    /// A backbone that has learned nothing: the floor.
    ///
    /// @param images what its pixels are normalised by
    public static VisionModel random(LabelledClips images, BackboneConfig config, Seed seed) {
        Networks networks = Networks.begin(config.spec(images), seed.split("networks"));
        return new VisionModel(networks, ChannelStatistics.of(images), Map.of("method", "random"));
    }

    @Override
    public VisionSpec spec() {
        return networks.spec();
    }

    @Override
    public int dimension() {
        return backbone.dimension();
    }

    @Override
    public Map<String, String> provenance() {
        return provenance;
    }

    @Override
    public int atOnce() {
        int[] shape = {spec().frames(), spec().channels(), spec().rows(), spec().columns()};
        long values = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        return (int) Math.clamp(VALUES_AT_ONCE / values, 1, MOST_AT_ONCE);
    }

    @Override
    public float[] features(LabelledClips images, int[] which) {
        images.requireShape(spec());
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Lesson lesson = new Lesson(images, which, statistics, new Seed(0)); // nothing is drawn
            return Natives.values(backbone.features(seen(lesson), Mode.INFERENCE));
        }
    }

    @Override
    public float[] tokens(LabelledClips images, int[] which) {
        images.requireShape(spec());
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Lesson lesson = new Lesson(images, which, statistics, new Seed(0)); // nothing is drawn
            return Natives.values(backbone.tokens(seen(lesson), Mode.INFERENCE));
        }
    }

    private org.bytedeco.pytorch.Tensor seen(Lesson lesson) {
        return StillClips.of(lesson.view(ViewSettings.none(), "as-is"), spec());
    }

    /// Writes what a training has left, so that [#load] reads it. A static method, since the networks that
    /// were trained have their backbone already.
    static void write(Path file, Networks networks, ChannelStatistics statistics, Map<String, String> provenance)
            throws IOException {
        Map<String, Tensor> tensors = ModelTensors.of(
                networks.parameters(),
                networks.buffers(),
                statistics,
                name -> name.startsWith(Networks.BACKBONE + "."));
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.putAll(VisionMetadata.of(networks.spec()));
        metadata.put("format", FORMAT);
        new SafeTensors(tensors, metadata).write(file);
    }

    /// Reads a model that a training has left.
    ///
    /// @throws IOException where the file cannot be read or holds something else
    public static VisionModel load(Path file) throws IOException {
        SafeTensors read = SafeTensors.read(file);
        if (!FORMAT.equals(read.metadata().get("format"))) {
            throw new IOException(
                    "The file %s is of format %s; %s was expected.\nMaybe it is a world model, or another program's."
                            .formatted(file, read.metadata().get("format"), FORMAT));
        }
        try {
            VisionSpec spec = VisionMetadata.spec(read.metadata());
            ClaimedSizes claimed = ClaimedSizes.of(read);
            claimed.check(Networks.BACKBONE, spec);
            Networks networks = new Networks(spec, claimed.toBeLoaded(), new Buffers());
            VisionModel model = new VisionModel(networks, ModelTensors.statistics(read), read.metadata());
            ModelTensors.restore(read, networks.parameters(), networks.buffers());
            return model;
        } catch (IllegalArgumentException e) {
            throw VisionMetadata.unusable("model", file, e);
        }
    }
}
