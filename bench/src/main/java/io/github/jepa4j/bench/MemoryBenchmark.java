package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.Prefetcher;
import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.TrainingStep;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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
            EngineThreads.set(options.maxThreads);
            JepaConfig training = Presets.config(config, overrides);
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

    private List<MemorySample> overTraining(JepaConfig training, EpisodeStore store) {
        TrainingStep step = new TrainingStep(
                training, Rooms.encoder(training.model()), Rooms.predictor(training.model()), options.seed());
        WindowSampler sampler = new WindowSampler(store, training.frames(), training.windows(), options.seed());
        try (Prefetcher<WindowBatch> batches = Prefetcher.of(sampler, 0, 1, 3)) {
            return watch(steps, index -> {
                WindowBatch batch = batches.next();
                step.update(batch);
                batches.recycle(batch);
            });
        }
    }

    private List<MemorySample> overPlans() {
        PlannerSetting setting = PlannerSetting.parse(planner);
        Planner searching = setting.spec().planner();
        Seed seed = options.seed().split("plans");
        WorldModel model =
                RandomModel.predictor(PredictorText.parse(predictor), seed).withThreads(options.maxThreads);
        int dimension = model.latentDimension();
        var actions = new TwoRooms(LayoutChoice.FIXED).actionSpace();
        return watch(plans, index -> {
            Seed own = seed.split(index);
            Latent now = new Latent(RandomModel.gaussian(own.split("now"), dimension));
            var goal = GoalDistance.sum(new Latent(RandomModel.gaussian(own.split("goal"), dimension)));
            var problem =
                    new Problem(model, now, goal, actions, ActionScale.identity(Rooms.ACTIONS), setting.horizon());
            searching.plan(problem, Budget.unlimited(), own);
        });
    }

    private List<MemorySample> watch(long times, LongConsumer work) {
        long warmup = times / 10;
        long every = Math.max(1, (times - warmup) / Math.max(1, samples - 1));
        List<MemorySample> seen = new ArrayList<>();
        for (long done = 0; done < times; done++) {
            if (done >= warmup && (done - warmup) % every == 0) {
                seen.add(MemorySample.take(done));
            }
            work.accept(done);
        }
        seen.add(MemorySample.take(times));
        return seen;
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
