package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The most arithmetic this machine does in a second, as libtorch multiplies large matrices: what the other
/// benchmarks' shares are shares of.
final class Peak {

    private Peak() {}

    /// FLOP/s of a product of two square matrices in single precision.
    ///
    /// @param size    rows and columns
    /// @param threads of the engine
    static Spread product(Stopwatch stopwatch, int size, int threads) {
        EngineThreads.set(threads);
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor left = torch.rand(size, size);
            Tensor right = torch.rand(size, size);
            Tensor product = torch.zeros(size, size);
            return stopwatch
                    .seconds(() -> {
                        try (Scope inner = Scope.open()) {
                            torch.mm_out(product, left, right);
                        }
                    })
                    .rateOf(2.0 * size * size * size);
        }
    }

    /// FLOP/s of [FmaLoop].
    static Spread loop(Stopwatch stopwatch, int threads) {
        return stopwatch.seconds(() -> FmaLoop.run(threads)).rateOf(FmaLoop.flop() * threads);
    }
}
