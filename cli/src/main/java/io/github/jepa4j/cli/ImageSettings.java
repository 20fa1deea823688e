package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// What `train` does with a file of images: the file is read over these.
///
/// @param seed        everything random is split from it
/// @param images      where they are
/// @param pretraining how is learned from them
record ImageSettings(long seed, ImageSource images, PretrainingConfig pretraining)
        implements PretrainingSettings<ImageSettings> {

    /// Read twice: first to learn which method is wanted, then over that method's defaults.
    ///
    /// @param read reads over defaults
    static ImageSettings read(UnaryOperator<ImageSettings> read) {
        return read.apply(of(read.apply(of(Method.VICREG)).pretraining().method()));
    }

    private static ImageSettings of(Method method) {
        return new ImageSettings(1, ImageSource.defaults(), PretrainingConfig.small(method));
    }

    @Override
    public ImageSettings from(Path base) {
        return new ImageSettings(seed, images.at(Sources.resolved(images.path(), base)), pretraining);
    }

    @Override
    public ImageSettings withoutPlace() {
        return new ImageSettings(seed, images.at(null), pretraining);
    }

    @Override
    public Material material(MediaLimits limits, Console console) {
        return images.material(new Seed(seed), limits, console);
    }
}
