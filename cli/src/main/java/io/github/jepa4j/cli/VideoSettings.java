package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// What `train` does with a file of videos and `pretraining`: the file is read over these.
///
/// @param seed        everything random is split from it
/// @param videos      where they are
/// @param pretraining how is learned from them, by a method that looks at whole clips
record VideoSettings(long seed, VideoSource videos, PretrainingConfig pretraining)
        implements PretrainingSettings<VideoSettings> {

    /// Read twice: first to learn which method is wanted, then over that method's defaults.
    ///
    /// @param read reads over defaults
    static VideoSettings read(UnaryOperator<VideoSettings> read) {
        return read.apply(of(read.apply(of(Method.V_JEPA)).pretraining().method()));
    }

    private static VideoSettings of(Method method) {
        return new VideoSettings(1, VideoSource.defaults(), PretrainingConfig.ofClips(method));
    }

    @Override
    public VideoSettings from(Path base) {
        return new VideoSettings(seed, videos.at(Sources.resolved(videos.path(), base)), pretraining);
    }

    @Override
    public VideoSettings withoutPlace() {
        return new VideoSettings(seed, videos.at(null), pretraining);
    }

    @Override
    public Material material(MediaLimits limits, Console console) {
        return videos.material(new Seed(seed), limits, console);
    }
}
