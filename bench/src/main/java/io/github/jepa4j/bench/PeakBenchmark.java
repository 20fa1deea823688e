package io.github.jepa4j.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The machine's peak.
@Command(
        name = "peak",
        description = "The machine's peak: matrix products by libtorch, and fused multiply-adds in pure Java.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PeakBenchmark implements Runnable {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--sizes", split = ",", description = "Rows of the square matrices (${DEFAULT-VALUE}).")
    private int[] sizes = {1024, 2048};

    @Override
    public void run() {
        options.print(measure());
    }

    private Findings measure() {
        Table table = new Table("peak", "what", "threads", "GFLOP/s");
        for (int threads : options.threadCounts()) {
            for (int size : sizes) {
                Spread rate = Peak.product(options.stopwatch(), size, threads);
                table.row("libtorch sgemm %d".formatted(size), threads, rate.times(1 / Options.GIGA));
            }
        }
        for (int threads : options.threadCounts()) {
            Spread rate = Peak.loop(options.stopwatch(), threads);
            table.row("Java FMA loop, %d bits".formatted(FmaLoop.bits()), threads, rate.times(1 / Options.GIGA));
        }
        return options.timed("peak")
                .setting("OpenBLAS kernels", EngineThreads.matrixKernels())
                .add(table);
    }
}
