package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.run.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Learning to see into a run folder, from the beginning or from where it was cut off.
///
/// @param <S> the settings
final class SeeingTraining<S extends Record & SeeingSettings<S>> {

    /// What may be changed while a run is under way: none of it decides what is learned (the threads only how sums
    /// are rounded).
    private static final List<String> HARMLESS =
            List.of("optimisation.threads=0", "optimisation.checkpoint=1", "optimisation.log=1");

    private final Path path;
    private final Console console;
    private final Reading<S> reading;

    /// Reads or draws what is learned from.
    interface Reading<S> {
        Material read(S settings) throws IOException;
    }

    /// @param reading gives what is learned from
    SeeingTraining(Path path, Console console, Reading<S> reading) {
        this.path = path;
        this.console = console;
        this.reading = reading;
    }

    /// What a training came to.
    ///
    /// @param run       the folder
    /// @param model     the file to probe, embed or be surprised with
    /// @param method    by which was learned
    /// @param data      what was learned from, in words
    /// @param read      images or videos that were read
    /// @param skipped   those that could not be
    /// @param steps     updates in all
    /// @param stepsNow  updates done now
    /// @param seconds   spent training in all
    /// @param last      what was measured at the last step
    /// @param collapsed whether the features had collapsed at the last step
    record Figures(
            Path run,
            Path model,
            String method,
            String data,
            int read,
            int skipped,
            long steps,
            long stepsNow,
            double seconds,
            Map<String, Double> last,
            boolean collapsed) {}

    /// Begins a run.
    Figures begin(S settings) throws IOException {
        requireNew(path);
        Material material = material(settings);
        SeeingSettings.Learning learning = learning(settings, material);
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        RunInfo info = RunInfo.here(
                name, console.clock().instant(), settings.seed(), material.hash(), CodeVersion.of(Main.class));
        try (RunFolder run = RunFolder.create(path, info, settings)) {
            return train(run, settings, material, learning);
        }
    }

    /// Refuses a folder that holds a run; to be said before everything is read.
    static void requireNew(Path path) {
        if (RunFolder.exists(path)) {
            throw new CommandFailure(
                    "%s holds a run already.%nMaybe resume it with --resume, or name another folder.".formatted(path));
        }
    }

    /// Goes on with a run.
    ///
    /// @param recorded its settings
    /// @param wanted   the same, with harmless changes at most
    Figures resume(S recorded, S wanted) throws IOException {
        Optional<String> difference = difference(recorded, wanted);
        if (difference.isPresent()) {
            throw new CommandFailure(
                    "The run %s cannot go on with %s: it would learn something else.%nMaybe leave that setting out, or begin another run."
                            .formatted(path, difference.get()));
        }
        Material material = material(wanted);
        SeeingSettings.Learning learning = learning(wanted, material);
        try (RunFolder run = RunFolder.open(path)) {
            if (!material.hash().equals(run.info().dataHash())) {
                throw new CommandFailure(
                        "What is read from %s has the hash %s, but the run %s was begun with %s.%nMaybe files were added, removed or damaged since."
                                .formatted(
                                        material.source(),
                                        material.hash(),
                                        path,
                                        run.info().dataHash()));
            }
            if (Files.exists(run.model())) {
                console.remark("The run %s is finished already: nothing is left to train.".formatted(path));
            } else if (!isSameMachine(run.info(), recorded, wanted)) {
                console.remark(
                        "Warning: other threads, cores or code than the run was begun with: it goes on, but not to the same bytes as without the interruption.");
            }
            return train(run, wanted, material, learning);
        }
    }

    private Material material(S settings) throws IOException {
        Material material = reading.read(settings);
        material.tell(console);
        return material;
    }

    private SeeingSettings.Learning learning(S settings, Material material) throws IOException {
        return settings.learning(material, new Clock(console.clock(), console.nanos()));
    }

    private Optional<String> difference(S recorded, S wanted) {
        List<String> before = lines(recorded);
        List<String> now = lines(wanted);
        for (int line = 0; line < Math.min(before.size(), now.size()); line++) {
            if (!now.get(line).equals(before.get(line))) {
                return Optional.of("'%s' rather than '%s'"
                        .formatted(now.get(line).strip(), before.get(line).strip()));
            }
        }
        return before.size() == now.size() ? Optional.empty() : Optional.of("more or fewer settings");
    }

    private List<String> lines(S settings) {
        List<String> harmless = HARMLESS.stream()
                .map(setting -> settings.section() + "." + setting)
                .toList();
        return Configuration.toYaml(Configuration.override(settings.withoutPlace(), harmless))
                .lines()
                .toList();
    }

    /// Whether sums are rounded as they were when the run was begun.
    private boolean isSameMachine(RunInfo begun, S recorded, S wanted) {
        int threads = wanted.optimisation().threads();
        return threads == recorded.optimisation().threads()
                && (threads > 0 || begun.cores() == Machine.threads(0))
                && begun.codeVersion().equals(CodeVersion.of(Main.class));
    }

    private Figures train(RunFolder run, S settings, Material material, SeeingSettings.Learning learning)
            throws IOException {
        run.writeData(material.provenance());
        Listening listening = new Listening(settings.optimisation().steps());
        try (listening.telling) {
            learning.train(run, listening);
        }
        List<Metrics> rows = MetricsLog.read(run.metricsFile()).rows();
        Map<String, Double> last = rows.isEmpty() ? Map.of() : rows.getLast().values();
        return new Figures(
                path,
                run.model(),
                settings.method(),
                material.source(),
                material.report().read(),
                material.report().skipped().size(),
                settings.optimisation().steps(),
                listening.stepsNow,
                rows.isEmpty() ? Double.NaN : rows.getLast().seconds(),
                last,
                isCollapsed(last));
    }

    private static boolean isCollapsed(Map<String, Double> measured) {
        return measured.getOrDefault("collapse.std_mean", Double.NaN) < Collapse.STD_ALARM
                || measured.getOrDefault("collapse.effective_rank", Double.NaN) < Collapse.RANK_ALARM;
    }

    /// Tells how training goes.
    private final class Listening implements TrainingLoop.Listener {

        private final Telling telling;
        private final long steps;
        private long stepsNow;
        private boolean isWarned;

        Listening(long steps) {
            this.steps = steps;
            telling = console.progress("train", steps, "steps");
        }

        @Override
        public void stepDone(long done, Map<String, Double> metrics) {
            if (stepsNow++ == 0) {
                telling.continueFrom(done - 1);
            }
            telling.update(done, "loss " + Words.significant(metrics.getOrDefault("loss.total", Double.NaN)));
            if (!isWarned && done > steps / 10 && isCollapsed(metrics)) { // what was drawn needs a while to part
                isWarned = true;
                warn(done, metrics);
            }
        }

        private void warn(long done, Map<String, Double> metrics) {
            console.remark(
                    "Warning: at step %d the features are collapsing: mean standard deviation %s (alarm below %s), effective rank %s (alarm below %s).%nMaybe raise the coefficients that hold them apart, the batch, or the number of different images."
                            .formatted(
                                    done,
                                    Words.significant(metrics.getOrDefault("collapse.std_mean", Double.NaN)),
                                    Collapse.STD_ALARM,
                                    Words.significant(metrics.getOrDefault("collapse.effective_rank", Double.NaN)),
                                    Collapse.RANK_ALARM));
        }

        @Override
        public void ignored(Checkpoints.Ignored checkpoint) {
            console.remark("Warning: the checkpoint %s is passed over: %s."
                    .formatted(checkpoint.directory(), checkpoint.reason()));
        }
    }
}
