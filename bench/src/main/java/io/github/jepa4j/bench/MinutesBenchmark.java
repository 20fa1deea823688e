package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.TrainingStep;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How much training success takes. Each training is whole: its schedule ends within its own budget.
@Command(
        name = "minutes",
        description = "Success against minutes of training.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MinutesBenchmark implements Callable<Integer> {

    private static final int CALIBRATION_STEPS = 20;
    private static final double MINUTE = 60;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Mixin
    private final Lab lab = new Lab();

    @Option(names = "--steps", split = ",", description = "Updates of the trainings, such as 1000,2000,4000.")
    private List<Long> steps = List.of();

    @Option(
            names = "--minutes",
            split = ",",
            description = "Minutes of the trainings, such as 10,20,40: turned into updates by timing some first.")
    private List<Double> minutes = List.of();

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-minutes");

    @Override
    public Integer call() throws IOException {
        if (steps.isEmpty() && minutes.isEmpty()) {
            throw new IllegalArgumentException(
                    "No training was asked for: there are neither --steps nor --minutes.\nMaybe --minutes 10,20,40.");
        }
        Findings findings = evaluation.note(lab.note(options.findings("minutes")));
        Table table = PlannersBenchmark.table("minutes", "steps", "minutes");
        try (EpisodeStore store = lab.open(options.seed())) {
            for (var training : trainings(store).entrySet()) {
                Path folder = out.resolve(training.getKey());
                Lab.Trained trained = lab.train(folder, training.getValue(), store, options.seed());
                Evaluation found =
                        evaluation.evaluate(trained.model(), lab.planner(), folder.resolve("evaluation.json"));
                PlannersBenchmark.row(table, List.of(training.getValue().steps(), trained.minutes()), found);
            }
        }
        options.print(findings.add(table));
        return 0;
    }

    /// By the name of their folders.
    private Map<String, JepaConfig> trainings(EpisodeStore store) throws IOException {
        Map<String, JepaConfig> trainings = new LinkedHashMap<>();
        for (long count : steps) {
            trainings.put("steps-" + count, Configuration.override(lab.config(), List.of("steps=" + count)));
        }
        double perStep = Double.NaN;
        for (double budget : minutes) {
            String name = "minutes-" + Spread.number(budget);
            Path folder = out.resolve(name);
            if (Files.isDirectory(folder)) {
                try (RunFolder run = RunFolder.view(folder)) { // as many updates as it was begun with
                    trainings.put(name, run.configuration(JepaConfig.compact(), List.of()));
                }
                continue;
            }
            perStep = Double.isNaN(perStep) ? secondsPerStep(store) : perStep;
            long count = Math.max(2, Math.round(budget * MINUTE / perStep));
            trainings.put(name, Configuration.override(lab.config(), List.of("steps=" + count)));
        }
        return trainings;
    }

    private double secondsPerStep(EpisodeStore store) {
        JepaConfig config = lab.config();
        EngineThreads.set(config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
        TrainingStep training = new TrainingStep(
                config, Rooms.encoder(config.model()), Rooms.predictor(config.model()), options.seed());
        WindowBatch batch = new WindowSampler(store, config.frames(), config.windows(), options.seed()).batch(0);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < CALIBRATION_STEPS; i++) {
            seconds.add(Stopwatch.once(() -> training.update(batch)));
        }
        return Spread.of(seconds.stream()
                        .skip(2)
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .median();
    }
}
