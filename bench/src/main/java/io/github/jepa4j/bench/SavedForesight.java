package io.github.jepa4j.bench;

import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.scenes.Scenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model that foresees videos and was trained before, by whatever: a row that costs no training.
///
/// @param place a run folder or a model file
record SavedForesight(Path place) {

    /// Reads it. The engine must be open.
    ///
    /// @param scenes that it is to watch
    /// @throws IOException where it is not there, cannot be read, or sees frames of another size
    VideoModel model(Scenes scenes) throws IOException {
        VideoModel model = VideoModel.load(file());
        FrameSpec spec = model.spec();
        if (spec.channels() != 3 || spec.rows() != scenes.side() || spec.columns() != scenes.side()) {
            throw new IOException(
                    "The model %s sees frames of [C, Y, X] = [%d, %d, %d], but the clips' are [3, %d, %d].\nMaybe say its size: --side %d."
                            .formatted(
                                    place,
                                    spec.channels(),
                                    spec.rows(),
                                    spec.columns(),
                                    scenes.side(),
                                    scenes.side(),
                                    spec.rows()));
        }
        return model;
    }

    private Path file() throws IOException {
        if (!Files.isDirectory(place)) {
            return existing(place);
        }
        try (RunFolder run = RunFolder.view(place)) {
            return existing(run.model());
        }
    }

    private Path existing(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "The model %s does not exist.\nMaybe the path is relative to another folder than %s, or its training is not done."
                            .formatted(file, Path.of("").toAbsolutePath()));
        }
        return file;
    }
}
