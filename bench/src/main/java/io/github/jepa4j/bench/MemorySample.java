package io.github.jepa4j.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/// What this process holds.
///
/// @param done          pieces of work done so far
/// @param residentKb    memory of the process that is in RAM; NaN where the system does not tell
/// @param heapKb        objects on Java's heap, after a collection
/// @param nativeObjects those that Java holds on to
/// @param nativeKb      what the C library has handed out, see [Malloc]; NaN where it does not tell
record MemorySample(long done, double residentKb, double heapKb, double nativeObjects, double nativeKb) {

    private static final double KIB = 1024;

    /// Collects garbage, then looks.
    static MemorySample take(long done) {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new MemorySample(
                done, residentNow(), heap.getUsed() / KIB, Pointer.totalCount(), Malloc.bytesInUse() / KIB);
    }

    private static double residentNow() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) { // only Linux tells
            return Double.NaN;
        }
    }
}
