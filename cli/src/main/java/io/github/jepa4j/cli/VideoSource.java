package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import io.github.jepa4j.media.FrameChoice;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the videos are that are learned from.
///
/// @param path      a folder, a zip archive or a video, relative to the file that says so; null where they are drawn
/// @param select    how the names of those begin that are read; empty for all
/// @param frames    `T` of a clip; a longer video gives as many clips as there is room for
/// @param stride    every how many-th frame is taken; 0: as far apart as one clip over the whole video needs
/// @param rows      that they are brought to
/// @param columns   that they are brought to
/// @param damaged   what to do about a video that cannot be read, or is too short
/// @param generated what is drawn where there is no path
/// @param count     how many clips are drawn
record VideoSource(
        @Nullable Path path,
        String select,
        int frames,
        int stride,
        int rows,
        int columns,
        OnDamage damaged,
        Generated generated,
        int count) {

    VideoSource {
        Check.that(frames >= 2, "frames", frames, "at least 2");
        Check.that(stride >= 0, "stride", stride, "at least 0");
        Check.that(rows >= 1, "rows", rows, "at least 1");
        Check.that(columns >= 1, "columns", columns, "at least 1");
        Check.that(count >= 1, "count", count, "at least 1");
    }

    static VideoSource defaults() {
        return new VideoSource(null, "", 20, 1, 48, 48, OnDamage.SKIP, Generated.NONE, 5_000);
    }

    VideoSource at(@Nullable Path place) {
        return new VideoSource(place, select, frames, stride, rows, columns, damaged, generated, count);
    }

    Material material(Seed seed, MediaLimits limits, Console console) {
        Sources.requireOne("videos", path, generated);
        if (path != null) {
            var cutting = new ClipCutting(
                    new FrameChoice(frames, stride),
                    new PictureSize(rows, columns),
                    stride == 0 ? 1 : Integer.MAX_VALUE);
            return new VideoFiles(path, select, cutting, damaged, limits).read(new VideoLengths(), console);
        }
        Sources.requireSquare("videos", rows, columns);
        return generated.material(new Generated.Wish(frames, rows, count), seed);
    }
}
