package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Scope;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Times an operation of the engine alone: forward with its tape, and backward.
final class Differentiated {

    private static final double NANOS = 1e-9;

    private final Supplier<Tensor> operation;
    private final TensorVector leaves;
    private final TensorVector pull;

    private Differentiated(Supplier<Tensor> operation, List<Tensor> leaves) {
        this.operation = operation;
        this.leaves = new TensorVector(leaves.toArray(Tensor[]::new));
        // Made like the result: a convolution's backward wants its memory order.
        pull = new TensorVector(torch.rand_like(operation.get().detach()));
    }

    /// The median seconds each way.
    record Seconds(double forward, double backward) {}

    /// @param operation makes a tensor of the leaves, anew at each call
    /// @param leaves    by which it is differentiated
    static Seconds time(Stopwatch stopwatch, Supplier<Tensor> operation, List<Tensor> leaves) {
        double[] forward = new double[stopwatch.repeats()];
        double[] backward = new double[stopwatch.repeats()];
        try (Scope scope = Scope.open()) {
            Differentiated timed = new Differentiated(operation, leaves);
            long begun = System.nanoTime();
            do {
                timed.once();
            } while ((System.nanoTime() - begun) * NANOS < stopwatch.warmupSeconds());
            for (int i = 0; i < stopwatch.repeats(); i++) {
                Seconds seconds = timed.once();
                forward[i] = seconds.forward();
                backward[i] = seconds.backward();
            }
        }
        return new Seconds(Spread.of(forward).median(), Spread.of(backward).median());
    }

    private Seconds once() {
        try (Scope scope = Scope.open()) {
            long begun = System.nanoTime();
            TensorVector result = new TensorVector(operation.get());
            long half = System.nanoTime();
            torch.grad(result, leaves, pull, new BoolOptional(false), false, false);
            return new Seconds((half - begun) * NANOS, (System.nanoTime() - half) * NANOS);
        }
    }
}
