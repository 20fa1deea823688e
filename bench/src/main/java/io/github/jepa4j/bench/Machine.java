package io.github.jepa4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The machine that figures belong to.
///
/// @param cpu    the processor's name
/// @param cores  those that Java sees
/// @param jdk    vendor and version
/// @param os     name and architecture
/// @param heapMb the most memory Java takes for its heap
/// @param load   how many processes wanted a core in the last minute, when the measurement began; -1 where
///     unknown. Above `cores`, the figures are those of a machine shared with others
record Machine(String cpu, int cores, String jdk, String os, long heapMb, double load) {

    static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                cpuName(),
                runtime.availableProcessors(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                runtime.maxMemory() >> 20,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) { // only Linux tells
            return "unknown";
        }
    }

    /// In one line.
    String words() {
        return "%s, %d cores, %s, %s".formatted(cpu, cores, os, jdk);
    }
}
