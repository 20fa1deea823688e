package io.github.jepa4j.objective;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Named signals as a network is given them.
///
/// @param names in order, at least one
/// @param mean  `[S]`
/// @param std   `[S]`, above 0
record SignalVector(List<String> names, float[] mean, float[] std) {

    SignalVector {
        names = List.copyOf(names);
        boolean usable = !names.isEmpty();
        for (float one : std) {
            usable &= one > 0;
        }
        if (!usable) {
            throw new IllegalArgumentException(
                    "There are %d signals, with standard deviations %s; there must be at least 1, and these above 0.\nMaybe the file was edited."
                            .formatted(names.size(), java.util.Arrays.toString(std)));
        }
    }

    static SignalVector of(String prefix, List<String> names, Map<String, Tensor> tensors) {
        return new SignalVector(
                names,
                Perceptron.finite(tensors, prefix + "mean", names.size()).values(),
                Perceptron.finite(tensors, prefix + "std", names.size()).values());
    }

    /// The names that a file's metadata hold.
    static List<String> names(SafeTensors file, String key) {
        String names = file.metadata().get(key);
        if (names == null) {
            throw new IllegalArgumentException(
                    "The file's metadata lack %s.\nMaybe teach it first: jepa4j goals --help.".formatted(key));
        }
        return List.of(names.split(","));
    }

    /// @param values of every signal and no other
    float[] normalised(Map<String, Float> values) {
        float[] all = new float[mean.length];
        for (int s = 0; s < all.length; s++) {
            Float value = values.get(names.get(s));
            if (value == null || !Float.isFinite(value) || values.size() != all.length) {
                throw new IllegalArgumentException(
                        "The signals wanted are %s; there must be a finite value for each of %s and nothing else.\nMaybe a signal is spelt differently."
                                .formatted(new TreeMap<>(values), names));
            }
            all[s] = (value - mean[s]) / std[s];
        }
        return all;
    }

    /// A file with these signals and a perceptron in place of all that begins with the prefix.
    SafeTensors replaced(SafeTensors file, String prefix, Perceptron perceptron, Map<String, String> more) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
        tensors.keySet().removeIf(name -> name.startsWith(prefix));
        tensors.putAll(perceptron.tensors());
        tensors.put(prefix + "signal.mean", new Tensor(new int[] {mean.length}, mean));
        tensors.put(prefix + "signal.std", new Tensor(new int[] {std.length}, std));
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        metadata.keySet().removeIf(name -> name.startsWith(prefix));
        more.forEach((key, value) -> metadata.put(prefix + key, value));
        metadata.put(prefix + "signals", String.join(",", names));
        return new SafeTensors(tensors, metadata);
    }
}
