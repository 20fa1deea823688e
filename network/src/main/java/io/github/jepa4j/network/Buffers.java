package io.github.jepa4j.network;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// What a network keeps without learning it by gradient, by name: running statistics, a teacher's centre.
public final class Buffers {

    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();

    /// Values all the same at first.
    ///
    /// @throws IllegalArgumentException when the name is taken
    public Tensor constant(String name, double value, int size) {
        if (tensors.containsKey(name)) {
            throw new IllegalArgumentException(
                    "There is a buffer named %s already; every name must be given once.\nMaybe two layers were given the same prefix."
                            .formatted(name));
        }
        float[] values = new float[size];
        Arrays.fill(values, (float) value);
        Tensor tensor = Natives.of(values, size);
        tensors.put(name, tensor);
        return tensor;
    }

    /// A copy of every buffer.
    public SequencedMap<String, io.github.jepa4j.tensor.Tensor> copy() {
        SequencedMap<String, io.github.jepa4j.tensor.Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, Natives.copy(tensor)));
        return copies;
    }

    /// Overwrites every buffer with the value of the same name.
    ///
    /// @throws IllegalArgumentException when one is missing or has another size; nothing is overwritten
    ///     then
    public void load(Map<String, io.github.jepa4j.tensor.Tensor> values) {
        tensors.forEach((name, tensor) -> {
            io.github.jepa4j.tensor.Tensor value = values.get(name);
            if (value == null || value.size() != tensor.numel()) {
                throw new IllegalArgumentException(
                        "The buffer %s is %s; %d values were expected.\nMaybe the checkpoint is of another architecture."
                                .formatted(name, value == null ? "missing" : value, tensor.numel()));
            }
        });
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            tensors.forEach((name, tensor) -> {
                io.github.jepa4j.tensor.Tensor value = values.get(name);
                if (value != null) {
                    tensor.copy_(Natives.of(value));
                }
            });
        }
    }
}
