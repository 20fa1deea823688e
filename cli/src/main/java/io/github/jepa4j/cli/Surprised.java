package io.github.jepa4j.cli;

import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.RunningSurprise;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;

/// A model that watches one video, frame by frame, and how surprised it has been so far. Of the frames nothing is
/// kept.
///
/// @param watching the model, amid the video
/// @param size     that it sees
/// @param soFar    how surprised it has been
record Surprised(VideoModel.Watching watching, PictureSize size, RunningSurprise soFar) {

    Surprised(VideoModel model, Pooling pooling) {
        this(model.watch(), new PictureSize(model.spec().rows(), model.spec().columns()), new RunningSurprise(pooling));
    }

    /// Looks at the next frame, of any size.
    ///
    /// @return how surprising it is, at least 0; 0 for the first
    double next(Pixels frame) {
        return soFar.add(watching.look(size.fit(frame)).surprise());
    }
}
