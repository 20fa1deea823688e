package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.FramePredictor.Prediction;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;

/// A model that foresees clips frame by frame, and says how far each frame is from what it foresaw. The engine must
/// be open.
public final class VideoModel {

    /// What the metadata of its file say under `format`.
    public static final String FORMAT = "jepa4j-video/2";

    private final FrameNetworks networks;
    private final ChannelStatistics statistics;
    private final Map<String, String> provenance;

    VideoModel(FrameNetworks networks, ChannelStatistics statistics, Map<String, String> provenance) {
        this.networks = networks;
        this.statistics = statistics;
        this.provenance = Map.copyOf(provenance);
    }

    /// The sizes.
    public FrameSpec spec() {
        return networks.spec();
    }

    /// How it was made.
    public Map<String, String> provenance() {
        return provenance;
    }

    /// How far each frame of a clip is from what was foreseen, place by place: the mean over channels of the absolute
    /// difference between what was predicted and what came, of latent maps or of pixels, whichever the model
    /// predicts. The first frame could not be foreseen: 0.
    ///
    /// @return `[T][places]`, at least 0
    /// @throws IllegalArgumentException where the frames are of another shape than those it learned from
    public float[][] errors(Clip clip) {
        return sights(clip).stream().map(Sight::errors).toArray(float[][]::new);
    }

    /// How much further each frame of a clip is from what was foreseen than was expected, place by place: the error
    /// less
    /// the expected error, and 0 where that is below it. Where much cannot be known, such as at the border of the
    /// picture, much is expected. The first frame could not be foreseen: 0.
    ///
    /// @return `[T][places]`, at least 0
    /// @throws IllegalArgumentException where the frames are of another shape than those it learned from
    public float[][] surprise(Clip clip) {
        return sights(clip).stream().map(Sight::surprise).toArray(float[][]::new);
    }

    /// What is found of each frame of a clip.
    ///
    /// @throws IllegalArgumentException where the frames are of another shape than those it learned from
    public List<Sight> sights(Clip clip) {
        Watching watching = watch();
        List<Sight> sights = new ArrayList<>();
        for (int t = 0; t < clip.frames(); t++) {
            sights.add(watching.look(clip.frame(t)));
        }
        return sights;
    }

    /// What was found of a frame.
    ///
    /// @param errors   `[places]`, how far it is from what was foreseen, see [VideoModel#errors]; 0 for the first
    /// @param expected `[places]`, how far it was expected to be, above 0
    public record Sight(float[] errors, float[] expected) {

        /// How much further it is than was expected: 0 where it is no further, and for the first.
        ///
        /// @return `[places]`, at least 0
        public float[] surprise() {
            float[] surprise = new float[errors.length];
            for (int i = 0; i < surprise.length; i++) {
                surprise[i] = Math.max(0, errors[i] - expected[i]);
            }
            return surprise;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sight that
                    && Arrays.equals(errors, that.errors)
                    && Arrays.equals(expected, that.expected);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(errors) + Arrays.hashCode(expected);
        }

        @Override
        public String toString() {
            return "Sight[%d places]".formatted(errors.length);
        }
    }

    /// The latent maps of what is seen, and of what is imagined to follow, map from map, also
    /// where a model was taught by pixels.
    ///
    /// @param seen  at least one frame
    /// @param steps imagined after the last, at least 0
    /// @return `[T + steps][width * places]`, channel by channel
    /// @throws IllegalArgumentException where the frames are of another shape than those it learned from
    public float[][] imagine(Clip seen, int steps) {
        Watching watching = watch();
        float[][] maps = new float[seen.frames() + steps][];
        for (int t = 0; t < seen.frames(); t++) {
            watching.look(seen.frame(t));
            maps[t] = watching.latent.values();
        }
        for (int t = seen.frames(); t < maps.length; t++) {
            watching.imagine();
            maps[t] = watching.latent.values();
        }
        return maps;
    }

    /// Begins to watch: frames come one by one. What it remembers is plain arrays, so that nothing has to be closed.
    public Watching watch() {
        return new Watching(networks, statistics);
    }

    /// Writes the model, so that [#load] reads it.
    void write(Path file) throws IOException {
        Map<String, Tensor> tensors = ModelTensors.of(networks.parameters(), networks.buffers(), statistics);
        FrameSpec spec = networks.spec();
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put("format", FORMAT);
        metadata.put("target", networks.target().name());
        metadata.put("channels", Integer.toString(spec.channels()));
        metadata.put("rows", Integer.toString(spec.rows()));
        metadata.put("columns", Integer.toString(spec.columns()));
        metadata.put("width", Integer.toString(spec.width()));
        metadata.put("memory", Integer.toString(spec.memory()));
        new SafeTensors(tensors, metadata).write(file);
    }

    /// Reads a model that a training has left.
    ///
    /// @throws IOException where the file cannot be read or holds something else
    public static VideoModel load(Path file) throws IOException {
        SafeTensors read = SafeTensors.read(file);
        if (!FORMAT.equals(read.metadata().get("format"))) {
            throw new IOException("The file %s is of format %s; %s was expected.\nMaybe it learned from images."
                    .formatted(file, read.metadata().get("format"), FORMAT));
        }
        try {
            FrameSpec spec = new FrameSpec(
                    VisionMetadata.number(read.metadata(), "channels"),
                    VisionMetadata.number(read.metadata(), "rows"),
                    VisionMetadata.number(read.metadata(), "columns"),
                    VisionMetadata.number(read.metadata(), "width"),
                    VisionMetadata.number(read.metadata(), "memory"));
            Target target = target(VisionMetadata.text(read.metadata(), "target"));
            ClaimedSizes claimed = ClaimedSizes.of(read);
            claimed.check(spec);
            FrameNetworks networks = FrameNetworks.begin(spec, target, claimed.toBeLoaded());
            ChannelStatistics statistics = ModelTensors.statistics(read);
            ModelTensors.restore(read, networks.parameters(), networks.buffers());
            return new VideoModel(networks, statistics, read.metadata());
        } catch (IllegalArgumentException e) {
            throw VisionMetadata.unusable("model", file, e);
        }
    }

    private static Target target(String name) {
        return Arrays.stream(Target.values())
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Its target is '%s'; one of %s was expected.\nMaybe it was written by a newer version."
                                .formatted(name, Arrays.toString(Target.values()))));
    }

    /// Frames that come one by one. Not for several threads.
    public static final class Watching {

        private final FrameNetworks networks;
        private final ChannelStatistics statistics;
        private Tensor latent = Tensor.zeros(0);
        private Tensor next = Tensor.zeros(0);
        private Tensor logError = Tensor.zeros(0);
        private Tensor memory = Tensor.zeros(0);

        private Watching(FrameNetworks networks, ChannelStatistics statistics) {
            this.networks = networks;
            this.statistics = statistics;
        }

        /// Looks at the next frame.
        ///
        /// @throws IllegalArgumentException where it is of another shape than those the model learned from
        public Sight look(Pixels frame) {
            FrameSpec spec = networks.spec();
            if (frame.channels() != spec.channels()
                    || frame.rows() != spec.rows()
                    || frame.columns() != spec.columns()) {
                throw new IllegalArgumentException(
                        "The frame is %s, but the model learned from [%d, %d, %d].\nMaybe read the video at that size."
                                .formatted(frame, spec.channels(), spec.rows(), spec.columns()));
            }
            try (Scope scope = Scope.open();
                    NoGradGuard guard = new NoGradGuard()) {
                var seen = Natives.of(normalised(frame), 1, spec.channels(), spec.rows(), spec.columns());
                var map = networks.encode(seen, Mode.INFERENCE);
                var remembered = memory.size() == 0 ? networks.predictor().empty(map) : Natives.of(memory);
                Sight sight = sight(networks.target() == Target.PIXELS ? seen : map);
                latent = Natives.copy(map);
                foresee(networks.predictor().forward(map, remembered));
                return sight;
            }
        }

        /// Goes on with what was foreseen, as if it had come.
        private void imagine() {
            try (Scope scope = Scope.open();
                    NoGradGuard guard = new NoGradGuard()) {
                latent = next;
                foresee(networks.predictor().forward(Natives.of(latent), Natives.of(memory)));
            }
        }

        private void foresee(Prediction prediction) {
            memory = Natives.copy(prediction.memory());
            next = Natives.copy(prediction.next());
            logError = Natives.copy(prediction.logError());
        }

        private float[] normalised(Pixels frame) {
            float[] values = new float[frame.values().length];
            statistics.normalisation().normalise(frame.values(), frame.rows() * frame.columns(), values, 0);
            return values;
        }

        private Sight sight(org.bytedeco.pytorch.Tensor came) {
            int places = networks.spec().placeRows() * networks.spec().placeColumns();
            if (next.size() == 0) {
                float[] any = new float[places];
                Arrays.fill(any, 1);
                return new Sight(new float[places], any);
            }
            return new Sight(
                    Natives.values(networks.error(Natives.of(next), came)),
                    Natives.values(Natives.of(logError).exp()));
        }
    }
}
