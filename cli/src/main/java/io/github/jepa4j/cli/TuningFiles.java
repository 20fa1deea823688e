package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.network.VisionSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is fine-tuned on, and what judges.
///
/// @param path    a folder, a zip archive or a file of images, or of videos where the weights see clips
/// @param train   how the names of those begin that are learned from; empty for all
/// @param test    how the names of those begin that judge; empty: every fifth of each class is held out
/// @param stride  of videos, every how many-th frame is taken; 0: spread over the whole video
/// @param damaged what to do about one that cannot be read
record TuningFiles(@Nullable Path path, String train, String test, int stride, OnDamage damaged) {

    TuningFiles {
        Check.that(stride >= 0, "stride", stride, "at least 0");
    }

    static TuningFiles none() {
        return new TuningFiles(null, "", "", 1, OnDamage.SKIP);
    }

    TuningFiles at(@Nullable Path other) {
        return new TuningFiles(other, train, test, stride, damaged);
    }

    /// Reads them.
    ///
    /// @param isOfImages whether single images are shown, also to weights that see clips
    /// @throws io.github.jepa4j.configuration.ConfigurationException where none are named
    Split split(VisionSpec spec, boolean isOfImages, MediaLimits limits, Console console) {
        Path place = path;
        if (place == null) {
            throw new io.github.jepa4j.configuration.ConfigurationException(
                    "It is not said which images are to be learned from.\nMaybe add --data FILE_OR_FOLDER.");
        }
        return new MediaFiles(place, isOfImages, stride, damaged, limits).split(spec, train, test, console);
    }
}
