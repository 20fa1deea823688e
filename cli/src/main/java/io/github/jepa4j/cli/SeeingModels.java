package io.github.jepa4j.cli;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Models that see, of a run or a file.
final class SeeingModels {

    private static final String FEATURES = "jepa4j-vision/1";
    private static final String FORESIGHT = "jepa4j-video/1";

    private SeeingModels() {}

    /// The file of a run's model, or the file itself.
    static Path file(Path runOrModel) throws IOException {
        if (Files.isDirectory(runOrModel)) {
            return Models.of(runOrModel);
        }
        if (!Files.exists(runOrModel)) {
            throw new CommandFailure(
                    "The model %s does not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(runOrModel, Path.of("").toAbsolutePath()));
        }
        return runOrModel;
    }

    /// A model that makes features. The engine is opened.
    static VisionModel features(Path runOrModel) throws IOException {
        Path file = file(runOrModel);
        if (format(file).equals(FORESIGHT)) {
            throw new CommandFailure(
                    "The model %s foresees videos frame by frame; a model with features is needed here.%nMaybe use it with 'jepa4j surprise', or train one with 'pretraining'."
                            .formatted(file));
        }
        Engine.open(Machine.threads(0));
        return VisionModel.load(file);
    }

    /// A model that foresees videos. The engine is opened.
    static VideoModel foresight(Path runOrModel) throws IOException {
        Path file = file(runOrModel);
        if (format(file).equals(FEATURES)) {
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

    private static String format(Path file) throws IOException {
        return SafeTensors.read(file).metadata().getOrDefault("format", "");
    }
}
