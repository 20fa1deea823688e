package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A backbone's sizes, as a model file says them.
final class VisionMetadata {

    private VisionMetadata() {}

    static Map<String, String> of(ResNetSpec spec) {
        return Map.of(
                "backbone", "resnet",
                "channels", Integer.toString(spec.channels()),
                "rows", Integer.toString(spec.rows()),
                "columns", Integer.toString(spec.columns()),
                "widths",
                        Arrays.stream(spec.widths()).mapToObj(Integer::toString).collect(Collectors.joining(",")),
                "blocks", Integer.toString(spec.blocks()),
                "stem_patch", Integer.toString(spec.stemPatch()));
    }

    /// @throws IllegalArgumentException where something is missing or impossible
    static ResNetSpec spec(Map<String, String> metadata) {
        return new ResNetSpec(
                number(metadata, "channels"),
                number(metadata, "rows"),
                number(metadata, "columns"),
                Arrays.stream(text(metadata, "widths").split(","))
                        .mapToInt(width -> number("widths", width))
                        .toArray(),
                number(metadata, "blocks"),
                number(metadata, "stem_patch"));
    }

    /// @throws IllegalArgumentException where there is no such tensor
    static float[] values(SafeTensors file, String name) {
        Tensor tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "It has no tensor %s.\nMaybe it was written by another version.".formatted(name));
        }
        return tensor.values();
    }

    private static int number(Map<String, String> metadata, String key) {
        return number(key, text(metadata, key));
    }

    private static int number(String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Its %s is '%s', which is no whole number.\nMaybe the file is damaged.".formatted(key, text), e);
        }
    }

    private static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "It does not say its %s.\nMaybe it was written by another version.".formatted(key));
        }
        return value;
    }
}
