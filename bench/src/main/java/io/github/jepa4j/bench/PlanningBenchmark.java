package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// A planner step by pure Java and by libtorch, in one run.
@Command(
        name = "planning",
        description = "A rollout and its gradient, and encoding a frame: pure Java beside libtorch, in one run.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PlanningBenchmark implements Runnable {

    private static final int PERCENT = 100;
    private static final double MILLI = 1e3;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--predictors", split = ",", description = "gru:D or residual:D:M:N (${DEFAULT-VALUE}).")
    private List<String> predictors = List.of(PredictorText.COMPACT, "residual:256:512:2", "gru:256", "gru:512");

    @Option(names = "--candidates", description = "K (${DEFAULT-VALUE}).")
    private int candidates = 64;

    @Option(names = "--horizon", description = "H (${DEFAULT-VALUE}).")
    private int horizon = 45;

    @Option(names = "--frames", description = "Frames in a batch to encode (${DEFAULT-VALUE}).")
    private int frames = 16;

    @Option(names = "--peak-size", description = "Rows of the product that the peak is taken from (${DEFAULT-VALUE}).")
    private int peakSize = 2048;

    @Option(names = "--no-scalar", description = "Leave the scalar kernels out.")
    private boolean noScalar;

    @Option(names = "--no-encoder", description = "Leave the encoders out.")
    private boolean noEncoder;

    @Option(names = "--pure-only", hidden = true, description = "Only the pure Java part: what the scalar child runs.")
    private boolean pureOnly;

    private final Table agreement = new Table("agreement", "predictor", "difference of the gradients / largest entry");

    /// A way of doing the work, and its times.
    private record Way(String name, int threads, Spread forward, Spread both) {}

    @Override
    public void run() {
        if (pureOnly) {
            options.print(pureOnly());
            return;
        }
        Engine.Settings engine = Engine.open();
        Findings findings = options.timed("planning")
                .setting("K", candidates)
                .setting("H", horizon)
                .setting("kernels", Kernels.best().description())
                .setting("engine", engine.toString())
                .setting("OpenBLAS kernels", EngineThreads.matrixKernels());
        Map<Integer, Double> peaks = peaks(findings);
        JsonNode scalar = noScalar ? null : ScalarChild.run(childArguments());
        for (String predictor : predictors) {
            measure(predictor, scalar, peaks, findings);
        }
        findings.add(agreement);
        if (!noEncoder) {
            findings.add(new EncoderBenchmark(options, frames).measure());
        }
        findings.note(
                "x libtorch: libtorch's fastest median of any number of threads, over this median; above 1, this is faster.");
        options.print(findings);
    }

    private Map<Integer, Double> peaks(Findings findings) {
        Table table = new Table("peak", "what", "threads", "GFLOP/s");
        Map<Integer, Double> peaks = new LinkedHashMap<>();
        for (int threads : options.threadCounts()) {
            double peak = Peak.product(options.stopwatch(), peakSize, threads).max();
            peaks.put(threads, peak);
            table.row("libtorch sgemm %d, fastest".formatted(peakSize), threads, peak / Options.GIGA);
        }
        findings.add(table);
        return peaks;
    }

    private void measure(String predictor, @Nullable JsonNode scalar, Map<Integer, Double> peaks, Findings findings) {
        PlanningCase planning = planning(predictor);
        List<Way> ways = new ArrayList<>(pure("pure Java, vector", planning));
        if (scalar != null) {
            ways.addAll(read(scalar, predictor));
        }
        ways.addAll(engine(planning));
        double forward = fastest(ways, Way::forward);
        double both = fastest(ways, Way::both);
        Table table = new Table(
                predictor,
                "way",
                "threads",
                "forward ms",
                "x libtorch",
                "forward + gradient ms",
                "x libtorch, both",
                "GFLOP/s, both",
                "% of peak");
        for (Way way : ways) {
            double rate = 2 * planning.flopForward() / way.both().median();
            table.row(
                    way.name(),
                    way.threads(),
                    way.forward().times(MILLI),
                    forward / way.forward().median(),
                    way.both().times(MILLI),
                    both / way.both().median(),
                    rate / Options.GIGA,
                    rate / peaks.getOrDefault(way.threads(), Double.NaN) * PERCENT);
        }
        findings.add(table);
        agreement.row(predictor, disagreement(planning));
    }

    private static double fastest(List<Way> ways, Function<Way, Spread> time) {
        return ways.stream()
                .filter(way -> way.name().startsWith("libtorch"))
                .mapToDouble(way -> time.apply(way).median())
                .min()
                .orElse(Double.NaN);
    }

    private PlanningCase planning(String predictor) {
        return PlanningCase.of(
                PredictorText.parse(predictor),
                candidates,
                horizon,
                options.seed().split(predictor));
    }

    private List<Way> pure(String name, PlanningCase planning) {
        List<Way> ways = new ArrayList<>();
        for (int threads : options.threadCounts()) {
            LatentPredictor model = planning.model().withThreads(threads);
            Spread forward = options.stopwatch().seconds(() -> model.imagine(planning.now(), planning.actions()));
            Spread both = options.stopwatch().seconds(() -> {
                Rollout rollout = model.imagineForPullback(planning.now(), planning.actions());
                model.pullback(rollout, planning.pull());
            });
            ways.add(new Way(name, threads, forward, both));
        }
        return ways;
    }

    private List<Way> engine(PlanningCase planning) {
        List<Way> ways = new ArrayList<>();
        for (int threads : options.threadCounts()) {
            EngineThreads.set(threads);
            try (EngineRollout rollout = new EngineRollout(planning)) {
                Spread forward = options.stopwatch().seconds(rollout::forward);
                Spread both = options.stopwatch().seconds(rollout::forwardAndBack);
                ways.add(new Way("libtorch, autograd", threads, forward, both));
            }
        }
        return ways;
    }

    private static double disagreement(PlanningCase planning) {
        Rollout rollout = planning.model().imagine(planning.now(), planning.actions());
        float[] pure = planning.model().pullback(rollout, planning.pull());
        try (EngineRollout engine = new EngineRollout(planning)) {
            float[] other = engine.gradient();
            double largest = IntStream.range(0, pure.length)
                    .mapToDouble(i -> Math.abs(other[i]))
                    .max()
                    .orElse(0);
            double gap = IntStream.range(0, pure.length)
                    .mapToDouble(i -> Math.abs((double) pure[i] - other[i]))
                    .max()
                    .orElse(0);
            return gap / largest;
        }
    }

    private List<String> childArguments() {
        return List.of(
                "planning",
                "--pure-only",
                "--json",
                "--seed=" + options.seed,
                "--repeats=" + options.repeats,
                "--warmup=" + options.warmup,
                "--max-threads=" + options.maxThreads,
                "--candidates=" + candidates,
                "--horizon=" + horizon,
                "--predictors=" + String.join(",", predictors));
    }

    private Findings pureOnly() {
        Findings findings = options.timed("planning, pure Java")
                .setting("kernels", Kernels.best().description());
        for (String predictor : predictors) {
            Table table = new Table(predictor, "way", "threads", "forward", "both");
            pure("pure Java, scalar", planning(predictor))
                    .forEach(way -> table.row(way.name(), way.threads(), way.forward(), way.both()));
            findings.add(table);
        }
        return findings;
    }

    private static List<Way> read(JsonNode child, String predictor) {
        List<Way> ways = new ArrayList<>();
        for (JsonNode row : child.path("tables").path(predictor)) {
            ways.add(new Way(
                    row.path("way").asString(),
                    row.path("threads").asInt(),
                    spread(row.path("forward")),
                    spread(row.path("both"))));
        }
        return ways;
    }

    private static Spread spread(JsonNode node) {
        return new Spread(
                node.path("min").asDouble(),
                node.path("median").asDouble(),
                node.path("max").asDouble());
    }
}
