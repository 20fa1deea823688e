package io.github.jepa4j.cli;

import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.pretraining.FeatureModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A model with features, and the files that it looks at: images, or videos where it learned from clips.
final class DataOptions {

    @Option(
            names = "--model",
            paramLabel = "RUN_OR_FILE",
            required = true,
            description =
                    "The run folder or model file that makes the features; or public weights as they are, a file or a"
                            + " folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            required = true,
            description =
                    "A folder, zip archive or single file of images, or of videos where the model learned from clips"
                            + " (--frames 1: of images all the same).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description =
                    "Of each video one clip is looked at, from its first frame on: every how many-th frame is taken (default 1, so"
                            + " that of a long video the beginning alone is seen); 0: as far apart as spreads them over the"
                            + " whole video.")
    @Nullable
    private Integer stride;

    @Mixin
    private final SizeOptions size = new SizeOptions();

    @Option(
            names = "--weights",
            paramLabel = "FILE_OR_FOLDER",
            description =
                    "Of a model fine-tuned at low rank: the public weights that it belongs to, where they were moved.")
    @Nullable
    private Path weights;

    @Option(
            names = "--damaged",
            paramLabel = "WHAT",
            description =
                    "What to do about a file that cannot be read: ${COMPLETION-CANDIDATES} (default skip; it is told of).")
    private OnDamage damaged = OnDamage.SKIP;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    Path data() {
        return data;
    }

    Path modelFile() throws IOException {
        return SeeingModels.file(model);
    }

    FeatureModel model() throws IOException {
        FeatureModel loaded = SeeingModels.features(model, weights, size);
        if (loaded.spec().channels() != 3) {
            throw new CommandFailure(
                    "The model %s learned from images of %d channels, but files have 3.%nMaybe it was trained from Java, on generated clips."
                            .formatted(model, loaded.spec().channels()));
        }
        return loaded;
    }

    /// The files.
    ///
    /// @param seeing that looks at them
    MediaFiles files(FeatureModel seeing) {
        if (stride != null && (seeing.spec().frames() == 1 || size.isOfImages())) {
            throw new CommandFailure(
                    "--stride %d is of videos, but the model %s looks at single images.%nMaybe leave it out."
                            .formatted(stride, model));
        }
        return new MediaFiles(data, size.isOfImages(), stride == null ? 1 : stride, damaged, limits.limits());
    }
}
