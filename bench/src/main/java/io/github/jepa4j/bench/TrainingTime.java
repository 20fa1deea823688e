package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// What a benchmark can be told whose trainings last for the same time each, and how many updates that is.
final class TrainingTime {

    static final double MINUTE = 60;

    /// Lays one number of updates over settings, so that they can be compared in all else.
    static final List<String> ANY_UPDATES = List.of("optimisation.steps=1");

    private static final int TOLD = 20;

    @Option(names = "--minutes", description = "Of each training, at the pace measured before (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--threads", description = "Of each training (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all trainings.")
    private List<String> overrides = List.of();

    @Option(names = "--paces", description = "Only measure how long updates take, on a quiet machine.")
    private boolean onlyPaces;

    /// Tells how long an update takes, in seconds.
    @FunctionalInterface
    interface Pace {
        double seconds() throws IOException;
    }

    /// @param minutes of each training where nothing is said
    TrainingTime(double minutes) {
        this.minutes = minutes;
    }

    int threads() {
        return threads;
    }

    boolean onlyPaces() {
        return onlyPaces;
    }

    /// To be asked after the engine was opened.
    Findings note(Findings findings) {
        return findings.setting("minutes", minutes)
                .setting("threads", threads)
                .setting("OpenBLAS kernels", EngineThreads.matrixKernels())
                .setting("changes", overrides.toString());
    }

    /// The settings that are changed in all trainings, `key=value` each.
    String[] changes() {
        return Stream.concat(overrides.stream(), Stream.of("optimisation.threads=" + threads))
                .toArray(String[]::new);
    }

    /// The settings of a training with as many updates as fit into the time at the pace; where it was begun, with the
    /// number of updates that it was begun with.
    ///
    /// @throws IOException where it was begun with other settings
    <C extends Record> C timed(Path folder, String name, C config, Pace pace) throws IOException {
        if (RunFolder.exists(folder)) {
            try (RunFolder run = RunFolder.view(folder)) {
                return begun(folder, run.configuration(config, List.of()), config);
            }
        }
        double seconds = pace.seconds();
        long steps = Math.max(1, Math.round(minutes * MINUTE / seconds));
        System.err.printf(Locale.ROOT, "%s: %.3f s an update, %d updates%n", name, seconds, steps);
        return Configuration.override(config, List.of("optimisation.steps=" + steps));
    }

    private static <C extends Record> C begun(Path folder, C begun, C wanted) throws IOException {
        List<String> is = lines(Configuration.override(begun, ANY_UPDATES));
        List<String> asked = lines(Configuration.override(wanted, ANY_UPDATES));
        if (is.equals(asked)) {
            return begun;
        }
        int other = 0;
        while (is.get(other)
                .equals(asked.get(other))) { // one is never the beginning of the other: the last key is the same
            other++;
        }
        throw new IOException(
                "The training in %s was begun with '%s', but '%s' is asked for.\nMaybe take another folder by --out."
                        .formatted(
                                folder, is.get(other).strip(), asked.get(other).strip()));
    }

    private static List<String> lines(Record settings) {
        return Configuration.toYaml(settings).lines().toList();
    }

    static void tell(String name, double pace) {
        System.err.printf(Locale.ROOT, "%s: %.3f s an update%n", name, pace);
    }

    /// Tells now and then how a training goes on.
    static TrainingLoop.Listener progress(String name, long steps) {
        long every = Math.max(1, steps / TOLD);
        return (long done, Map<String, Double> metrics) -> {
            if (done % every == 0 || done == steps) {
                System.err.printf(
                        "%s: update %d of %d, loss %s%n",
                        name, done, steps, Spread.number(metrics.getOrDefault("loss.total", Double.NaN)));
            }
        };
    }
}
