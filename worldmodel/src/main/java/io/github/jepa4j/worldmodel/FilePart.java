package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A part of a model file: tensors and metadata whose names begin alike.
final class FilePart {

    private FilePart() {}

    /// The tensors whose names begin so, without that beginning.
    static Map<String, Tensor> tensors(Map<String, Tensor> all, String prefix) {
        Map<String, Tensor> own = new TreeMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return own;
    }

    /// The tensors whose names begin in one of several ways; the others are left out.
    static Map<String, Tensor> only(Map<String, Tensor> all, List<String> prefixes) {
        Map<String, Tensor> own = new TreeMap<>(all);
        own.keySet().removeIf(name -> prefixes.stream().noneMatch(name::startsWith));
        return own;
    }

    /// A model's tensors with others in place of its own predictor's.
    static SafeTensors beside(SafeTensors model, Map<String, Tensor> others) {
        Map<String, Tensor> whole = new TreeMap<>(model.tensors());
        whole.keySet().removeIf(name -> name.startsWith("predictor."));
        whole.putAll(others);
        return new SafeTensors(whole, model.metadata());
    }

    /// A file that lacks a part.
    static SafeTensors without(SafeTensors file, String prefix) {
        return replaced(file, prefix, Map.of(), Map.of());
    }

    /// A file with another part in place of the one it had; all else stays.
    ///
    /// @param tensors  each named after the prefix
    /// @param metadata each key after the prefix
    static SafeTensors replaced(
            SafeTensors file, String prefix, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, Tensor> all = new TreeMap<>(file.tensors());
        all.keySet().removeIf(name -> name.startsWith(prefix));
        tensors.forEach((name, tensor) -> all.put(prefix + name, tensor));
        Map<String, String> words = new TreeMap<>(file.metadata());
        words.keySet().removeIf(name -> name.startsWith(prefix));
        metadata.forEach((key, value) -> words.put(prefix + key, value));
        return new SafeTensors(all, words);
    }
}
