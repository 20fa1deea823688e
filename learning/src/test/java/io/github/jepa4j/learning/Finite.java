package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Scope;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Finite differences against the engine's gradients, in double precision.
public final class Finite {

    /// Central differences of a smooth function at this step are off by about `step^2` in truncation and
    /// `1e-16 / step` in rounding.
    private static final double STEP = 1e-5;

    private static final double TOLERANCE = 1e-8;

    private Finite() {}

    /// A native tensor of these values.
    public static Tensor tensor(double[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /// The value of a scalar.
    public static double value(Tensor scalar) {
        return scalar.item_double();
    }

    /// Holds the gradient of a scalar function, as the engine computes it, to central differences at every
    /// entry.
    public static void holdsAt(double[] values, long[] shape, Function<Tensor, Tensor> function) {
        double[] gradient = gradient(values, shape, function);
        for (int i = 0; i < values.length; i++) {
            double[] more = values.clone();
            double[] less = values.clone();
            more[i] += STEP;
            less[i] -= STEP;
            try (Scope scope = Scope.open()) {
                double difference =
                        (value(function.apply(tensor(more, shape))) - value(function.apply(tensor(less, shape))))
                                / (2 * STEP);
                assertThat(gradient[i])
                        .as("the derivative by entry %d", i)
                        .isCloseTo(difference, within(TOLERANCE + 1e-6 * Math.abs(difference)));
            }
        }
    }

    private static double[] gradient(double[] values, long[] shape, Function<Tensor, Tensor> function) {
        try (Scope scope = Scope.open()) {
            Tensor input = tensor(values, shape);
            input.set_requires_grad(true);
            Tensor gradient = torch.grad(new TensorVector(function.apply(input)), new TensorVector(input))
                    .get(0)
                    .contiguous();
            double[] copy = new double[values.length];
            new DoublePointer(gradient.data_ptr_double()).get(copy);
            return copy;
        }
    }
}
