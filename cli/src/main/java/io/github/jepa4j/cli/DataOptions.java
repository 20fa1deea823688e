package io.github.jepa4j.cli;

import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.pretraining.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// A model with features, and the files that it looks at: images, or videos where it learned from clips.
final class DataOptions {

    @Option(
            names = "--model",
            paramLabel = "RUN_OR_FILE",
            required = true,
            description = "The run folder or model file that makes the features.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            required = true,
            description =
                    "A folder, zip archive or single file of images, or of videos where the model learned from clips.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description =
                    "Of videos, every how many-th frame is taken (default 1); 0: as far apart as spreads them over the whole video.")
    private int stride = 1;

    Path data() {
        return data;
    }

    Path modelFile() throws IOException {
        return SeeingModels.file(model);
    }

    VisionModel model() throws IOException {
        VisionModel loaded = SeeingModels.features(model);
        if (loaded.spec().channels() != 3) {
            throw new CommandFailure(
                    "The model %s learned from images of %d channels, but files have 3.%nMaybe it was trained from Java, on generated clips."
                            .formatted(model, loaded.spec().channels()));
        }
        return loaded;
    }

    /// The files at the model's size; what cannot be read is skipped and told of.
    ///
    /// @param select how the names of those begin that are read; empty for all
    Material read(VisionModel of, String select, Console console) {
        if (stride < 0) {
            throw new CommandFailure("The stride is %d; it must be at least 0.%nMaybe leave it out.".formatted(stride));
        }
        VisionSpec spec = of.spec();
        var size = new PictureSize(spec.rows(), spec.columns());
        Material material = spec.frames() == 1
                ? new ImageFiles(data, select, size, OnDamage.SKIP).read(console)
                : new VideoFiles(data, select, new VideoFiles.Cutting(spec.frames(), stride, size, 1), OnDamage.SKIP)
                        .read(console);
        Material.tellSkipped(material.report(), console);
        return material;
    }
}
