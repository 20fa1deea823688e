package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.SignalSampler;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains an encoder and a world model together, from episodes alone: a joint-embedding predictive
/// architecture kept from collapse by variance, covariance, temporal similarity and inverse dynamics.
///
/// Source: PLDM (Sobal et al., *Learning from Reward-Free Offline Data*, 2025) and EB-JEPA (arXiv 2602.03604),
/// whose losses, optimiser and schedule `JepaConfig.reference()` repeats. Differs from them: single
/// precision throughout, where EB-JEPA trains in bfloat16; pixels are normalised by statistics of
/// the stored frames, not by published constants; windows come from a store on disk; and training goes on after
/// a kill at any instant, to the same bytes (on the same machine with the same number of threads).
public final class JepaTrainer {

    private static final Logger LOG = LoggerFactory.getLogger(JepaTrainer.class);

    private static final int KEPT_CHECKPOINTS = 2;

    private final EpisodeStore store;
    private final @Nullable SignalLayout layout; // none where the episodes hold pixels
    private final JepaConfig config;
    private final Seed seed;
    private final Clock clock;

    /// What the trainer reads the time from; neither changes what is learned.
    ///
    /// @param instants for the wall time in TensorBoard's events
    /// @param nanos    monotone, for rates
    public record Clock(InstantSource instants, LongSupplier nanos) {

        /// The system's.
        public static Clock system() {
            return new Clock(InstantSource.system(), System::nanoTime);
        }
    }

    /// Told of each step as it is done.
    @FunctionalInterface
    public interface Listener extends TrainingLoop.Listener {

        /// Called when the latents have collapsed, or are about to; training goes on.
        default void collapsing(long step, Collapse collapse) {}
    }

    /// A trainer on some episodes.
    ///
    /// @throws IllegalArgumentException when they are no pixels, or none is as long as a window
    public JepaTrainer(EpisodeStore store, JepaConfig config, Seed seed, Clock clock) {
        this(store, null, config, seed, clock);
        var _ = new WindowSampler(store, config.frames(), config.windows(), seed); // refuses before a run is begun
    }

    /// A trainer on episodes of signals.
    ///
    /// @throws IllegalArgumentException when they are no signals, others than the layout's, or none is long enough
    public static JepaTrainer ofSignals(
            EpisodeStore store, SignalLayout layout, JepaConfig config, Seed seed, Clock clock) {
        var _ = new SignalSampler(store, config.frames(), config.windows(), seed); // refuses before a run is begun
        int stored = store.description().observation().size();
        if (stored != layout.names().size()) {
            throw new IllegalArgumentException(
                    "The episodes hold %d signals, but %s were named.\nMaybe the store was filled with another schema."
                            .formatted(stored, layout.names()));
        }
        return new JepaTrainer(store, layout, config, seed, clock);
    }

    private JepaTrainer(EpisodeStore store, @Nullable SignalLayout layout, JepaConfig config, Seed seed, Clock clock) {
        this.layout = layout;
        this.store = store;
        this.config = config;
        this.seed = seed;
        this.clock = clock;
    }

    /// A trainer on some episodes that reads the system's clock.
    public JepaTrainer(EpisodeStore store, JepaConfig config, Seed seed) {
        this(store, config, seed, Clock.system());
    }

    /// Trains into a run folder, quietly: begins the run there, goes on with it where it was cut off, or
    /// loads what came of it when it is done. Alarms and damaged checkpoints are logged.
    ///
    /// @return the trained model, ready to plan
    /// @throws IOException                when the folder holds something else, or the run of another
    ///     training; or when the disk refuses
    /// @throws TrainingDivergedException when the loss is no longer finite
    public JepaModel train(Path run) throws IOException {
        try (RunFolder folder = runAt(run)) {
            Optional<JepaModel> finished = folder.finished(config.steps(), JepaModel::load);
            return finished.isPresent() ? finished.get() : train(folder, new LoggingListener());
        }
    }

    /// For those who train without a listener of their own.
    private static final class LoggingListener implements Listener {

        @Override
        public void stepDone(long done, Map<String, Double> metrics) {}

        @Override
        public void collapsing(long step, Collapse collapse) {
            LOG.warn("At step {} the latents are collapsing: {}", step, collapse);
        }

        @Override
        public void ignored(Checkpoints.Ignored checkpoint) {
            LOG.warn("The checkpoint {} is passed over: {}", checkpoint.directory(), checkpoint.reason());
        }
    }

    private RunFolder runAt(Path path) throws IOException {
        String version = CodeVersion.of(JepaTrainer.class);
        String name = path.getFileName() == null ? "run" : path.getFileName().toString();
        RunInfo wanted = RunInfo.here(name, clock.instants().instant(), seed.value(), store.hash(), version);
        return RunFolder.createOrOpen(path, wanted, config);
    }

    /// Trains until all steps are done, from the run's last whole checkpoint if it has one, and leaves
    /// `model.safetensors` in the run.
    ///
    /// @return the trained model, ready to plan
    /// @throws IOException                 when the run's disk refuses; the last checkpoint stays good
    /// @throws TrainingDivergedException when the loss is no longer finite
    public JepaModel train(RunFolder run, Listener listener) throws IOException {
        run.writeData(store.description().provenance());
        Engine.open(config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
        return layout == null
                ? train(run, listener, PixelLessons.of(store, config, seed))
                : train(run, listener, new SignalLessons(store, layout, config, seed));
    }

    private <B> JepaModel train(RunFolder run, Listener listener, Lessons<B> lessons) throws IOException {
        EncoderSpec encoder = lessons.encoder();
        PredictorSpec predictor = config.model()
                .predictorSpec(encoder.latentDimension(), store.description().actionDimension());
        try (Scope scope = Scope.open()) {
            Updates<B> updates = new Updates<>(new JepaNetwork(encoder, predictor, config, seed), config, lessons);
            update(run, updates, lessons, listener);
            var card = new ModelFile.Card(encoder, predictor, lessons.scale(), provenance(run));
            return ModelFile.write(run.model(), updates.network(), card);
        }
    }

    private <B> void update(RunFolder run, Updates<B> updates, Lessons<B> lessons, Listener listener)
            throws IOException {
        var schedule = new TrainingLoop.Schedule(config.steps(), config.log(), config.checkpoint(), KEPT_CHECKPOINTS);
        try (var training = new JepaTraining<>(updates, lessons, config, clock.nanos())) {
            TrainingLoop.Listener told = layout == null ? new Alarm(training, listener) : listener;
            new TrainingLoop(run, schedule, clock.instants(), clock.nanos()).run(training, told);
        }
    }

    private Map<String, String> provenance(RunFolder run) {
        Map<String, String> provenance = new TreeMap<>(Map.of(
                "run", run.info().name(),
                "seed", Long.toString(seed.value()),
                "data", store.hash(),
                "code", run.info().codeVersion(),
                "steps", Long.toString(config.steps())));
        if (layout != null) { // what the signals mean goes with the model
            store.description().provenance().forEach(provenance::putIfAbsent);
        }
        return provenance;
    }

    /// Tells a listener of the first update whose latents are collapsing, before it hears that it was made.
    private final class Alarm implements TrainingLoop.Listener {

        private final JepaTraining<?> training;
        private final Listener listener;
        private boolean given;

        Alarm(JepaTraining<?> training, Listener listener) {
            this.training = training;
            this.listener = listener;
        }

        @Override
        public void stepDone(long done, Map<String, Double> metrics) {
            Optional<Collapse> collapse = training.collapse().filter(Collapse::alarming);
            if (collapse.isPresent() && config.isWatched(done - 1) && !given) {
                given = true;
                listener.collapsing(done - 1, collapse.get());
            }
            listener.stepDone(done, metrics);
        }

        @Override
        public void ignored(Checkpoints.Ignored checkpoint) {
            listener.ignored(checkpoint);
        }
    }
}
