package io.github.jepa4j.cli;

import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaReport;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.VideoStream;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.Calibration;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How surprising videos are in which nothing is wrong.
///
/// @param mean     of their means
/// @param max      of their maxima
/// @param clips    how many
/// @param shortest frames of the shortest
/// @param longest  frames of the longest
record Usual(Calibration mean, Calibration max, int clips, long shortest, long longest) {

    /// Watches all videos of a folder or archive; what cannot be read is skipped and told of.
    ///
    /// @param stride every how many-th frame is looked at
    static Usual of(Path path, int stride, VideoModel model, Pooling pooling, Console console) {
        List<Surprised> all = new ArrayList<>();
        try (Clips clips = Clips.open(path);
                Telling telling = console.progress("calibrate", clips.count(), "videos")) {
            List<Skipped> skipped = new ArrayList<>(clips.refused());
            for (int i = 0; i < clips.count(); i++) {
                try (VideoStream stream = clips.stream(i)) {
                    all.add(watched(stream, stride, new Surprised(model, pooling)));
                } catch (MediaException e) {
                    skipped.add(e.skipped());
                }
                telling.update(i + 1L, "");
            }
            Material.tellSkipped(new MediaReport(all.size(), clips.ignored(), skipped), console);
        }
        if (all.isEmpty()) {
            throw new CommandFailure(
                    "No video of %s can be read, so that it is not known what is usual.%nMaybe all are damaged."
                            .formatted(path));
        }
        return new Usual(
                new Calibration(all.stream().mapToDouble(Surprised::mean).toArray()),
                new Calibration(all.stream().mapToDouble(Surprised::max).toArray()),
                all.size(),
                all.stream().mapToLong(Surprised::frames).min().orElse(0),
                all.stream().mapToLong(Surprised::frames).max().orElse(0));
    }

    private static Surprised watched(VideoStream stream, int stride, Surprised watcher) {
        int time = 0;
        for (Pixels frame = stream.next(); frame != null; frame = stream.next()) {
            if (time++ % stride == 0) {
                watcher.next(frame);
            }
        }
        return watcher;
    }
}
