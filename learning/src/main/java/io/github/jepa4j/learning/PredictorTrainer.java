package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.EncoderMark;
import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns from episodes what actions change in the latents of an encoder that is there already and stays as it
/// is: public weights, a model that learned to see, any [Encoder]. What comes of it is a model to plan with.
///
/// Each dimension of the latents, and each axis of the actions, is standardised by its mean and deviation in
/// the store ([io.github.jepa4j.perception.StandardisedEncoder]): the encoder of the model makes standardised
/// latents. They are computed once and kept in the run's folder, so that a training that was stopped, while
/// seeing or after, goes on to the same bytes on the same machine with the same number of threads. All of them
/// are in memory, `4 (D + A)` bytes a frame; of the pictures those of one episode are.
///
/// Source: *DINO-WM* (Zhou et al., arXiv 2411.04983), a world model on frozen DINOv2, planned with to a goal
/// picture. Differs from it: a picture is one latent, not one of each patch, so that it is known less exactly
/// where things are; the next latent is told from the present one alone, not from three, so that speed must be
/// in what is seen; and a residual perceptron is unrolled on its own predictions by [RolloutPredictionLoss],
/// where a transformer is taught single steps.
public final class PredictorTrainer {

    private static final Logger LOG = LoggerFactory.getLogger(PredictorTrainer.class);
    private static final int KEPT_CHECKPOINTS = 2;

    private final Encoder encoder;
    private final EpisodeStore store;
    private final PredictorConfig config;
    private final Seed seed;
    private final Clock clock;
    private final EncoderMark mark;

    /// Told of each update as it is done.
    @FunctionalInterface
    public interface Listener extends TrainingLoop.Listener {

        /// Called when more of the store's episodes have been perceived.
        default void perceived(int episodes) {}
    }

    /// A trainer on some episodes.
    ///
    /// @param encoder what perceives them; the engine must be open where it needs it
    /// @throws IllegalArgumentException when the encoder sees other observations than the store's, no episode is
    ///     as long as a window, nothing is done in them, or their latents do not fit into memory
    public PredictorTrainer(Encoder encoder, EpisodeStore store, PredictorConfig config, Seed seed, Clock clock) {
        this.encoder = encoder;
        this.store = store;
        this.config = config;
        this.seed = seed;
        this.clock = clock;
        requireActions();
        requireMemory();
        mark = EncoderMark.of(
                encoder,
                switch (store.description().observation()) {
                    case ObservationShape.OfPixels pixels ->
                        new int[] {pixels.channels(), pixels.rows(), pixels.columns()};
                    case ObservationShape.OfSignals signals -> new int[] {signals.signals()};
                });
    }

    /// A trainer that reads the system's clock.
    public PredictorTrainer(Encoder encoder, EpisodeStore store, PredictorConfig config, Seed seed) {
        this(encoder, store, config, seed, Clock.system());
    }

    private void requireActions() {
        int longest =
                IntStream.range(0, store.episodes()).map(store::frames).max().orElse(0) - 1;
        if (longest < config.unrolled() || store.description().actionDimension() < 1) {
            throw new IllegalArgumentException(
                    "The longest of the %d episodes has %d actions of %d axes; at least %d of at least 1 axis were expected.\nMaybe lower unrolled, or collect longer episodes."
                            .formatted(
                                    store.episodes(),
                                    longest,
                                    store.description().actionDimension(),
                                    config.unrolled()));
        }
    }

    private void requireMemory() {
        long frames =
                IntStream.range(0, store.episodes()).mapToLong(store::frames).sum();
        long numbers = (long) encoder.dimension() + store.description().actionDimension();
        long needed = frames * numbers * Float.BYTES;
        long most = Runtime.getRuntime().maxMemory() / 2;
        if (needed > most) {
            throw new IllegalArgumentException(
                    "The latents of %d frames need %d MiB, but may take at most half of Java's memory, %d MiB.\nMaybe give it more (-Xmx), or take fewer episodes."
                            .formatted(frames, needed >> 20, most >> 20));
        }
    }

    /// Trains into a run folder, quietly: see [#train(Path, Listener)]. Damaged checkpoints are logged.
    public JepaModel train(Path run) throws IOException {
        return train(run, new LoggingListener());
    }

    /// For those who train without a listener of their own.
    private static final class LoggingListener implements Listener {

        @Override
        public void stepDone(long done, Map<String, Double> metrics) {}

        @Override
        public void ignored(Checkpoints.Ignored checkpoint) {
            LOG.warn("The checkpoint {} is passed over: {}", checkpoint.directory(), checkpoint.reason());
        }
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads what came
    /// of it when it is done.
    ///
    /// @return the encoder, standardised, and the predictor, ready to plan; [JepaModel#load(Path, Encoder)]
    ///     reads it again
    /// @throws IllegalArgumentException  when the run is of another encoder
    /// @throws IOException               when the folder holds something else, or the run of another
    ///     training; or when the disk refuses
    /// @throws TrainingDivergedException when the loss is no longer finite
    public JepaModel train(Path path, Listener listener) throws IOException {
        String name = path.getFileName() == null ? "run" : path.getFileName().toString();
        String version = CodeVersion.of(PredictorTrainer.class);
        RunInfo wanted = RunInfo.here(name, clock.instants().instant(), seed.value(), store.hash(), version);
        try (RunFolder run = RunFolder.createOrOpen(path, wanted, config)) {
            var kept = new KeptLatents(store, encoder, path.resolve("latents"));
            kept.mark(mark);
            Optional<JepaModel> finished = run.finished(config.steps(), file -> JepaModel.load(file, encoder));
            if (finished.isPresent()) {
                return finished.get();
            }
            run.writeData(store.description().provenance());
            Engine.open(config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
            return train(run, kept.episodes(listener::perceived), listener);
        }
    }

    private JepaModel train(RunFolder run, List<LatentEpisode> episodes, Listener listener) throws IOException {
        int axes = store.description().actionDimension();
        var spec = new ResidualSpec(encoder.dimension(), axes, config.hidden(), config.layers());
        RunningMoments latents = moments(episodes, spec);
        var actions = new RunningMoments(axes);
        episodes.forEach(episode -> addAll(actions, episode.actions(), axes));
        for (LatentEpisode episode : episodes) {
            standardise(episode.latents(), latents.mean(), latents.std());
            standardise(episode.actions(), actions.mean(), actions.std());
        }
        var windows = new LatentWindows(episodes, spec, config.unrolled());
        var rate = new WarmupCosine(config.learningRate(), 0, config.steps() / 10, config.steps());
        var schedule = new TrainingLoop.Schedule(config.steps(), config.log(), config.checkpoint(), KEPT_CHECKPOINTS);
        try (Scope scope = Scope.open()) {
            var descent = new PredictorDescent(spec, null, config.unrolled(), rate, seed.split("parameters"));
            var training = new PredictorTraining(descent, windows, spec, config, seed.split("batches"));
            new TrainingLoop(run, schedule, clock.instants(), clock.nanos()).run(training, listener);
            Map<String, Tensor> tensors =
                    new LinkedHashMap<>(descent.parameters().copy());
            tensors.putAll(mark.tensors());
            tensors.put("encoder.mean", vector(latents.mean()));
            tensors.put("encoder.std", vector(latents.std()));
            write(run, tensors, JepaModel.metadata(spec, new ActionScale(actions.mean(), actions.std())));
        }
        return JepaModel.load(run.model(), encoder);
    }

    private RunningMoments moments(List<LatentEpisode> episodes, ResidualSpec spec) {
        var moments = new RunningMoments(spec.latentDimension());
        episodes.forEach(episode -> addAll(moments, episode.latents(), spec.latentDimension()));
        if (!moments.vary()) {
            throw new IllegalArgumentException(
                    "The encoder makes the same latent of everything in %d episodes; they must differ.\nMaybe its weights are damaged, or pictures are shown to it all black."
                            .formatted(episodes.size()));
        }
        return moments;
    }

    private void write(RunFolder run, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        metadata.putAll(Map.of(
                "run", run.info().name(),
                "seed", Long.toString(seed.value()),
                "data", store.hash(),
                "code", run.info().codeVersion(),
                "steps", Long.toString(config.steps())));
        new SafeTensors(tensors, metadata).write(run.model());
    }

    private static void addAll(RunningMoments moments, float[] values, int dimension) {
        for (int at = 0; at < values.length; at += dimension) {
            moments.add(values, at);
        }
    }

    /// In place, as `StandardisedEncoder` and [ActionScale] do it.
    private static void standardise(float[] values, float[] mean, float[] std) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean[i % mean.length]) / std[i % mean.length];
        }
    }

    private static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }
}
