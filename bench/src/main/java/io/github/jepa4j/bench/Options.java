package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// What every benchmark can be told.
final class Options {

    static final double GIGA = 1e9;

    @Option(names = "--json", description = "Print one JSON object on standard output instead of tables.")
    boolean json;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything random (${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--repeats", paramLabel = "N", description = "Timed repetitions of each figure (${DEFAULT-VALUE}).")
    int repeats = 20;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "How long each piece of work is done before it is timed (${DEFAULT-VALUE}).")
    double warmup = 3;

    @Option(
            names = "--max-threads",
            paramLabel = "N",
            description = "The most threads; figures are taken with 1 and with this many (default: the cores).")
    int maxThreads = Runtime.getRuntime().availableProcessors();

    Stopwatch stopwatch() {
        return new Stopwatch(repeats, warmup);
    }

    Seed seed() {
        return new Seed(seed);
    }

    /// 1, and the most.
    int[] threadCounts() {
        return IntStream.of(1, maxThreads).distinct().toArray();
    }

    /// Begins the findings of a benchmark that times nothing itself.
    Findings findings(String benchmark) {
        return new Findings(benchmark, Machine.here()).setting("seed", seed);
    }

    /// Begins the findings of a benchmark that times with [#stopwatch].
    Findings timed(String benchmark) {
        return findings(benchmark).setting("repeats", repeats).setting("warm-up s", warmup);
    }

    void print(Findings findings) {
        System.out.println(json ? findings.json() : findings.text());
        System.out.flush();
    }
}
