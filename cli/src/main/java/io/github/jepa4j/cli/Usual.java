package io.github.jepa4j.cli;

import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.Skipping;
import io.github.jepa4j.media.VideoStream;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.surprise.Calibration;
import io.github.jepa4j.surprise.RunningSurprise;
import io.github.jepa4j.surprise.SurpriseTrace.Pooling;
import io.github.jepa4j.world.Pixels;
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

    /// Watches all videos of a folder or archive; what cannot be read is told of where it is skipped.
    static Usual of(MediaFiles files, VideoModel model, Pooling pooling, Console console) {
        List<RunningSurprise> all = new ArrayList<>();
        try (Clips clips = Clips.open(files.path(), files.limits());
                Telling telling = console.progress("calibrate", clips.count(), "videos")) {
            Skipping skipping = new Skipping(files.damaged(), clips.refused());
            for (int i = 0; i < clips.count(); i++) {
                try (VideoStream stream = clips.stream(i)) {
                    all.add(watched(stream, files.stride(), new Surprised(model, pooling)));
                } catch (MediaException e) {
                    skipping.add(e);
                }
                telling.update(i + 1L, "");
            }
            requireAny(files, all, skipping);
            Material.tellSkipped(skipping.report(all.size(), clips.ignored()), console);
        }
        return new Usual(
                new Calibration(all.stream().mapToDouble(RunningSurprise::mean).toArray()),
                new Calibration(all.stream().mapToDouble(RunningSurprise::max).toArray()),
                all.size(),
                all.stream().mapToLong(RunningSurprise::frames).min().orElse(0),
                all.stream().mapToLong(RunningSurprise::frames).max().orElse(0));
    }

    private static void requireAny(MediaFiles files, List<RunningSurprise> watched, Skipping skipping) {
        if (watched.isEmpty()) {
            Skipped first = skipping.skipped().getFirst();
            throw new CommandFailure(
                    "No video of %s can be read, so that it is not known what is usual; the first: %s.%n%s"
                            .formatted(files.path(), first, first.maybe()));
        }
    }

    /// Says where shares do not hold: a longer video has more occasions to be surprising.
    void noteLength(long frames, Console console) {
        if (shortest != frames || longest != frames) {
            console.remark(
                    "Note: the usual videos have %d to %d frames, this one %d: maxima of longer ones are larger, and the shares hold for equal lengths."
                            .formatted(shortest, longest, frames));
        }
    }

    private static RunningSurprise watched(VideoStream stream, int stride, Surprised watcher) {
        int time = 0;
        for (Pixels frame = stream.next(); frame != null; frame = stream.next()) {
            if (time++ % stride == 0) {
                watcher.next(frame);
            }
        }
        return watcher.soFar();
    }
}
