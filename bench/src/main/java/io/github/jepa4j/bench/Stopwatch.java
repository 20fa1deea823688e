package io.github.jepa4j.bench;

/// Times work that was done often enough before for the compiler to be through with it.
///
/// @param repeats       timed repetitions, at least 1
/// @param warmupSeconds how long the work is done before the first that is timed; it is done at least once
record Stopwatch(int repeats, double warmupSeconds) {

    private static final double NANOS = 1e-9;

    /// A shorter sample than this says more about the clock than about the work: several are timed
    /// together.
    private static final double LEAST_SAMPLE_SECONDS = 2e-3;

    Stopwatch {
        if (repeats < 1 || !(warmupSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "%d repeats after %s s of warm-up cannot be timed; there must be at least 1, after at least 0 s.\nMaybe the options were swapped."
                            .formatted(repeats, warmupSeconds));
        }
    }

    /// The seconds of one piece of work.
    Spread seconds(Runnable work) {
        double once = warmUp(work);
        int together = (int) Math.clamp(Math.ceil(LEAST_SAMPLE_SECONDS / Math.max(once, 1e-9)), 1, 100_000);
        double[] samples = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long begun = System.nanoTime();
            for (int j = 0; j < together; j++) {
                work.run();
            }
            samples[i] = (System.nanoTime() - begun) * NANOS / together;
        }
        return Spread.of(samples);
    }

    /// @return the seconds of the last time
    private double warmUp(Runnable work) {
        long begun = System.nanoTime();
        double once;
        do {
            once = once(work);
        } while ((System.nanoTime() - begun) * NANOS < warmupSeconds);
        return once;
    }

    /// The seconds of doing something once, cold.
    static double once(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) * NANOS;
    }
}
