package io.github.jepa4j.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to the training engine (libtorch through Bytedeco's presets). It must be opened once, before
/// anything else of the engine is touched, because two things can only be set before the natives load:
///
/// - malloc must keep large blocks instead of giving them back to the kernel at every step (glibc's
///   `mallopt`; 1.6 to 2.4 times on a convolutional training step), and
/// - libgomp's and OpenBLAS' thread pools must not spin against each other (environment variables, by
///   `setenv`; 2.5 to 10 times on small steps).
///
/// Where the C library is another, both are skipped quietly; `Settings` tells what took effect.
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final String JAVACPP_LOGGER = "org.bytedeco.javacpp.logger";
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;
    private static final int LONGEST_NAME = 256;
    private static final int TOP_PAD_BYTES = 256 << 20;

    private static Optional<Settings> opened = Optional.empty();

    private Engine() {}

    /// What the engine runs with.
    ///
    /// @param threads        threads inside one operation
    /// @param quietAllocator whether malloc was told to keep large blocks
    /// @param calmThreads    whether the spinning of the two thread pools was limited
    public record Settings(int threads, boolean quietAllocator, boolean calmThreads) {}

    /// Opens the engine. Opened again, it changes the number of threads; the rest can be set only once.
    ///
    /// @param threads threads inside one operation, at least 1
    public static synchronized Settings open(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "The engine was asked for %d threads; it needs at least 1.\nMaybe the number of cores was read wrongly."
                            .formatted(threads));
        }
        boolean first = opened.isEmpty();
        boolean calm = first ? letTheNativesBeginWell(threads) : opened.get().calmThreads();
        boolean quiet = first ? quietenAllocator() : opened.get().quietAllocator();
        if (first) {
            FirstLoad.alone(torch::get_num_threads);
        }
        torch.set_num_threads(threads);
        // It has kernels for few processors, is not the first choice on any, and on the others says so at every layer.
        torch.globalContext().setUserEnabledNNPACK(false);
        opened = Optional.of(new Settings(torch.get_num_threads(), quiet, calm));
        LOG.debug("Training engine open: {}", opened.get());
        return opened.get();
    }

    /// Opens the engine with a thread for each core.
    public static Settings open() {
        return open(Runtime.getRuntime().availableProcessors());
    }

    /// The processor whose kernels OpenBLAS multiplies matrices with, such as `Cooperlake` or `Haswell`; nothing
    /// where it does not say. To be asked after the engine was opened. It chooses by the machine, unless the
    /// environment variable `OPENBLAS_CORETYPE` names another, which may halve the speed.
    public static Optional<String> matrixKernels() {
        var type = FunctionDescriptor.of(ValueLayout.ADDRESS);
        try {
            Optional<MemorySegment> symbol = SymbolLookup.loaderLookup().find("openblas_get_corename");
            if (symbol.isEmpty()) {
                return Optional.empty();
            }
            var function = Linker.nativeLinker().downcallHandle(symbol.get(), type);
            var name = (MemorySegment) function.invokeExact();
            return Optional.of(name.reinterpret(LONGEST_NAME).getString(0));
        } catch (Throwable unavailable) {
            LOG.debug("openblas_get_corename is not available", unavailable);
            return Optional.empty();
        }
    }

    /// JavaCPP warns on standard error that OpenBLAS' presets are of another minor version; there are none of the same.
    /// As a log entry the warning can be switched off.
    private static void logThroughSlf4j() {
        if (System.getProperty(JAVACPP_LOGGER) == null) {
            System.setProperty(JAVACPP_LOGGER, "slf4j");
        }
    }

    private static boolean letTheNativesBeginWell(int threads) {
        logThroughSlf4j();
        return limitSpinning(threads);
    }

    private static boolean limitSpinning(int threads) {
        return Map.of(
                        "OMP_NUM_THREADS", Integer.toString(threads),
                        "GOMP_SPINCOUNT", "1000",
                        "OPENBLAS_THREAD_TIMEOUT", "14")
                .entrySet()
                .stream()
                .allMatch(variable -> setenv(variable.getKey(), variable.getValue()));
    }

    /// What the user has set is kept: the last argument of `setenv` says not to overwrite.
    private static boolean setenv(String name, String value) {
        var type = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (var arena = java.lang.foreign.Arena.ofConfined()) {
            Optional<MemorySegment> symbol =
                    Linker.nativeLinker().defaultLookup().find("setenv");
            if (symbol.isEmpty()) {
                return false;
            }
            var function = Linker.nativeLinker().downcallHandle(symbol.get(), type);
            return (int) function.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0) == 0;
        } catch (Throwable unavailable) {
            LOG.debug("setenv is not available", unavailable);
            return false;
        }
    }

    private static boolean quietenAllocator() {
        return mallopt(M_ARENA_MAX, 1)
                && mallopt(M_MMAP_MAX, 0)
                && mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE)
                && mallopt(M_TOP_PAD, TOP_PAD_BYTES);
    }

    private static boolean mallopt(int parameter, int value) {
        var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        try {
            Optional<MemorySegment> symbol =
                    Linker.nativeLinker().defaultLookup().find("mallopt");
            if (symbol.isEmpty()) {
                return false;
            }
            var function = Linker.nativeLinker().downcallHandle(symbol.get(), type);
            return (int) function.invokeExact(parameter, value) == 1;
        } catch (Throwable unavailable) {
            LOG.debug("mallopt is not available", unavailable);
            return false;
        }
    }
}
