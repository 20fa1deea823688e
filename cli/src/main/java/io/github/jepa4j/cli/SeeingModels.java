package io.github.jepa4j.cli;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.PublicModel;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.tensor.StoredTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Models that see, of a run or a file.
final class SeeingModels {

    private static final String OURS = "jepa4j";

    private SeeingModels() {}

    /// The file of a run's model, or the file or folder of weights itself.
    static Path file(Path runOrModel) throws IOException {
        if (Files.isDirectory(runOrModel) && !isWeights(runOrModel)) {
            return Models.of(runOrModel);
        }
        if (!Files.exists(runOrModel)) {
            throw new CommandFailure(
                    "The model %s does not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(runOrModel, Path.of("").toAbsolutePath()));
        }
        return runOrModel;
    }

    /// A folder of public weights.
    private static boolean isWeights(Path folder) {
        return !RunFolder.exists(folder)
                && (Files.exists(folder.resolve(StoredTensors.MODEL))
                        || Files.exists(folder.resolve(StoredTensors.INDEX)));
    }

    /// A model that makes features, or public weights as they are. The engine is opened.
    ///
    /// @param weights where the weights are that adapters belong to; null for where they were
    /// @param size    on which public weights see
    static FeatureModel features(Path runOrModel, @Nullable Path weights, SizeOptions size) throws IOException {
        Path file = file(runOrModel);
        Map<String, String> metadata = metadata(file);
        String format = metadata.getOrDefault("format", "");
        if (format.equals(VideoModel.FORMAT)) {
            throw new CommandFailure(
                    "The model %s foresees videos frame by frame; a model with features is needed here.%nMaybe use it with 'jepa4j surprise', or train one with 'pretraining'."
                            .formatted(file));
        }
        if (weights != null && !PublicModel.isAdapters(metadata)) {
            throw new CommandFailure(
                    "--weights %s is for models that were fine-tuned at low rank, but the model %s was not.%nMaybe leave it out."
                            .formatted(weights, file));
        }
        Engine.open(Machine.threads(0));
        if (!PublicModel.isTuned(metadata) && !format.startsWith(OURS)) {
            return PublicModel.of(size.open(file));
        }
        FeatureModel own = PublicModel.isTuned(metadata) ? PublicModel.load(file, weights) : VisionModel.load(file);
        size.refuse(file, own.spec());
        return own;
    }

    /// A model that foresees videos. The engine is opened.
    static VideoModel foresight(Path runOrModel) throws IOException {
        Path file = file(runOrModel);
        if (metadata(file).getOrDefault("format", "").equals(VisionModel.FORMAT)) {
            throw new CommandFailure(
                    "The model %s makes features of images or whole clips; a model that foresees videos frame by frame is needed here.%nMaybe use it with 'jepa4j probe' or 'embed', or train one with 'foresight'."
                            .formatted(file));
        }
        Engine.open(Machine.threads(0));
        VideoModel model = VideoModel.load(file);
        if (model.spec().channels() != 3) {
            throw new CommandFailure(
                    "The model %s learned from frames of %d channels, but files have 3.%nMaybe it was trained from Java, on generated clips."
                            .formatted(file, model.spec().channels()));
        }
        return model;
    }

    private static Map<String, String> metadata(Path file) throws IOException {
        try (StoredTensors stored = StoredTensors.open(file)) {
            return stored.metadata();
        }
    }
}
