package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.LostShard;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Training into a run folder, from the beginning or from where it was cut off.
final class Training {

    private final Path path;
    private final Console console;

    Training(Path path, Console console) {
        this.path = path;
        this.console = console;
    }

    /// What a training came to.
    ///
    /// @param run        the folder
    /// @param model      the file to plan with
    /// @param steps      updates in all
    /// @param stepsNow   updates done now
    /// @param seconds    spent training in all
    /// @param secondsNow spent now, reading included
    /// @param last       what was measured at the last step
    /// @param collapsed  whether the alarm was given, now or before the run was cut off
    /// @param parameters how many the encoder and the predictor have
    record Figures(
            Path run,
            Path model,
            long steps,
            long stepsNow,
            double seconds,
            double secondsNow,
            Map<String, Double> last,
            boolean collapsed,
            Map<String, Long> parameters) {}

    /// Begins a run.
    Figures begin(TrainSettings settings) throws IOException {
        TrainSettings absolute = settings.with(settings.data());
        try (EpisodeStore store = open(absolute.data())) {
            String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
            RunInfo info = RunInfo.here(
                    name, console.clock().instant(), absolute.seed(), store.hash(), CodeVersion.of(Main.class));
            JepaTrainer trainer = trainer(store, absolute); // what it refuses leaves no folder behind
            try (RunFolder run = RunFolder.create(path, info, absolute)) {
                return train(run, absolute, store, trainer);
            }
        }
    }

    private JepaTrainer trainer(EpisodeStore store, TrainSettings settings) {
        return new JepaTrainer(
                store,
                settings.training(),
                new Seed(settings.seed()),
                new JepaTrainer.Clock(console.clock(), console.nanos()));
    }

    /// The settings of a run that was begun.
    TrainSettings recorded() throws IOException {
        try (RunFolder run = RunFolder.view(path)) {
            try {
                return run.configuration(TrainSettings.of(Preset.COMPACT), List.of());
            } catch (ConfigurationException e) {
                if (isBegunFromJava(run)) {
                    throw new CommandFailure(
                            "The run %s was begun from Java, by a JepaTrainer: its settings are of the training alone.%nMaybe start that program again: it goes on with the run."
                                    .formatted(path));
                }
                throw e;
            }
        }
    }

    private static boolean isBegunFromJava(RunFolder run) {
        try {
            run.configuration(JepaConfig.compact(), List.of());
            return true;
        } catch (ConfigurationException _) {
            return false;
        }
    }

    /// Goes on with a run.
    ///
    /// @param wanted its settings, with harmless changes at most
    Figures resume(TrainSettings wanted) throws IOException {
        Optional<String> difference = wanted.differenceTo(recorded());
        if (difference.isPresent()) {
            throw new CommandFailure(
                    "The run %s cannot go on with %s: it would learn something else.%nMaybe leave that setting out, or begin another run."
                            .formatted(path, difference.get()));
        }
        try (RunFolder run = RunFolder.open(path);
                EpisodeStore store = open(wanted.data())) {
            if (!store.hash().equals(run.info().dataHash())) {
                throw new CommandFailure(
                        "The episodes at %s have the hash %s, but the run %s was begun with %s.%nMaybe they were added to or damaged since, or lie elsewhere: name the folder with --data."
                                .formatted(
                                        wanted.data(),
                                        store.hash(),
                                        path,
                                        run.info().dataHash()));
            }
            if (!isSameMachine(run.info(), wanted)) {
                console.remark(
                        "Warning: other threads, cores or code than the run was begun with: it goes on, but not to the same bytes as without the interruption.");
            }
            if (isFinished(run, wanted)) {
                console.remark("The run %s is finished already: nothing is left to train.".formatted(path));
                return figures(
                        run,
                        wanted,
                        JepaModel.load(run.model()),
                        new Listening(wanted.training().steps()));
            }
            return train(run, wanted, store, trainer(store, wanted));
        }
    }

    /// Whether sums are rounded as they were when the run was begun.
    private boolean isSameMachine(RunInfo begun, TrainSettings wanted) throws IOException {
        int threads = wanted.training().threads();
        return threads == recorded().training().threads()
                && (threads > 0 || begun.cores() == Machine.threads(0))
                && begun.codeVersion().equals(CodeVersion.of(Main.class));
    }

    private Figures train(RunFolder run, TrainSettings settings, EpisodeStore store, JepaTrainer trainer)
            throws IOException {
        Listening listening = new Listening(settings.training().steps());
        try (listening.telling) {
            JepaModel model = trainer.train(run, listening);
            return figures(run, settings, model, listening);
        }
    }

    private EpisodeStore open(Path data) {
        EpisodeStore store = EpisodeStore.open(data);
        for (LostShard lost : store.lost()) {
            console.remark("Warning: of the episodes at %s, %s. Training goes without them.".formatted(data, lost));
        }
        return store;
    }

    private static boolean isFinished(RunFolder run, TrainSettings settings) {
        if (!Files.exists(run.model())) {
            return false;
        }
        try {
            String steps = JepaModel.load(run.model()).metadata().getOrDefault("steps", "");
            return steps.equals(Long.toString(settings.training().steps()));
        } catch (IOException | RuntimeException _) { // written again from the last checkpoint
            return false;
        }
    }

    private Figures figures(RunFolder run, TrainSettings settings, JepaModel model, Listening listening)
            throws IOException {
        List<Metrics> rows = MetricsLog.read(run.metricsFile()).rows();
        Map<String, Long> parameters = new TreeMap<>();
        Models.spec(model).ifPresent(spec -> parameters.put("encoder", spec.parameters()));
        Models.predictor(model).ifPresent(spec -> parameters.put("predictor", spec.parameters()));
        return new Figures(
                path,
                run.model(),
                settings.training().steps(),
                listening.stepsNow,
                rows.isEmpty() ? Double.NaN : rows.getLast().seconds(),
                console.seconds() - listening.begun,
                rows.isEmpty() ? Map.of() : rows.getLast().values(),
                rows.stream()
                        .filter(row -> settings.training().isWatched(row.step()))
                        .anyMatch(Training::isCollapsed),
                parameters);
    }

    private static boolean isCollapsed(Metrics row) {
        return row.values().getOrDefault("collapse.std_mean", Double.NaN) < Collapse.STD_ALARM
                || row.values().getOrDefault("collapse.effective_rank", Double.NaN) < Collapse.RANK_ALARM;
    }

    /// Tells how training goes.
    private final class Listening implements JepaTrainer.Listener {

        private final Telling telling;
        private final double begun = console.seconds();
        private long stepsNow;

        Listening(long steps) {
            telling = console.progress("train", steps, "steps");
        }

        @Override
        public void stepDone(long done, Map<String, Double> metrics) {
            if (stepsNow++ == 0) {
                telling.continueFrom(done - 1);
            }
            telling.update(done, "loss " + Words.significant(metrics.getOrDefault("loss.total", Double.NaN)));
        }

        @Override
        public void collapsing(long step, Collapse collapse) {
            console.remark(
                    "Warning: at step %d the latents are collapsing: mean standard deviation %s (alarm below %s), effective rank %s (alarm below %s).%nMaybe raise training.coefficients.variance and .covariance."
                            .formatted(
                                    step,
                                    Words.significant(collapse.meanStd()),
                                    Collapse.STD_ALARM,
                                    Words.significant(collapse.effectiveRank()),
                                    Collapse.RANK_ALARM));
        }

        @Override
        public void ignored(Checkpoints.Ignored checkpoint) {
            console.remark("Warning: the checkpoint %s is passed over: %s."
                    .formatted(checkpoint.directory(), checkpoint.reason()));
        }
    }
}
