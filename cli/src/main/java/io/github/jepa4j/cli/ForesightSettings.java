package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.pretraining.Optimisation;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import java.util.Locale;

/// What `train` does with a file of videos and `foresight`: the file is read over these.
///
/// @param seed      everything random is split from it
/// @param videos    where they are
/// @param foresight how is learned to foresee them frame by frame
record ForesightSettings(long seed, VideoSource videos, VideoJepaConfig foresight)
        implements SeeingSettings<ForesightSettings> {

    static ForesightSettings defaults() {
        return new ForesightSettings(1, VideoSource.defaults(), VideoJepaConfig.small());
    }

    @Override
    public ForesightSettings from(Path base) {
        return new ForesightSettings(seed, videos.at(Sources.resolved(videos.path(), base)), foresight);
    }

    @Override
    public ForesightSettings withoutPlace() {
        return new ForesightSettings(seed, videos.at(null), foresight);
    }

    @Override
    public String section() {
        return "foresight";
    }

    @Override
    public Optimisation optimisation() {
        return foresight.optimisation();
    }

    @Override
    public String method() {
        return "foresight of "
                + foresight.target().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Material material(MediaLimits limits, Console console) {
        return videos.material(new Seed(seed), limits, console);
    }

    @Override
    public Learning learning(Material material, Clock clock) {
        return new VideoPretrainer(material.clips(), material.hash(), foresight, new Seed(seed), clock)::train;
    }
}
