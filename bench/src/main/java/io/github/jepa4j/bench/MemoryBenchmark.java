package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaConfig.ModelConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether memory stays where it is.
@Command(
        name = "memory",
        description = "Resident set, heap and native objects over many training steps and many plans.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MemoryBenchmark implements Runnable {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--steps", description = "Training steps; 0 for none (${DEFAULT-VALUE}).")
    private long steps = 20_000;

    @Option(names = "--plans", description = "Plans; 0 for none (${DEFAULT-VALUE}).")
    private long plans = 1_000;

    @Option(
            names = "--config",
            description = "Of the training: tiny, compact, reference or a YAML file (${DEFAULT-VALUE}).")
    private String config = "tiny";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of the configuration.")
    private List<String> overrides = List.of();

    @Option(names = "--planner", description = "Of the plans, as in 'planners' (${DEFAULT-VALUE}).")
    private String planner = PlannerSetting.DEFAULT;

    @Option(names = "--predictor", description = "Of the plans, gru:D or residual:D:M:N (${DEFAULT-VALUE}).")
    private String predictor = PredictorText.COMPACT;

    @Option(names = "--samples", description = "How often to look, after a warm-up of a tenth (${DEFAULT-VALUE}).")
    private int samples = 40;

    @Option(names = "--episodes", description = "Episodes that the batches are drawn from (${DEFAULT-VALUE}).")
    private int episodes = 200;

    @Override
    public void run() {
        Findings findings = options.findings("memory").setting("samples", samples);
        if (steps > 0) {
            JepaConfig training = Configuration.override(Presets.config(config, overrides), List.of("steps=" + steps));
            findings.setting(
                    "training",
                    "%d steps of %s, %d x %d frames".formatted(steps, config, training.windows(), training.frames()));
            List<MemorySample> seen = Rooms.withEpisodes(
                    episodes, options.seed().split("episodes"), store -> overTraining(training, store));
            findings.add(table("%d training steps".formatted(steps), seen));
        }
        if (plans > 0) {
            findings.setting("plans", "%d of %s through %s".formatted(plans, planner, predictor));
            findings.add(table("%d plans".formatted(plans), overPlans()));
        }
        if (Double.isNaN(MemorySample.take(0).residentKb())) {
            findings.note(
                    "This system does not tell the resident set (no /proc/self/status); only heap and natives were looked at.");
        }
        findings.note("Flat: every sample within %.0f %% of the first, which is taken after a tenth of the work."
                .formatted(100 * Trend.FLAT));
        options.print(findings);
    }

    /// A whole training, with its log, its checkpoints and its alarm.
    private List<MemorySample> overTraining(JepaConfig training, EpisodeStore store) {
        Watch watch = new Watch(steps);
        try {
            Path folder = Files.createTempDirectory("jepa4j-memory");
            RunInfo info = RunInfo.here(
                    "memory",
                    Instant.now(),
                    options.seed().value(),
                    store.hash(),
                    CodeVersion.of(MemoryBenchmark.class));
            try (RunFolder run = RunFolder.create(folder.resolve("run"), info, training)) {
                new JepaTrainer(store, training, options.seed()).train(run, (done, metrics) -> watch.done(done));
            } finally {
                Rooms.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return watch.seen;
    }

    /// Whole decisions: each sees, plans and acts.
    private List<MemorySample> overPlans() {
        PlannerSetting setting = PlannerSetting.parse(planner);
        Seed seed = options.seed().split("plans");
        PredictorSpec spec = PredictorText.parse(predictor);
        ModelConfig sizes = Configuration.override(
                JepaConfig.compact().model(), List.of("latentDimension=" + spec.latentDimension()));
        Agent agent = Agent.builder()
                .encoder(RandomModel.encoder(Rooms.encoder(sizes), seed))
                .worldModel(RandomModel.predictor(spec, seed).withThreads(options.maxThreads))
                .scale(ActionScale.identity(Rooms.ACTIONS))
                .actionSpace(setting.actionSpace())
                .planner(setting.spec().planner())
                .config(new Agent.Config(setting.horizon(), 1, setting.warm(), Duration.ZERO))
                .build();
        TwoRooms rooms = new TwoRooms(LayoutChoice.RANDOM);
        Watch watch = new Watch(plans);
        Pixels seen = rooms.reset(seed);
        for (long index = 0; index < plans; index++) {
            if (index % TwoRooms.STEPS_PER_EPISODE == 0) {
                seen = rooms.reset(seed.split(index));
                agent.begin(rooms.goal(), TwoRooms.STEPS_PER_EPISODE, seed.split(index));
            }
            seen = rooms.step(agent.decide(seen).action());
            watch.done(index + 1);
        }
        return watch.seen;
    }

    /// Looks every so often, after a warm-up of a tenth.
    private final class Watch {

        private final List<MemorySample> seen = new ArrayList<>();
        private final long times;
        private final long warmup;
        private final long every;

        Watch(long times) {
            this.times = times;
            this.warmup = times / 10;
            this.every = Math.max(1, (times - warmup) / Math.max(1, samples - 1));
        }

        void done(long count) {
            if (count == times || count >= warmup && (count - warmup) % every == 0) {
                seen.add(MemorySample.take(count));
            }
        }
    }

    private static Table table(String title, List<MemorySample> seen) {
        Table table = new Table(
                title, "what", "unit", "first", "last", "min", "max", "slope per 1000", "last / first", "flat");
        row(table, "resident set", "MiB", seen, sample -> sample.residentKb() / 1024);
        row(table, "heap after collection", "MiB", seen, sample -> sample.heapKb() / 1024);
        row(table, "native memory in use", "MiB", seen, sample -> sample.nativeKb() / 1024);
        row(table, "native objects held", "count", seen, MemorySample::nativeObjects);
        return table;
    }

    private static void row(
            Table table, String name, String unit, List<MemorySample> seen, ToDoubleFunction<MemorySample> quantity) {
        Trend trend = Trend.of(seen, quantity);
        table.row(
                name,
                unit,
                trend.first(),
                trend.last(),
                trend.min(),
                trend.max(),
                trend.perThousand(),
                trend.last() / trend.first(),
                trend.flat());
    }
}
