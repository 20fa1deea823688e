package io.github.jepa4j.cli;

import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.SurpriseTrace;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;

/// A model that watches one video, frame by frame, and how surprised it has been so far. Of the frames nothing is
/// kept.
final class Surprised {

    private final VideoModel.Watching watching;
    private final PictureSize size;
    private final Pooling pooling;
    private long frames;
    private double sum;
    private double max;
    private long when;

    Surprised(VideoModel model, Pooling pooling) {
        this.watching = model.watch();
        this.size = new PictureSize(model.spec().rows(), model.spec().columns());
        this.pooling = pooling;
    }

    /// Looks at the next frame, of any size.
    ///
    /// @return how surprising it is, at least 0; 0 for the first
    double next(Pixels frame) {
        float[][] errors = {watching.look(size.fit(frame)).surprise()};
        double surprise = SurpriseTrace.of(errors, pooling).max();
        if (surprise > max) {
            max = surprise;
            when = frames;
        }
        sum += surprise;
        frames++;
        return surprise;
    }

    /// Frames so far.
    long frames() {
        return frames;
    }

    /// The mean over time, the first frame included.
    double mean() {
        return frames == 0 ? 0 : sum / frames;
    }

    /// The most surprising frame's.
    double max() {
        return max;
    }

    /// The most surprising frame, from 0.
    long when() {
        return when;
    }
}
