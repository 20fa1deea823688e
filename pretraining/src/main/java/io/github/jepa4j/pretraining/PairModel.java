package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;

/// A model that foresees from two frames: what a latent of them will be later, and, where it predicts
/// pixels, what will be seen then. The engine must be open.
public final class PairModel {

    private static final String FORMAT = "jepa4j-pair/1";
    private static final int AT_ONCE = 256;

    private final PairNetworks networks;
    private final PairJepaConfig config;
    private final ChannelStatistics statistics;
    private final Map<String, String> provenance;

    PairModel(
            PairNetworks networks,
            PairJepaConfig config,
            ChannelStatistics statistics,
            Map<String, String> provenance) {
        this.networks = networks;
        this.config = config;
        this.statistics = statistics;
        this.provenance = Map.copyOf(provenance);
    }

    /// `D`, numbers of a latent.
    public int dimension() {
        return config.latent();
    }

    /// What it predicts.
    public Target target() {
        return config.target();
    }

    /// How it was made.
    public Map<String, String> provenance() {
        return provenance;
    }

    /// Latents of pairs of frames.
    ///
    /// @param pairs each `[2, C, Y, X]`, the earlier frame first, unsigned bytes, row-major
    /// @return `[N, D]`; a pair's latent does not depend on the others
    /// @throws IllegalArgumentException where they are of another shape than those it learned from
    public Tensor latents(List<byte[]> pairs) {
        ResNetSpec spec = networks.encoder().spec();
        int size = spec.channels() * spec.rows() * spec.columns();
        float[] all = new float[pairs.size() * dimension()];
        for (int from = 0; from < pairs.size(); from += AT_ONCE) {
            List<byte[]> some = pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE));
            float[] values = new float[some.size() * size];
            for (int i = 0; i < some.size(); i++) {
                normalised(some.get(i), size, values, i * size);
            }
            try (Scope scope = Scope.open();
                    NoGradGuard guard = new NoGradGuard()) {
                var seen = Natives.of(values, some.size(), spec.channels(), spec.rows(), spec.columns());
                float[] found = Natives.values(networks.encode(seen, Mode.INFERENCE));
                System.arraycopy(found, 0, all, from * dimension(), found.length);
            }
        }
        return new Tensor(new int[] {pairs.size(), dimension()}, all);
    }

    /// Latents so many intervals later.
    ///
    /// @param latents `[N, D]`
    /// @param steps   at least 0
    /// @return `[N, D]`
    public Tensor forecast(Tensor latents, int steps) {
        if (steps < 0 || latents.shape().length != 2 || latents.shape()[1] != dimension()) {
            throw new IllegalArgumentException(
                    "%s cannot be foreseen %d steps; latents [N, %d] and at least 0 steps are needed.\nMaybe they are another model's."
                            .formatted(latents, steps, dimension()));
        }
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            var next = Natives.of(latents);
            for (int step = 0; step < steps; step++) {
                next = networks.predictor().forward(next);
            }
            return Natives.copy(next);
        }
    }

    /// What is seen in the later frame of each latent, of a model that predicts pixels.
    ///
    /// @param latents `[N, D]`
    /// @return `[N, C, Y, X]`, 0 dark and 1 bright; what is unsure may be a little outside
    /// @throws IllegalArgumentException where the model predicts something else
    public Tensor frames(Tensor latents) {
        if (target() != Target.PIXELS) {
            throw new IllegalArgumentException(
                    "The model predicts %s, and knows nothing of pixels.\nMaybe load the model that predicts PIXELS."
                            .formatted(target()));
        }
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor frames = Natives.copy(networks.decode(Natives.of(latents)));
            int area = frames.shape()[2] * frames.shape()[3];
            for (int i = 0; i < frames.size(); i++) {
                int channel = i / area % statistics.mean().length;
                frames.values()[i] = frames.values()[i] * statistics.std()[channel]
                        + statistics.mean()[channel];
            }
            return frames;
        }
    }

    private void normalised(byte[] pair, int size, float[] into, int offset) {
        if (pair.length != size) {
            throw new IllegalArgumentException(
                    "A pair of frames has %d bytes; %s, of which half the channels are the earlier frame's, was expected.\nMaybe the video was read at another size."
                            .formatted(pair.length, networks.encoder().spec()));
        }
        ResNetSpec spec = networks.encoder().spec();
        statistics.normalisation().normalise(pair, spec.rows() * spec.columns(), into, offset);
    }

    /// Writes the model, so that [#load] reads it.
    void write(Path file) throws IOException {
        Map<String, Tensor> tensors = ModelTensors.of(networks.parameters(), networks.buffers(), statistics);
        ResNetSpec spec = networks.encoder().spec();
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put("format", FORMAT);
        metadata.put("target", target().name());
        metadata.put("channels", Integer.toString(spec.channels() / 2));
        metadata.put("rows", Integer.toString(spec.rows()));
        metadata.put("columns", Integer.toString(spec.columns()));
        metadata.put("width", Integer.toString(config.width()));
        metadata.put("patch", Integer.toString(config.patch()));
        metadata.put("latent", Integer.toString(config.latent()));
        metadata.put("hidden", Integer.toString(config.hidden()));
        metadata.put("layers", Integer.toString(config.layers()));
        metadata.put("expander", Integer.toString(config.expander()));
        new SafeTensors(tensors, metadata).write(file);
    }

    /// Reads a model that a training has left.
    ///
    /// @throws IOException where the file cannot be read or holds something else
    public static PairModel load(Path file) throws IOException {
        SafeTensors read = SafeTensors.read(file);
        if (!FORMAT.equals(read.metadata().get("format"))) {
            throw new IOException(
                    "The file %s is of format %s; %s was expected.\nMaybe it watches clips frame by frame."
                            .formatted(file, read.metadata().get("format"), FORMAT));
        }
        try {
            PairJepaConfig config = config(read.metadata());
            ResNetSpec spec = config.encoder(
                    VisionMetadata.number(read.metadata(), "channels"),
                    VisionMetadata.number(read.metadata(), "rows"),
                    VisionMetadata.number(read.metadata(), "columns"));
            ClaimedSizes claimed = ClaimedSizes.of(read);
            claimed.check(config, spec);
            PairNetworks networks = PairNetworks.begin(config, spec, claimed.toBeLoaded());
            ChannelStatistics statistics = ModelTensors.statistics(read);
            ModelTensors.restore(read, networks.parameters(), networks.buffers());
            return new PairModel(networks, config, statistics, read.metadata());
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException(
                    "The model %s cannot be used. %s\nMaybe it is damaged, or was written by another version."
                            .formatted(file, why),
                    e);
        }
    }

    /// The sizes; how it was trained is not needed any more.
    private static PairJepaConfig config(Map<String, String> metadata) {
        PairJepaConfig any = PairJepaConfig.small();
        return new PairJepaConfig(
                Target.valueOf(VisionMetadata.text(metadata, "target")),
                VisionMetadata.number(metadata, "width"),
                VisionMetadata.number(metadata, "patch"),
                VisionMetadata.number(metadata, "latent"),
                VisionMetadata.number(metadata, "hidden"),
                VisionMetadata.number(metadata, "layers"),
                VisionMetadata.number(metadata, "expander"),
                any.unrolled(),
                any.prediction(),
                any.variance(),
                any.covariance(),
                any.noise(),
                any.directions(),
                any.optimisation());
    }
}
