package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A trained model, whole: what sees, what imagines, and the border between their units and the world's.
/// Read from a checkpoint, it plans in pure Java, without natives.
///
/// | metadata of the file | value                                             |
/// |----------------------|---------------------------------------------------|
/// | `format`             | `jepa4j/1`                                        |
/// | `architecture`       | `impala-gru`, `impala-residual`, `signals-residual` |
/// | `encoder`            | an [ImpalaSpec] or [SignalsSpec] as JSON           |
/// | `predictor`          | a [GruSpec] or [ResidualSpec] as JSON             |
/// | `action_scale`       | an [ActionScale] as JSON                          |
///
/// @param encoder     observation to latent, `[D]`
/// @param worldModel  latents and actions to latents, of the same `D`
/// @param actionScale the world's action units to the model's, `[A]`
/// @param metadata    all strings of the checkpoint, where it came from among them
public record JepaModel(Encoder encoder, WorldModel worldModel, ActionScale actionScale, Map<String, String> metadata) {

    private static final String FORMAT = "jepa4j/1";
    private static final String WITH_GRU = "impala-gru";
    private static final String WITH_RESIDUAL = "impala-residual";
    private static final String OF_SIGNALS = "signals-residual";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public JepaModel {
        if (encoder.dimension() != worldModel.latentDimension()
                || actionScale.dimension() != worldModel.actionDimension()) {
            throw new IllegalArgumentException(
                    "The encoder makes latents of %d dimensions and the action scale has %d axes, but the world model is for %d dimensions and %d axes.\nMaybe the parts come from different checkpoints."
                            .formatted(
                                    encoder.dimension(),
                                    actionScale.dimension(),
                                    worldModel.latentDimension(),
                                    worldModel.actionDimension()));
        }
        metadata = Map.copyOf(metadata);
    }

    /// Reads a checkpoint.
    ///
    /// @throws IllegalArgumentException when it is a sound file of tensors, but not of such a model
    /// @throws io.github.jepa4j.tensor.SafeTensorsException when it is cut off, damaged, or no file of
    ///     tensors
    /// @throws IOException when it cannot be read from the disk
    public static JepaModel load(Path file) throws IOException {
        SafeTensors checkpoint = SafeTensors.read(file);
        try {
            return of(checkpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The checkpoint %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The model that a checkpoint in memory describes.
    ///
    /// @throws IllegalArgumentException when it describes none
    public static JepaModel of(SafeTensors checkpoint) {
        Map<String, String> metadata = checkpoint.metadata();
        boolean ofSignals = architecture(metadata).equals(OF_SIGNALS);
        ActionScale scale = parse(metadata, "action_scale", ActionScale.class);
        Encoder encoder = ofSignals
                ? SignalsEncoder.of(parse(metadata, "encoder", SignalsSpec.class), checkpoint)
                : ImpalaEncoder.of(parse(metadata, "encoder", ImpalaSpec.class), checkpoint);
        return new JepaModel(encoder, predictor(checkpoint), scale, metadata);
    }

    /// The predictor of the model that a checkpoint in memory describes, by itself.
    ///
    /// @throws IllegalArgumentException when it describes none
    public static LatentPredictor predictor(SafeTensors checkpoint) {
        Map<String, String> metadata = checkpoint.metadata();
        return switch (architecture(metadata)) {
            case OF_SIGNALS ->
                ResidualWorldModel.unnormalised(parse(metadata, "predictor", ResidualSpec.class), checkpoint);
            case WITH_GRU -> GruWorldModel.of(parse(metadata, "predictor", GruSpec.class), checkpoint);
            default -> ResidualWorldModel.of(parse(metadata, "predictor", ResidualSpec.class), checkpoint);
        };
    }

    /// What a checkpoint of a model of these sizes must say about itself; more may be added.
    public static Map<String, String> metadata(EncoderSpec encoder, PredictorSpec predictor, ActionScale scale) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("format", FORMAT);
        metadata.put("architecture", architecture(encoder, predictor));
        metadata.put("encoder", JSON.writeValueAsString(encoder));
        metadata.put("predictor", JSON.writeValueAsString(predictor));
        metadata.put("action_scale", JSON.writeValueAsString(scale));
        return metadata;
    }

    private static String architecture(EncoderSpec encoder, PredictorSpec predictor) {
        return switch (encoder) {
            case SignalsSpec _ -> OF_SIGNALS;
            case ImpalaSpec _ -> predictor instanceof GruSpec ? WITH_GRU : WITH_RESIDUAL;
        };
    }

    private static String architecture(Map<String, String> metadata) {
        expect(metadata, "format", FORMAT);
        return expect(metadata, "architecture", WITH_GRU, WITH_RESIDUAL, OF_SIGNALS);
    }

    /// The same model, whose world model shares each batch of candidates out over so many threads of the
    /// common pool, where it can. Changes no bit of any result.
    public JepaModel withThreads(int threads) {
        return worldModel instanceof LatentPredictor predictor
                ? new JepaModel(encoder, predictor.withThreads(threads), actionScale, metadata)
                : this;
    }

    private static String expect(Map<String, String> metadata, String key, String... expected) {
        String found = metadata.get(key);
        if (found == null || !List.of(expected).contains(found)) {
            throw new IllegalArgumentException(
                    "Its metadata says %s = %s, but %s was expected.\nMaybe it was written by another program, or by a newer version of this one."
                            .formatted(key, found == null ? "nothing" : found, String.join(" or ", expected)));
        }
        return found;
    }

    private static <T> T parse(Map<String, String> metadata, String key, Class<T> type) {
        String json = metadata.get(key);
        if (json == null) {
            throw new IllegalArgumentException(
                    "Its metadata lacks %s, the sizes of that part.\nMaybe it was rewritten by a tool that drops metadata."
                            .formatted(key));
        }
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Its metadata's %s, %s, is no %s (%s).\nMaybe it was written by another version."
                            .formatted(key, json, type.getSimpleName(), e.getOriginalMessage()),
                    e);
        }
    }
}
