package io.github.jepa4j.cli;

import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.ImageSet;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.media.Progress;
import io.github.jepa4j.pretraining.LabelledClips;
import java.nio.file.Path;
import java.util.List;

/// A user's images.
///
/// @param path   a folder, a zip archive or an image
/// @param select how the names of those begin that are read; empty for all
/// @param size   that they are brought to
/// @param damaged what to do about one that cannot be read
/// @param limits  of what is read
record ImageFiles(Path path, String select, PictureSize size, OnDamage damaged, MediaLimits limits) {

    /// Reads them into memory.
    ///
    /// @throws MediaException where there is none, or one is damaged and that is refused
    Material read(Console console) {
        try (Images all = Images.open(path, limits)) {
            Images images = select.isEmpty() ? all : all.under(select);
            try (Telling telling = console.progress("read", images.count(), "images")) {
                var how = new ImageReading(size, Machine.threads(0), damaged, (done, of) -> telling.update(done, ""));
                return material(images.readAll(how));
            }
        }
    }

    /// Opens them, to be read one part after the other.
    ///
    /// @throws MediaException where there is none
    OpenImages open() {
        Images all = Images.open(path, limits);
        try {
            Images images = select.isEmpty() ? all : all.under(select);
            return new OpenImages(images, new ImageReading(size, Machine.threads(0), damaged, Progress.SILENT));
        } catch (MediaException e) {
            all.close();
            throw e;
        }
    }

    private Material material(ImageSet set) {
        var clips = new LabelledClips(
                1, 3, size.rows(), size.columns(), List.of(set.values()), set.labels(), set.classes());
        return Material.read(
                clips, set.names(), set.report(), select.isEmpty() ? path.toString() : path + ", " + select);
    }
}
