package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.Prefetcher;
import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionScale;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.Tensor;

/// A training on pixels. Actions are taken as they are.
final class PixelLessons implements Lessons<WindowBatch> {

    private static final int READERS = 1;
    private static final int PREFETCHED = 3;

    private final ImpalaSpec spec;
    private final ActionScale scale;
    private final LongFunction<Prefetcher<WindowBatch>> batches;
    private final NormalisedFrames normalisation;
    private final EncodedFrames encoded;
    private float[] pixels = new float[0];

    private PixelLessons(
            ImpalaSpec spec, JepaConfig config, int actions, LongFunction<Prefetcher<WindowBatch>> batches) {
        this.spec = spec;
        this.scale = ActionScale.identity(actions);
        this.batches = batches;
        encoded = new EncodedFrames(config.encodedFrames());
        normalisation = new NormalisedFrames(spec.mean(), spec.std(), config.threads() != 1);
    }

    static PixelLessons of(EpisodeStore store, JepaConfig config, Seed seed) {
        return new PixelLessons(
                encoderSpec(store, config, seed),
                config,
                store.description().actionDimension(),
                first -> Prefetcher.of(
                        new WindowSampler(store, config.frames(), config.windows(), seed.split("windows")),
                        first,
                        READERS,
                        PREFETCHED));
    }

    /// On batches of one's own.
    static PixelLessons withoutStore(ImpalaSpec spec, JepaConfig config, int actions) {
        return new PixelLessons(spec, config, actions, _ -> {
            throw new IllegalStateException("There is no store to take batches from.\nMaybe JepaTrainer was meant.");
        });
    }

    private static ImpalaSpec encoderSpec(EpisodeStore store, JepaConfig config, Seed seed) {
        var image = (ObservationShape.OfPixels) store.description().observation();
        JepaConfig.ModelConfig model = config.model();
        PixelStatistics statistics = PixelStatistics.of(store, seed.split("statistics"));
        return new ImpalaSpec(
                image.channels(),
                image.rows(),
                image.columns(),
                model.widths(),
                model.blocks(),
                model.firstStride(),
                model.latentDimension(),
                statistics.mean(),
                statistics.std());
    }

    @Override
    public ImpalaSpec encoder() {
        return spec;
    }

    @Override
    public ActionScale scale() {
        return scale;
    }

    @Override
    public Prefetcher<WindowBatch> batches(long firstStep) {
        return batches.apply(firstStep);
    }

    /// The bytes as the encoder takes them: made in channels-last order, and only then seen as
    /// `[B * M, C, Y, X]`.
    @Override
    public Tensor observations(WindowBatch batch) {
        byte[] bytes = encoded.of(batch);
        if (pixels.length != bytes.length) {
            pixels = new float[bytes.length];
        }
        normalisation.fill(bytes, spec.rows() * spec.columns(), pixels);
        long frames = (long) batch.windows() * encoded.count();
        return Natives.of(pixels, frames, spec.rows(), spec.columns(), spec.channels())
                .permute(0, 3, 1, 2);
    }

    @Override
    public Tensor actions(WindowBatch batch) {
        long steps = batch.frames() - 1L;
        long dimension = batch.actions().length / (batch.windows() * steps);
        return Natives.of(batch.actions(), batch.windows(), steps, dimension);
    }
}
