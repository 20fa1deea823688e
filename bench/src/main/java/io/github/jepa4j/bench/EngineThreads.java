package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/// Changes the number of threads inside one operation of the engine while it is open: libtorch's own pool,
/// and that of the OpenBLAS beneath its matrix products, which does not follow it.
final class EngineThreads {

    private EngineThreads() {}

    /// Opens the engine with the settings of training, if it is not open, and gives it so many threads.
    static void set(int threads) {
        Engine.open();
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
    }

    /// Whose kernels libtorch's products run, for findings: an environment that holds OpenBLAS to older ones halves
    /// the peer's speed, and the peak. To be asked after the engine was opened.
    static String matrixKernels() {
        String held = System.getenv("OPENBLAS_CORETYPE");
        return Engine.matrixKernels().orElse("unknown") + (held == null ? "" : " (OPENBLAS_CORETYPE=" + held + ")");
    }
}
