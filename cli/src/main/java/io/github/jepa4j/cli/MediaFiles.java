package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import io.github.jepa4j.media.FrameChoice;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.network.VisionSpec;
import java.nio.file.Path;

/// A user's images, or videos where a model sees clips.
///
/// @param path    a folder, a zip archive or a file
/// @param stride  of videos, every how many-th frame is taken; 0: as far apart as one clip over the whole needs
/// @param damaged what to do about one that cannot be read
/// @param limits  of what is read
record MediaFiles(Path path, int stride, OnDamage damaged, MediaLimits limits) {

    MediaFiles {
        if (stride < 0) {
            throw new CommandFailure("The stride is %d; it must be at least 0.%nMaybe leave it out.".formatted(stride));
        }
    }

    /// The files at a model's size.
    ///
    /// @param select how the names of those begin that are read; empty for all
    Material read(VisionSpec spec, String select, Console console) {
        return spec.frames() == 1
                ? images(spec, select).read(console)
                : videos(spec, select).read(console);
    }

    /// Opens the files, to be read at a model's size one part after the other.
    ///
    /// @param select how the names of those begin that are read; empty for all
    OpenFiles open(VisionSpec spec, String select) {
        return spec.frames() == 1
                ? images(spec, select).open()
                : videos(spec, select).open();
    }

    private ImageFiles images(VisionSpec spec, String select) {
        return new ImageFiles(path, select, size(spec), damaged, limits);
    }

    /// One clip of each video.
    private VideoFiles videos(VisionSpec spec, String select) {
        var cutting = new ClipCutting(new FrameChoice(spec.frames(), stride), size(spec), 1);
        return new VideoFiles(path, select, cutting, damaged, limits);
    }

    private static PictureSize size(VisionSpec spec) {
        return new PictureSize(spec.rows(), spec.columns());
    }

    /// What is learned from, and what judges; what could not be read of the latter is told of.
    ///
    /// @param train how the names of those begin that are learned from; empty for all
    /// @param test  how the names of those begin that judge; empty where some are to be held out
    Split split(VisionSpec spec, String train, String test, Console console) {
        if (!test.isEmpty() && train.isEmpty()) {
            throw new CommandFailure(
                    "--test %s says what is to judge, but not what is to be learned from.%nMaybe add --train PREFIX."
                            .formatted(test));
        }
        if (!test.isEmpty() && (test.startsWith(train) || train.startsWith(test))) {
            throw new CommandFailure(
                    "What begins with --train %s and with --test %s overlaps: it would be judged on what was learned from.%nMaybe end both with a slash."
                            .formatted(train, test));
        }
        Material known = read(spec, train, console);
        if (test.isEmpty()) {
            return Split.heldOut(known, path);
        }
        Material asked = read(spec, test, console);
        Material.tellSkipped(asked.report(), console);
        Split split = Split.judgedBy(known, asked, test);
        split.tellUnknown(console);
        return split;
    }
}
