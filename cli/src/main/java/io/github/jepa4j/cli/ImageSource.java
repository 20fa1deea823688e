package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the images are that are learned from.
///
/// @param path      a folder, a zip archive or an image, relative to the file that says so; null where they are drawn
/// @param select    how the names of those begin that are read, such as `train/`; empty for all
/// @param rows      that they are brought to
/// @param columns   that they are brought to
/// @param damaged   what to do about one that cannot be read
/// @param generated what is drawn where there is no path
/// @param count     how many are drawn
record ImageSource(
        @Nullable Path path, String select, int rows, int columns, OnDamage damaged, Generated generated, int count) {

    ImageSource {
        Check.that(rows >= 1, "rows", rows, "at least 1");
        Check.that(columns >= 1, "columns", columns, "at least 1");
        Check.that(count >= 1, "count", count, "at least 1");
    }

    static ImageSource defaults() {
        return new ImageSource(null, "", 32, 32, OnDamage.SKIP, Generated.NONE, 10_000);
    }

    ImageSource at(@Nullable Path place) {
        return new ImageSource(place, select, rows, columns, damaged, generated, count);
    }

    Material material(Seed seed, MediaLimits limits, Console console) {
        Sources.requireOne("images", path, generated);
        if (path != null) {
            return new ImageFiles(path, select, new PictureSize(rows, columns), damaged, limits).read(console);
        }
        Sources.requireSquare("images", rows, columns);
        return generated.material(new Generated.Wish(1, rows, count), seed);
    }
}
