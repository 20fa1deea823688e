package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a model's file holds beside its metadata: parameters and buffers by their names, and the statistics of pixels.
final class ModelTensors {

    private static final String MEAN = "pixels.mean";
    private static final String STD = "pixels.std";

    private ModelTensors() {}

    static Map<String, Tensor> of(Parameters parameters, Buffers buffers, ChannelStatistics statistics) {
        return of(parameters, buffers, statistics, _ -> true);
    }

    /// @param kept which parameters and buffers
    static Map<String, Tensor> of(
            Parameters parameters, Buffers buffers, ChannelStatistics statistics, Predicate<String> kept) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy());
        tensors.putAll(buffers.copy());
        tensors.keySet().removeIf(kept.negate());
        tensors.put(MEAN, new Tensor(new int[] {statistics.mean().length}, statistics.mean()));
        tensors.put(STD, new Tensor(new int[] {statistics.std().length}, statistics.std()));
        return tensors;
    }

    /// The statistics of pixels.
    ///
    /// @throws IllegalArgumentException where they are missing or cannot be
    static ChannelStatistics statistics(SafeTensors file) {
        return new ChannelStatistics(values(file, MEAN), values(file, STD));
    }

    /// Puts parameters and buffers back.
    ///
    /// @throws IllegalArgumentException where a tensor is missing, of another shape or one too many
    static void restore(SafeTensors file, Parameters parameters, Buffers buffers) {
        parameters.load(file.tensors());
        buffers.load(file.tensors());
        Set<String> known = new TreeSet<>(parameters.shapes().keySet());
        known.addAll(buffers.copy().keySet());
        known.addAll(Set.of(MEAN, STD));
        for (String name : file.tensors().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "It has a tensor %s, which networks of its sizes do not.\nMaybe the file is damaged."
                                .formatted(name));
            }
        }
    }

    private static float[] values(SafeTensors file, String name) {
        Tensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "It has no tensor %s.\nMaybe it was written by another version.".formatted(name));
        }
        return tensor.values();
    }
}
