package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Trains configurations beside each other, on the same episodes. What was done is kept: a finished
/// training is read, one that was cut off goes on.
final class Lab {

    private static final double MINUTE = 60;

    @Option(
            names = "--data",
            description = "Folder of the episodes; collected where there are none (${DEFAULT-VALUE}).")
    private Path data = Path.of("bench-data");

    @Option(names = "--collect", description = "Episodes that there must be at least (${DEFAULT-VALUE}).")
    private int collect = 5000;

    @Option(names = "--walls", description = "Of the episodes: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private LayoutChoice walls = LayoutChoice.RANDOM;

    @Option(names = "--config", description = "compact, reference, tiny, or a YAML file (${DEFAULT-VALUE}).")
    private String config = "compact";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of the training.")
    private List<String> overrides = List.of();

    @Option(names = "--planner", description = "Of the evaluations, as in 'planners' (${DEFAULT-VALUE}).")
    private String planner = PlannerSetting.DEFAULT;

    /// A training and what it took.
    ///
    /// @param model   the file
    /// @param minutes that it trained
    record Trained(Path model, double minutes) {}

    JepaConfig config() {
        return Presets.config(config, overrides);
    }

    PlannerSetting planner() {
        return PlannerSetting.parse(planner);
    }

    EpisodeStore open(Seed seed) {
        return Rooms.open(data, collect, walls, seed.split("episodes"));
    }

    Findings note(Findings findings) {
        return findings.setting("episodes at least", collect)
                .setting("walls", walls.name())
                .setting("configuration", config + " " + overrides)
                .setting("planner", planner);
    }

    /// Trains in a folder, goes on with what is there, or reads it where it is done.
    ///
    /// @throws IOException also where the folder holds another training
    Trained train(Path folder, JepaConfig training, EpisodeStore store, Seed seed) throws IOException {
        try (RunFolder run = begin(folder, training, store, seed)) {
            String wanted = Configuration.toYaml(training);
            String there = Configuration.toYaml(run.configuration(JepaConfig.compact(), List.of()));
            if (!wanted.equals(there)
                    || run.info().seed() != seed.value()
                    || !run.info().dataHash().equals(store.hash())) {
                throw new IOException(
                        "The run %s was begun with another configuration, seed or episodes than are asked for now.\nMaybe name another folder with --out."
                                .formatted(folder));
            }
            if (!Files.isRegularFile(run.model())) {
                new JepaTrainer(store, training, seed, JepaTrainer.Clock.system())
                        .train(run, progress(folder.getFileName().toString(), training.steps()));
            }
            List<Metrics> rows = MetricsLog.read(run.metricsFile()).rows();
            return new Trained(
                    run.model(), rows.isEmpty() ? Double.NaN : rows.getLast().seconds() / MINUTE);
        }
    }

    private static RunFolder begin(Path folder, JepaConfig training, EpisodeStore store, Seed seed) throws IOException {
        if (Files.isDirectory(folder)) {
            return RunFolder.open(folder);
        }
        String name = folder.getFileName().toString();
        RunInfo info = RunInfo.here(name, Instant.now(), seed.value(), store.hash(), CodeVersion.of(Lab.class));
        return RunFolder.create(folder, info, training);
    }

    private static JepaTrainer.Listener progress(String name, long steps) {
        long every = Math.max(1, steps / 10);
        return (long done, Map<String, Double> metrics) -> {
            if (done % every == 0 || done == steps) {
                System.err.printf(
                        "%s: step %d of %d, loss %s%n",
                        name, done, steps, Spread.number(metrics.getOrDefault("loss.total", Double.NaN)));
            }
        };
    }
}
