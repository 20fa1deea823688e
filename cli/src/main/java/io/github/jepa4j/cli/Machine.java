package io.github.jepa4j.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The computer this runs on.
final class Machine {

    static final double GIB = 1L << 30;

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /// @param threads as set: 0 for one per core
    static int threads(int threads) {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /// All of its memory, in bytes.
    static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /// Such as `Xeon E5, 2 cores, 8.0 GiB`.
    static String words() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GiB",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memory() / GIB);
    }

    private static String processor() {
        try {
            if (Files.isReadable(PROCESSORS)) {
                for (String line : Files.readAllLines(PROCESSORS)) {
                    if (line.startsWith("model name")) {
                        return line.substring(line.indexOf(':') + 1).strip();
                    }
                }
            }
        } catch (IOException _) { // its kind will do
        }
        return System.getProperty("os.arch", "unknown processor");
    }
}
