package io.github.jepa4j.learning;

import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.run.Checkpoint;
import io.github.jepa4j.run.TrainingLoop.Standing;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a training stands, in a file with the parameters and the optimiser's moments: with every batch a
/// function of seed and step, that is all there is to a training.
final class TrainingState {

    private static final String FILE = "state.safetensors";

    private TrainingState() {}

    static void save(Path directory, Parameters parameters, AdamW optimizer, Standing standing) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy());
        tensors.putAll(optimizer.copy());
        Map<String, String> metadata = Map.of(
                "format", "jepa4j-training/1",
                "step", Long.toString(standing.step()),
                "optimizer_steps", Long.toString(optimizer.steps()),
                "seconds", Double.toString(standing.seconds()));
        new SafeTensors(tensors, metadata).write(directory.resolve(FILE));
    }

    /// Puts everything back.
    static Standing restore(Checkpoint checkpoint, Parameters parameters, AdamW optimizer) throws IOException {
        SafeTensors file = SafeTensors.read(checkpoint.file(FILE));
        parameters.load(file.tensors());
        optimizer.load(file.tensors(), Long.parseLong(required(file, "optimizer_steps")));
        return new Standing(Long.parseLong(required(file, "step")), Double.parseDouble(required(file, "seconds")));
    }

    private static String required(SafeTensors file, String key) throws IOException {
        String value = file.metadata().get(key);
        if (value == null) {
            throw new IOException(
                    "The checkpoint has no entry '%s' in its metadata.\nMaybe it is a model to plan with, not a training to go on with."
                            .formatted(key));
        }
        return value;
    }
}
