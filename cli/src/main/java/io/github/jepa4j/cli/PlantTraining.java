package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.evaluation.ConstantVelocity;
import io.github.jepa4j.evaluation.Forecaster;
import io.github.jepa4j.evaluation.LinearForecaster;
import io.github.jepa4j.evaluation.ModelForecaster;
import io.github.jepa4j.evaluation.OpenLoop;
import io.github.jepa4j.evaluation.Persistence;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.plant.LogColumn;
import io.github.jepa4j.plant.LogReport;
import io.github.jepa4j.plant.PlantSchema;
import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Learning a plant from its log into a run folder, and the open-loop report.
final class PlantTraining {

    private final Path run;
    private final Path base;
    private final Console console;

    /// @param base what the log's patterns are relative to
    PlantTraining(Path run, Path base, Console console) {
        this.run = run;
        this.base = base;
        this.console = console;
    }

    /// What it came to.
    ///
    /// @param run        the folder
    /// @param model      the file to plan with
    /// @param log        what was found in the log that was learned from
    /// @param heldOutLog what was found in what was held out; the same where it is one log
    /// @param split      in words
    /// @param openLoop   errors on what was held out
    record Figures(Path run, Path model, LogReport log, LogReport heldOutLog, String split, OpenLoop openLoop) {}

    /// Begins a run, or goes on with it.
    Figures train(PlantSettings settings, boolean resume) throws IOException {
        PlantEpisodes episodes = PlantEpisodes.read(settings, base);
        tell(episodes.report());
        if (episodes.heldOutReport() != episodes.report()) {
            tell(episodes.heldOutReport());
        }
        Path data = run.resolveSibling(run.getFileName() + "-data");
        try (EpisodeStore store = episodes.store(data, settings.plant())) {
            JepaTrainer trainer = JepaTrainer.ofSignals(
                    store,
                    layout(settings.plant()),
                    settings.training(),
                    new Seed(settings.seed()),
                    new JepaTrainer.Clock(console.clock(), console.nanos()));
            try (RunFolder folder = resume ? resumed(settings, store) : begun(settings, store)) {
                JepaModel model = trained(folder, settings, trainer);
                OpenLoop openLoop = judge(settings, episodes, model);
                AtomicFile.writeText(run.resolve("open-loop.txt"), openLoop.text());
                return new Figures(
                        run, folder.model(), episodes.report(), episodes.heldOutReport(), episodes.split(), openLoop);
            }
        }
    }

    private void tell(LogReport report) {
        report.lines().forEach(line -> console.remark("log: " + line));
        report.listed().stream().limit(5).forEach(finding -> console.remark("     " + finding));
        if (report.listed().size() > 5) {
            console.remark("     ...");
        }
    }

    static SignalLayout layout(PlantSchema schema) {
        return new SignalLayout(schema.signals().stream().map(LogColumn::name).toList(), schema.turns());
    }

    private RunFolder begun(PlantSettings settings, EpisodeStore store) throws IOException {
        String name = String.valueOf(run.toAbsolutePath().normalize().getFileName());
        RunInfo info = RunInfo.here(
                name, console.clock().instant(), settings.seed(), store.hash(), CodeVersion.of(Main.class));
        return RunFolder.create(run, info, settings);
    }

    private RunFolder resumed(PlantSettings settings, EpisodeStore store) throws IOException {
        RunFolder folder = RunFolder.open(run);
        try {
            PlantSettings recorded = folder.configuration(PlantSettings.defaults(), List.of());
            boolean isSame = Configuration.toYaml(recorded).equals(Configuration.toYaml(settings))
                    && store.hash().equals(folder.info().dataHash());
            if (!isSame) {
                throw new CommandFailure(
                        "The run %s was begun with another plant, log or settings, and cannot go on with these.%nMaybe begin another run."
                                .formatted(run));
            }
            return folder;
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private JepaModel trained(RunFolder folder, PlantSettings settings, JepaTrainer trainer) throws IOException {
        if (Files.exists(folder.model())) {
            console.remark("The run %s is finished already: nothing is left to train.".formatted(run));
            return JepaModel.load(folder.model());
        }
        try (Telling telling = console.progress("train", settings.training().steps(), "steps")) {
            return trainer.train(folder, new JepaTrainer.Listener() {
                private boolean begun;

                @Override
                public void stepDone(long done, Map<String, Double> metrics) {
                    if (!begun) {
                        telling.continueFrom(done - 1);
                        begun = true;
                    }
                    telling.update(done, "loss " + Words.significant(metrics.getOrDefault("loss.total", Double.NaN)));
                }

                @Override
                public void ignored(Checkpoints.Ignored checkpoint) {
                    console.remark("Warning: the checkpoint %s is passed over: %s."
                            .formatted(checkpoint.directory(), checkpoint.reason()));
                }
            });
        }
    }

    private static OpenLoop judge(PlantSettings settings, PlantEpisodes episodes, JepaModel model) {
        PlantSchema plant = settings.plant();
        SignalLayout layout = layout(plant);
        List<Forecaster> forecasters = new ArrayList<>();
        forecasters.add(new ModelForecaster(model));
        forecasters.add(new Persistence());
        if (plant.signals().stream().anyMatch(signal -> !signal.rate().isEmpty())) {
            forecasters.add(new ConstantVelocity(plant.rates(), plant.stepSeconds()));
        }
        forecasters.add(LinearForecaster.learn(layout, episodes.learned()));
        var question = new OpenLoop.Question(
                layout,
                plant.signals().stream().map(LogColumn::unit).toList(),
                plant.stepSeconds(),
                settings.horizonSteps(),
                1);
        return OpenLoop.judge(question, episodes.heldOut(), forecasters);
    }
}
