package io.github.jepa4j.bench;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.TrainingStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a training step costs, and where its time goes.
@Command(
        name = "training-step",
        description = "A training step: frames/s, share of the machine's peak, and each kernel's share of its time.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TrainingStepBenchmark implements Runnable {

    private static final int PEAK_SIZE = 2048;
    private static final int PERCENT = 100;
    private static final int STEPS = 1;

    @Mixin
    private final Options options = new Options();

    @Option(
            names = "--config",
            split = ",",
            description = "compact, reference, tiny, or YAML files (${DEFAULT-VALUE}).")
    private List<String> configs = List.of("compact", "reference");

    @Option(
            names = "--windows",
            description = "Windows in a batch; 0 for the configuration's own, at most 64 for the reference (0).")
    private int windows;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of every configuration.")
    private List<String> overrides = List.of();

    @Option(names = "--episodes", description = "Episodes that the batches are drawn from (${DEFAULT-VALUE}).")
    private int episodes = 200;

    @Option(names = "--peak-size", description = "Rows of the product that the peak is taken from (${DEFAULT-VALUE}).")
    private int peakSize = PEAK_SIZE;

    @Override
    public void run() {
        EngineThreads.set(options.maxThreads);
        Findings findings = options.timed("training-step")
                .setting("threads", options.maxThreads)
                .setting("OpenBLAS kernels", EngineThreads.matrixKernels());
        double peak =
                Peak.product(options.stopwatch(), peakSize, options.maxThreads).max();
        findings.add(new Table("peak", "what", "GFLOP/s")
                .row("libtorch sgemm %d, fastest".formatted(peakSize), peak / Options.GIGA));
        Table steps = new Table(
                "steps", "configuration", "windows", "frames", "s", "frames/s", "GFLOP", "GFLOP/s", "% of peak");
        findings.add(steps);
        Rooms.withEpisodes(episodes, options.seed().split("episodes"), store -> {
            configs.forEach(name -> measure(name, store, peak, findings));
            return findings;
        });
        options.print(findings);
    }

    private JepaConfig config(String name) {
        List<String> all = new ArrayList<>(overrides);
        if (windows > 0) {
            all.add("windows=" + windows);
        } else if (name.equals("reference")) {
            all.add("windows=64"); // the activations of the peer's 384 take 10 GB
        }
        return Presets.config(name, all);
    }

    private void measure(String name, EpisodeStore store, double peak, Findings findings) {
        JepaConfig config = config(name);
        WindowSampler sampler = new WindowSampler(store, config.frames(), config.windows(), options.seed());
        WindowBatch batch = sampler.batch(0);
        Stopwatch stopwatch = options.stopwatch();
        TrainingStep training = new TrainingStep(
                config, Rooms.encoder(config.model()), Rooms.predictor(config.model()), options.seed());
        Spread seconds = stopwatch.seconds(() -> training.update(batch));
        StepArithmetic arithmetic = new StepArithmetic(config);
        Spread rate = seconds.rateOf(arithmetic.flop());
        findings.tables()
                .get(STEPS)
                .row(
                        name,
                        config.windows(),
                        arithmetic.frames(),
                        seconds,
                        seconds.rateOf((double) arithmetic.frames()),
                        arithmetic.flop() / Options.GIGA,
                        rate.times(1 / Options.GIGA),
                        rate.median() / peak * PERCENT);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(
                "pixel normalisation",
                stopwatch.seconds(() -> training.normalise(batch)).median(),
                0,
                Double.NaN));
        pieces.addAll(new EncoderPieces(stopwatch, Rooms.encoder(config.model()), arithmetic.frames()).measure());
        pieces.addAll(new LossPieces(stopwatch, config, options.seed()).measure());
        findings.add(table(name, pieces, seconds.median(), peak));
        double making = stopwatch.seconds(() -> sampler.batchInto(1, batch)).median();
        findings.note(
                "%s: making a batch from the store takes %s s, on a thread of its own beside the step (%s %% of it)."
                        .formatted(name, Spread.number(making), Spread.number(making / seconds.median() * PERCENT)));
    }

    private static Table table(String name, List<Piece> pieces, double step, double peak) {
        Table table = new Table(
                "kernels, " + name, "kernel", "forward ms", "backward ms", "% of step", "GFLOP/s", "% of peak");
        List<Piece> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingDouble(Piece::seconds).reversed());
        double sum = 0;
        for (Piece piece : sorted) {
            double rate = piece.flop() / piece.seconds();
            table.row(
                    piece.name(),
                    piece.forward() * 1e3,
                    piece.backward() * 1e3,
                    piece.seconds() / step * PERCENT,
                    rate / Options.GIGA,
                    rate / peak * PERCENT);
            sum += piece.seconds();
        }
        table.row("all of these", Double.NaN, Double.NaN, sum / step * PERCENT, Double.NaN, Double.NaN);
        return table;
    }
}
