package io.github.jepa4j.pretrained;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Projector;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.StoredTensors.Description;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// A vision transformer with given weights, used as it is: a picture becomes the class token or the mean of
/// all tokens. One that sees clips is shown a single picture as a clip of that picture alone, as V-JEPA 2
/// does.
///
/// Safe to use from many threads, one at a time. Needs the engine, which must be open.
public final class PretrainedEncoder implements Encoder {

    private static final String PREFIX = "encoder";
    private static final String HEAD = "projector";

    /// Hidden units of LeWM's projector, as published.
    private static final int LEWM_HIDDEN = 2048;

    /// How many pictures go through at once; more would gain no speed, and cost memory.
    private static final int BATCH = 16;

    private final VitSpec spec;
    private final Config config;
    private final VisionTransformer network;
    private final Projector head;
    private final ReentrantLock lock = new ReentrantLock();

    /// How a transformer is used.
    ///
    /// @param normalisation of the pixels
    /// @param summary       what becomes the latent
    public record Config(ImageNormalisation normalisation, Summary summary) {

        /// As published: ImageNet's normalisation, and the class token where there is one.
        public static Config defaults(VitSpec spec) {
            return new Config(ImageNormalisation.imageNet(), Summary.of(spec));
        }
    }

    /// What becomes the latent.
    public enum Summary {
        /// The token in front.
        CLASS_TOKEN,
        /// The mean of all tokens but the class token.
        MEAN_OF_TOKENS;

        /// The summary that a transformer was made for: the class token where there is one.
        public static Summary of(VitSpec spec) {
            return spec.has(Extra.CLASS_TOKEN) ? CLASS_TOKEN : MEAN_OF_TOKENS;
        }

        /// Sums up tokens.
        ///
        /// @param tokens `[B, N, D]`, with a class token `[B, 1 + N, D]`
        /// @param grid   of `N` tokens
        /// @return `[B, D]`
        public Tensor sumUp(Tensor tokens, PatchGrid grid) {
            return this == CLASS_TOKEN
                    ? tokens.select(1, 0)
                    : tokens.narrow(1, tokens.size(1) - grid.tokens(), grid.tokens())
                            .mean(1);
        }
    }

    /// @param head of the summary, of the width of the tokens
    private PretrainedEncoder(VitSpec spec, Config config, VisionTransformer network, Projector head) {
        this.spec = spec;
        this.config = config;
        this.network = network;
        this.head = head;
    }

    /// Reads published weights.
    ///
    /// @param weights a file, index or folder as [StoredTensors#open] takes it
    /// @throws WeightNamesException when they do not fit the spec
    /// @throws IOException when they cannot be read
    public static PretrainedEncoder open(Path weights, WeightFamily family, VitSpec spec, Config config)
            throws IOException {
        check(spec, config);
        Parameters parameters = Parameters.toBeLoaded();
        VisionTransformer network = new VisionTransformer(parameters, PREFIX, spec);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            PublishedWeights.encoder(family, spec, PREFIX).load(stored, parameters);
        }
        return new PretrainedEncoder(spec, config, network, asItIs(spec));
    }

    private static Projector asItIs(VitSpec spec) {
        return new Projector(Parameters.toBeLoaded(), new Buffers(), HEAD, spec.dimension());
    }

    /// Reads LeWM's encoder and projector: the latent is the one that LeWM plans in, the class token through the
    /// projector, with the running statistics that its training left.
    ///
    /// @param weights a file, index or folder as [StoredTensors#open] takes it
    /// @throws WeightNamesException when they do not fit the spec, or have no projector
    /// @throws IOException when they cannot be read
    public static PretrainedEncoder lewm(Path weights, VitSpec spec, ImageNormalisation normalisation)
            throws IOException {
        Config config = new Config(normalisation, Summary.CLASS_TOKEN);
        check(spec, config);
        Parameters parameters = Parameters.toBeLoaded();
        VisionTransformer network = new VisionTransformer(parameters, PREFIX, spec);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            PublishedWeights.encoder(WeightFamily.LEWM, spec, PREFIX).load(stored, parameters);
            return new PretrainedEncoder(spec, config, network, projector(stored, spec.dimension()));
        }
    }

    private static Projector projector(StoredTensors stored, int width) throws IOException {
        Description bias = stored.descriptions().get("projector.net.0.bias");
        int hidden = bias == null || bias.shape().length != 1 ? LEWM_HIDDEN : bias.shape()[0];
        WeightNames names = PublishedWeights.lewmProjector(width, hidden, HEAD);
        names.check(stored.descriptions());
        Parameters parameters = Parameters.toBeLoaded();
        Buffers buffers = new Buffers();
        Projector projector = Projector.ofGelu(parameters, buffers, HEAD, width, hidden, width);
        Map<String, int[]> shapes = new LinkedHashMap<>(parameters.shapes());
        buffers.copy().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        var values = names.read(stored, shapes);
        parameters.load(values);
        buffers.load(values);
        return projector;
    }

    /// Takes a network that there is, such as one fine-tuned. It must not be trained meanwhile.
    public static PretrainedEncoder of(VisionTransformer network, Config config) {
        check(network.spec(), config);
        return new PretrainedEncoder(network.spec(), config, network, asItIs(network.spec()));
    }

    private static void check(VitSpec spec, Config config) {
        if (config.normalisation().channels() != spec.grid().channels()) {
            throw new IllegalArgumentException(
                    "The transformer sees %d channels, but the normalisation is for %d.\nMaybe the pictures are grey."
                            .formatted(
                                    spec.grid().channels(),
                                    config.normalisation().channels()));
        }
        if (config.summary() == Summary.CLASS_TOKEN && !spec.has(Extra.CLASS_TOKEN)) {
            throw new IllegalArgumentException(
                    "The transformer has no class token to be taken as the latent.\nMaybe take the mean of the tokens.");
        }
    }

    @Override
    public int dimension() {
        return spec.size().width();
    }

    @Override
    public Latent encode(Observation observation) {
        return encode(List.of(observation)).getFirst();
    }

    @Override
    public List<Latent> encode(List<? extends Observation> observations) {
        List<byte[]> frames = new ArrayList<>();
        for (Observation observation : observations) {
            if (!(observation instanceof Pixels pixels)) {
                throw new IllegalArgumentException(
                        "The observation is %s, but a vision transformer sees pixels.\nMaybe the world is one of signals."
                                .formatted(observation));
            }
            checkShape(pixels.toString(), pixels.channels(), pixels.rows(), pixels.columns());
            frames.add(pixels.values());
        }
        return run(frames);
    }

    /// The latent of a clip.
    ///
    /// @throws IllegalArgumentException when its shape is not the one this encoder was made for
    public Latent encode(Clip clip) {
        if (clip.frames() != spec.grid().frames()) {
            throw new IllegalArgumentException(
                    "The clip has %d frames, but the transformer sees %d.\nMaybe take some of the frames, or another grid."
                            .formatted(clip.frames(), spec.grid().frames()));
        }
        checkShape(clip.toString(), clip.channels(), clip.rows(), clip.columns());
        return run(List.of(clip.values())).getFirst();
    }

    private void checkShape(String what, int channels, int rows, int columns) {
        PatchGrid grid = spec.grid();
        if (channels != grid.channels() || rows != grid.rows() || columns != grid.columns()) {
            throw new IllegalArgumentException(
                    "What is to be encoded is %s, but [C, Y, X] = [%d, %d, %d] was expected.\nMaybe it is to be resized first, or the transformer made for another grid."
                            .formatted(what, grid.channels(), grid.rows(), grid.columns()));
        }
    }

    private List<Latent> run(List<byte[]> frames) {
        List<Latent> latents = new ArrayList<>();
        for (int from = 0; from < frames.size(); from += BATCH) {
            latents.addAll(runAtOnce(frames.subList(from, Math.min(from + BATCH, frames.size()))));
        }
        return latents;
    }

    /// @param frames `[T, C, Y, X]` of each, or `[C, Y, X]` of a single frame, which is repeated
    private List<Latent> runAtOnce(List<byte[]> frames) {
        PatchGrid grid = spec.grid();
        int area = grid.rows() * grid.columns();
        int each = grid.frames() * grid.channels() * area;
        float[] values = new float[Math.multiplyExact(frames.size(), each)];
        for (int b = 0; b < frames.size(); b++) {
            int size = frames.get(b).length;
            config.normalisation().normalise(frames.get(b), area, values, b * each);
            for (int at = size; at < each; at += size) {
                System.arraycopy(values, b * each, values, b * each + at, size);
            }
        }
        float[] found = summaries(values, frames.size());
        int width = dimension();
        List<Latent> latents = new ArrayList<>();
        for (int b = 0; b < frames.size(); b++) {
            latents.add(new Latent(Arrays.copyOfRange(found, b * width, (b + 1) * width)));
        }
        return latents;
    }

    private float[] summaries(float[] values, int batch) {
        PatchGrid grid = spec.grid();
        lock.lock();
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor tokens = network.forward(
                    Natives.of(values, batch, grid.frames(), grid.channels(), grid.rows(), grid.columns()));
            return Natives.values(head.forward(config.summary().sumUp(tokens, grid), Mode.INFERENCE));
        } finally {
            lock.unlock();
        }
    }
}
