package io.github.jepa4j.engine;

import io.github.jepa4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/// Carries arrays across the border to the engine and back, and turns the engine's errors into ours.
public final class Natives {

    private Natives() {}

    /// A native tensor with a copy of these values, row-major.
    public static org.bytedeco.pytorch.Tensor of(float[] values, long... shape) {
        return org.bytedeco.pytorch.Tensor.create(values, shape);
    }

    /// A native tensor of whole numbers (int64) with a copy of these values, row-major.
    public static org.bytedeco.pytorch.Tensor of(long[] values, long... shape) {
        return org.bytedeco.pytorch.Tensor.create(values, shape);
    }

    /// A native tensor with a copy of this one.
    public static org.bytedeco.pytorch.Tensor of(Tensor tensor) {
        return of(tensor.values(), Arrays.stream(tensor.shape()).asLongStream().toArray());
    }

    /// A copy of a native tensor, row-major whatever its memory format.
    public static Tensor copy(org.bytedeco.pytorch.Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return new Tensor(shape, values(tensor));
    }

    /// A copy of a native tensor's values, row-major whatever its memory format.
    public static float[] values(org.bytedeco.pytorch.Tensor tensor) {
        try (Scope scope = Scope.open()) {
            float[] values = new float[Math.toIntExact(tensor.numel())];
            tensor.detach()
                    .to(torch.ScalarType.Float)
                    .contiguous(torch.MemoryFormat.Contiguous)
                    .data_ptr_float()
                    .get(values);
            return values;
        }
    }

    /// Runs an operation, and rethrows what the engine throws (a C++ stack) as one line that names what was
    /// being done.
    ///
    /// @throws EngineException when the engine refuses
    public static <T> T named(String what, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RuntimeException failure) {
            if (failure.getClass() != RuntimeException.class) {
                throw failure; // ours, or Java's: the presets throw the bare class
            }
            String reason =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
            throw new EngineException(
                    "The engine could not %s: %s.\nMaybe %s."
                            .formatted(what, reason, hint(reason.toLowerCase(Locale.ROOT))),
                    failure);
        }
    }

    private static String hint(String reason) {
        if (reason.contains("memory")) {
            return "the batch is too large for this machine; a smaller one may fit";
        }
        return reason.contains("linalg") || reason.contains("factorization")
                ? "numbers have grown beyond all bounds; a lower learning rate may keep them"
                : "the data and the model have different shapes";
    }
}
