package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.SymbolImageSpec;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
import io.github.jepa4j.pretraining.PretrainingConfig.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A backbone's sizes, as a model file says them.
final class VisionMetadata {

    private static final double EPSILON = 1e-6;
    private static final int TUBELET = 2;
    private static final int LEVELS = 4;

    private VisionMetadata() {}

    /// The transformers that are trained here: no class token, a perceptron four times as wide; of images
    /// fixed positions, of clips rotated ones, and tokens of two frames.
    ///
    /// @param shape `[T, C, Y, X]`
    static VitSpec vit(int[] shape, BackboneConfig config) {
        boolean isClip = shape[0] > 1;
        return new VitSpec(
                new PatchGrid(shape[1], shape[0], shape[2], shape[3], isClip ? TUBELET : 1, config.patch()),
                VitSpec.Size.of(config.widths()[0], config.blocks(), config.heads()),
                isClip ? Positions.ROPE_3D_V2_1 : Positions.SINCOS_2D,
                Set.of(),
                EPSILON);
    }

    /// The transformers that read images or clips as symbols: 4 levels of each channel.
    ///
    /// @param shape `[T, C, Y, X]`
    static SymbolImageSpec symbols(int[] shape, BackboneConfig config) {
        VitSpec.Size size = VitSpec.Size.of(config.widths()[0], config.blocks(), config.heads());
        return new SymbolImageSpec(shape[0], shape[1], shape[2], shape[3], config.patch(), LEVELS, size);
    }

    static Map<String, String> of(VisionSpec spec) {
        BackboneConfig config = switch (spec) {
            case ResNetSpec resNet ->
                new BackboneConfig(Kind.RESNET, resNet.widths(), resNet.blocks(), resNet.stemPatch(), 1);
            case VitSpec vit ->
                new BackboneConfig(
                        Kind.VIT,
                        new int[] {vit.size().width()},
                        vit.size().layers(),
                        vit.grid().patch(),
                        vit.size().heads());
            case SymbolImageSpec symbols ->
                new BackboneConfig(
                        Kind.SYMBOLS,
                        new int[] {symbols.size().width()},
                        symbols.size().layers(),
                        symbols.patch(),
                        symbols.size().heads());
        };
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("backbone", config.kind().name().toLowerCase(Locale.ROOT));
        metadata.put("frames", Integer.toString(spec.frames()));
        metadata.put("channels", Integer.toString(spec.channels()));
        metadata.put("rows", Integer.toString(spec.rows()));
        metadata.put("columns", Integer.toString(spec.columns()));
        metadata.put(
                "widths",
                Arrays.stream(config.widths()).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        metadata.put("blocks", Integer.toString(config.blocks()));
        metadata.put("patch", Integer.toString(config.patch()));
        metadata.put("heads", Integer.toString(config.heads()));
        return metadata;
    }

    /// @throws IllegalArgumentException where something is missing or impossible
    static VisionSpec spec(Map<String, String> metadata) {
        int[] widths = Arrays.stream(text(metadata, "widths").split(","))
                .mapToInt(width -> number("widths", width))
                .toArray();
        int channels = number(metadata, "channels");
        int rows = number(metadata, "rows");
        int columns = number(metadata, "columns");
        int blocks = number(metadata, "blocks");
        int patch = number(metadata, "patch");
        return switch (text(metadata, "backbone")) {
            case "resnet" -> new ResNetSpec(channels, rows, columns, widths, blocks, patch);
            case "symbols" ->
                symbols(
                        new int[] {number(metadata, "frames"), channels, rows, columns},
                        new BackboneConfig(Kind.SYMBOLS, widths, blocks, patch, number(metadata, "heads")));
            case "vit" ->
                vit(
                        new int[] {number(metadata, "frames"), channels, rows, columns},
                        new BackboneConfig(Kind.VIT, widths, blocks, patch, number(metadata, "heads")));
            default ->
                throw new IllegalArgumentException(
                        "Its backbone is '%s'; resnet, symbols and vit are known.\nMaybe it was written by a newer version."
                                .formatted(text(metadata, "backbone")));
        };
    }

    /// Says of which file something is wrong.
    ///
    /// @param what it is, such as `model`
    static IOException unusable(String what, Path file, IllegalArgumentException e) {
        return new IOException("The %s %s cannot be used. %s".formatted(what, file, e.getMessage()), e);
    }

    static int number(Map<String, String> metadata, String key) {
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

    static double fraction(Map<String, String> metadata, String key) {
        String text = text(metadata, key);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Its %s is '%s', which is no number.\nMaybe the file is damaged.".formatted(key, text), e);
        }
    }

    static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "It does not say its %s.\nMaybe it was written by another version.".formatted(key));
        }
        return value;
    }
}
