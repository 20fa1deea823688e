package io.github.jepa4j.examples;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.media.ClipReading;
import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.FrameChoice;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.media.PnmFrames;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.Calibration;
import io.github.jepa4j.surprise.RunningSurprise;
import io.github.jepa4j.surprise.SurpriseTrace;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Watches a camera with a model that foresees, and tells of what is rarer than one in twenty of videos in
/// which nothing is wrong; at least 19 of these are needed to tell of anything so rare.
///
/// You should see a line for each frame that is such a surprise, as soon as it comes, and none else.
final class WatchForSurprise {

    private static final double RARE = 0.05;

    private WatchForSurprise() {}

    /// @param arguments the model file, and a folder or archive of usual videos; frames come through
    ///     standard input
    static void main(String... arguments) throws IOException {
        Engine.open(1);
        VideoModel model = VideoModel.load(Path.of(arguments[0]));
        PnmFrames camera = new PnmFrames(System.in, MediaLimits.defaults());
        watch(model, usual(model, Path.of(arguments[1])), camera::next);
    }

    static Calibration usual(VideoModel model, Path videos) {
        DoubleStream.Builder maxima = DoubleStream.builder();
        PictureSize size = new PictureSize(model.spec().rows(), model.spec().columns());
        try (Clips clips = Clips.open(videos)) {
            ClipReading how = new ClipReading(FrameChoice.first(1_000), size);
            clips.readAll(
                    how,
                    OnDamage.SKIP,
                    video -> maxima.add(SurpriseTrace.of(model.surprise(video.clip()), Pooling.STRONGEST)
                            .max()));
        }
        return new Calibration(maxima.build().toArray());
    }

    static RunningSurprise watch(VideoModel model, Calibration usual, Supplier<@Nullable Pixels> camera) {
        PictureSize size = new PictureSize(model.spec().rows(), model.spec().columns());
        VideoModel.Watching watching = model.watch();
        RunningSurprise soFar = new RunningSurprise(Pooling.STRONGEST);
        for (Pixels frame = camera.get(); frame != null; frame = camera.get()) {
            double surprise = soFar.add(watching.look(size.fit(frame)).surprise());
            if (usual.share(surprise) <= RARE) {
                System.out.printf("frame %d: %.3g; mean so far %.3g%n", soFar.frames() - 1, surprise, soFar.mean());
            }
        }
        return soFar;
    }
}
