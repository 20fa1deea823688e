package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.EncoderMark;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.perception.StandardisedEncoder;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A trained model, whole: what sees, what imagines, and the border between their units and the world's.
/// Read from a checkpoint, it plans in pure Java, without natives.
///
/// | metadata of the file | value                                             |
/// |----------------------|---------------------------------------------------|
/// | `format`             | `jepa4j/1`                                        |
/// | `architecture`       | `impala-gru`, `impala-residual`, `signals-residual`, `frozen-residual` |
/// | `encoder`            | an [ImpalaSpec] or [SignalsSpec] as JSON           |
/// | `predictor`          | a [GruSpec] or [ResidualSpec] as JSON             |
/// | `action_scale`       | an [ActionScale] as JSON                          |
///
/// The encoder of `frozen-residual` was there before and is not in the file; instead of it there are
///
/// | tensor                           | shape                 | what                                |
/// |----------------------------------|-----------------------|-------------------------------------|
/// | `encoder.mean`, `encoder.std`    | `[D]`                 | how its latents are standardised    |
/// | `encoder.shape`, `encoder.latent` | `[3]` or `[1]`, `[D]` | the [EncoderMark] it is known by    |
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
    private static final String ON_FROZEN = "frozen-residual";
    static final JsonMapper JSON = JsonMapper.builder()
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
        return load(file, JepaModel::of);
    }

    /// Reads a checkpoint of what was learned on the latents of an encoder that there was before.
    ///
    /// @param frozen that encoder, not standardised; whether it may be used from many threads, and needs
    ///     natives, is its own affair
    /// @throws IllegalArgumentException when it is a sound file of tensors, but not of such a model, or of
    ///     another encoder
    /// @throws io.github.jepa4j.tensor.SafeTensorsException when it is cut off, damaged, or no file of
    ///     tensors
    /// @throws IOException when it cannot be read from the disk
    public static JepaModel load(Path file, Encoder frozen) throws IOException {
        return load(file, checkpoint -> of(checkpoint, frozen));
    }

    private static JepaModel load(Path file, Function<SafeTensors, JepaModel> reader) throws IOException {
        SafeTensors checkpoint = SafeTensors.read(file);
        try {
            return reader.apply(checkpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The checkpoint %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The model that a checkpoint in memory describes.
    ///
    /// @throws IllegalArgumentException when it describes none
    public static JepaModel of(SafeTensors checkpoint) {
        Map<String, String> metadata = checkpoint.metadata();
        String architecture = architecture(metadata);
        ActionScale scale = parse(metadata, "action_scale", ActionScale.class);
        Encoder encoder = switch (architecture) {
            case ON_FROZEN ->
                throw new IllegalArgumentException(
                        "It was learned on the latents of an encoder that is not in it, but was frozen elsewhere.\nMaybe read it beside that encoder: JepaModel.load(file, encoder).");
            case OF_SIGNALS -> SignalsEncoder.of(parse(metadata, "encoder", SignalsSpec.class), checkpoint);
            default -> ImpalaEncoder.of(parse(metadata, "encoder", ImpalaSpec.class), checkpoint);
        };
        return new JepaModel(encoder, predictor(checkpoint), scale, metadata);
    }

    /// The model that a checkpoint in memory describes beside the encoder on whose latents it was learned.
    ///
    /// @throws IllegalArgumentException when it describes none, or is of another encoder
    public static JepaModel of(SafeTensors checkpoint, Encoder frozen) {
        Map<String, String> metadata = checkpoint.metadata();
        expect(metadata, "format", FORMAT);
        expect(metadata, "architecture", ON_FROZEN);
        LatentPredictor predictor = predictor(checkpoint);
        int dimension = predictor.latentDimension();
        EncoderMark.in(checkpoint).require(frozen, "The predictor");
        Encoder encoder = new StandardisedEncoder(
                frozen,
                Weights.finite(checkpoint, "encoder.mean", dimension),
                Weights.finite(checkpoint, "encoder.std", dimension));
        return new JepaModel(encoder, predictor, parse(metadata, "action_scale", ActionScale.class), metadata);
    }

    /// The predictor of the model that a checkpoint in memory describes, by itself.
    ///
    /// @throws IllegalArgumentException when it describes none
    public static LatentPredictor predictor(SafeTensors checkpoint) {
        Map<String, String> metadata = checkpoint.metadata();
        return switch (architecture(metadata)) {
            case OF_SIGNALS, ON_FROZEN ->
                ResidualWorldModel.unnormalised(parse(metadata, "predictor", ResidualSpec.class), checkpoint);
            case WITH_GRU -> GruWorldModel.of(parse(metadata, "predictor", GruSpec.class), checkpoint);
            default -> ResidualWorldModel.of(parse(metadata, "predictor", ResidualSpec.class), checkpoint);
        };
    }

    /// What a checkpoint of a model of these sizes must say about itself; more may be added.
    public static Map<String, String> metadata(EncoderSpec encoder, PredictorSpec predictor, ActionScale scale) {
        return new TreeMap<>(Map.of(
                "format", FORMAT,
                "architecture", architecture(encoder, predictor),
                "encoder", JSON.writeValueAsString(encoder),
                "predictor", JSON.writeValueAsString(predictor),
                "action_scale", JSON.writeValueAsString(scale)));
    }

    /// What a checkpoint of a model must say about itself whose encoder was there before; more may be added.
    public static Map<String, String> metadata(ResidualSpec predictor, ActionScale scale) {
        return new TreeMap<>(Map.of(
                "format",
                FORMAT,
                "architecture",
                ON_FROZEN,
                "predictor",
                JSON.writeValueAsString(predictor),
                "action_scale",
                JSON.writeValueAsString(scale)));
    }

    private static String architecture(EncoderSpec encoder, PredictorSpec predictor) {
        return switch (encoder) {
            case SignalsSpec _ -> OF_SIGNALS;
            case ImpalaSpec _ -> predictor instanceof GruSpec ? WITH_GRU : WITH_RESIDUAL;
        };
    }

    private static String architecture(Map<String, String> metadata) {
        expect(metadata, "format", FORMAT);
        return expect(metadata, "architecture", WITH_GRU, WITH_RESIDUAL, OF_SIGNALS, ON_FROZEN);
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

    static <T> T parse(Map<String, String> metadata, String key, Class<T> type) {
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
