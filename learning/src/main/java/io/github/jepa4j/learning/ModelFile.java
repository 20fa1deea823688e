package io.github.jepa4j.learning;

import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes a trained model so that `JepaModel.load` plans with it, without the engine.
final class ModelFile {

    private ModelFile() {}

    /// What a model file says about itself, beside its weights.
    record Card(EncoderSpec encoder, PredictorSpec predictor, ActionScale scale, Map<String, String> provenance) {}

    /// Writes it, unless the file has this very model already: what was learned after it and added to its file, such as
    /// readouts or levels, then stays.
    ///
    /// @return the model, read back from the file
    static JepaModel write(Path file, JepaNetwork network, Card card) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(network.parameters().copy());
        tensors.keySet().removeIf(name -> name.startsWith("inverse_dynamics."));
        Map<String, String> metadata =
                new LinkedHashMap<>(JepaModel.metadata(card.encoder(), card.predictor(), card.scale()));
        metadata.putAll(card.provenance());
        if (!isThere(file, tensors, metadata)) {
            new SafeTensors(tensors, metadata).write(file);
        }
        return JepaModel.load(file);
    }

    private static boolean isThere(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            SafeTensors there = SafeTensors.read(file);
            return there.tensors().entrySet().containsAll(tensors.entrySet())
                    && there.metadata().entrySet().containsAll(metadata.entrySet());
        } catch (IOException | RuntimeException _) { // damaged: written anew
            return false;
        }
    }
}
