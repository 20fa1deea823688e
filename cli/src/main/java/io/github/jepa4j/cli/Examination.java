package io.github.jepa4j.cli;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.tensor.internal.Kernels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the doctor looks at.
final class Examination {

    private static final int JAVA = 25;
    private static final double DISK_LEAST = 0.5;

    private Examination() {}

    /// @param out    where runs are to be written
    /// @param enough what is taken for enough
    static List<Finding> of(Path out, DoctorSettings enough) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature()));
        findings.add(cores(Runtime.getRuntime().availableProcessors(), enough));
        findings.add(memory(Machine.memory(), Runtime.getRuntime().maxMemory(), enough));
        findings.add(disk(out, enough));
        findings.add(writable(out));
        findings.add(vector());
        findings.add(kernels());
        findings.addAll(engine());
        findings.add(maven(System.getenv().getOrDefault("PATH", "")));
        return List.copyOf(findings);
    }

    static Finding java(int feature) {
        String found = "%s %s".formatted(System.getProperty("java.vendor"), Runtime.version());
        return feature >= JAVA
                ? Finding.ok("java", found)
                : Finding.fail("java", found, "Maybe install a JDK 25 and set JAVA_HOME to it.");
    }

    static Finding cores(int cores, DoctorSettings enough) {
        return cores >= enough.cores()
                ? Finding.ok("cores", String.valueOf(cores))
                : Finding.warn(
                        "cores",
                        String.valueOf(cores),
                        "Maybe give this machine " + enough.cores() + "; times are stated for two.");
    }

    static Finding memory(long physical, long heap, DoctorSettings enough) {
        String found = "%s, of which Java's heap may take %s".formatted(gib(physical), gib(heap));
        return physical >= enough.memory() * Machine.GIB
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found, "Maybe train with a smaller batch: --set training.windows=32.");
    }

    static Finding disk(Path out, DoctorSettings enough) {
        try {
            long free = Files.getFileStore(existing(out)).getUsableSpace();
            String found = "%s free at %s".formatted(gib(free), out.toAbsolutePath());
            if (free >= enough.disk() * Machine.GIB) {
                return Finding.ok("disk", found);
            }
            String hint = "Maybe name another place with --out.";
            return free >= DISK_LEAST * Machine.GIB
                    ? Finding.warn("disk", found, hint)
                    : Finding.fail("disk", found, hint);
        } catch (IOException e) {
            return Finding.warn("disk", "unknown: " + e.getMessage(), "Maybe the place is on a network.");
        }
    }

    static Finding writable(Path out) {
        Path place = existing(out);
        try {
            Files.delete(Files.createTempFile(place, "doctor", ".tmp"));
            return Finding.ok("writable", place.toString());
        } catch (IOException e) {
            return Finding.fail(
                    "writable",
                    place + " may not be written to",
                    "Maybe change its owner, or name another with --out.");
        }
    }

    /// By reflection, so that this runs where the incubating module was not added.
    private static Finding vector() {
        try {
            Object species = Class.forName("jdk.incubator.vector.FloatVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
            int bits = (int) type.getMethod("vectorBitSize").invoke(species);
            return Finding.ok("vector", "Vector API, %d bits (%d floats at once)".formatted(bits, bits / Float.SIZE));
        } catch (ReflectiveOperationException _) {
            return Finding.warn(
                    "vector",
                    "the Vector API is not there: scalar kernels, planning is several times slower",
                    "Maybe start with ./jepa4j, or add --add-modules jdk.incubator.vector.");
        }
    }

    /// What planning computes with.
    private static Finding kernels() {
        String used = Kernels.best().description();
        return used.startsWith("scalar")
                ? Finding.warn(
                        "kernels",
                        used + ": planning is several times slower",
                        "Maybe start with ./jepa4j, or unset -D" + Kernels.PROPERTY + ".")
                : Finding.ok("kernels", used);
    }

    /// Opens the training engine, as training does.
    private static List<Finding> engine() {
        try {
            Engine.Settings settings = Engine.open();
            return List.of(
                    Finding.ok("natives", "libtorch loads, " + settings.threads() + " threads"),
                    products(Engine.matrixKernels().orElse("unknown"), System.getenv("OPENBLAS_CORETYPE")),
                    threads(settings.calmThreads()),
                    allocator(settings.quietAllocator()));
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.warn(
                    "natives",
                    "libtorch does not load (" + e + "): planning works, training does not",
                    "Maybe this platform has no natives, or the cache in ~/.javacpp is not writable."));
        }
    }

    /// @param kernels what libtorch multiplies matrices with
    /// @param held    the value of OPENBLAS_CORETYPE
    static Finding products(String kernels, @Nullable String held) {
        return held == null
                ? Finding.ok("products", "OpenBLAS, " + kernels + " kernels")
                : Finding.warn(
                        "products",
                        "OpenBLAS runs %s kernels, held to %s by OPENBLAS_CORETYPE: training may be slower"
                                .formatted(kernels, held),
                        "Maybe unset OPENBLAS_CORETYPE, so that it chooses by the processor.");
    }

    static Finding threads(boolean isCalm) {
        return isCalm
                ? Finding.ok("threads", "idle threads sleep instead of spinning")
                : Finding.warn(
                        "threads",
                        "the spinning of idle threads could not be limited: training is slower",
                        "Maybe set OMP_NUM_THREADS, GOMP_SPINCOUNT=1000 and OPENBLAS_THREAD_TIMEOUT=14.");
    }

    static Finding allocator(boolean isQuiet) {
        return isQuiet
                ? Finding.ok("allocator", "large blocks are kept between steps")
                : Finding.warn(
                        "allocator",
                        "large blocks go back to the system at every step: training may be slower",
                        "Maybe this C library has no mallopt; nothing else is wrong.");
    }

    static Finding maven(String path) {
        for (String place : path.split(File.pathSeparator, -1)) {
            for (String name : List.of("mvn", "mvn.cmd")) {
                if (!place.isEmpty() && Files.isExecutable(Path.of(place, name))) {
                    return Finding.ok("maven", Path.of(place, name).toString());
                }
            }
        }
        return Finding.warn(
                "maven", "no mvn on the PATH", "Maybe install Maven 3.8.6 or newer: it is needed to build.");
    }

    private static Path existing(Path path) {
        @Nullable Path place = path.toAbsolutePath();
        while (place != null && !Files.isDirectory(place)) {
            place = place.getParent();
        }
        return place == null ? Path.of("").toAbsolutePath() : place;
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / Machine.GIB);
    }
}
