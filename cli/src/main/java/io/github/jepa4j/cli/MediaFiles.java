package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.FrameChoice;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.media.MediaException;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.PictureSize;
import io.github.jepa4j.network.VisionSpec;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A user's images, or videos where a model sees clips.
///
/// @param path    a folder, a zip archive or a file
/// @param still   whether they are images also where a model sees clips
/// @param stride  of videos, every how many-th frame is taken; 0: as far apart as one clip over the whole needs
/// @param damaged what to do about one that cannot be read
/// @param limits  of what is read
record MediaFiles(Path path, boolean still, int stride, OnDamage damaged, MediaLimits limits) {

    MediaFiles {
        if (stride < 0) {
            throw new CommandFailure("The stride is %d; it must be at least 0.%nMaybe leave it out.".formatted(stride));
        }
    }

    /// Whether a model is shown images, not videos.
    boolean areImages(VisionSpec spec) {
        return still || spec.frames() == 1;
    }

    /// The files at a model's size.
    ///
    /// @param select how the names of those begin that are read; empty for all
    private Material read(VisionSpec spec, String select, VideoLengths lengths, Console console) {
        return areImages(spec)
                ? images(spec, select).read(console)
                : orImages(spec, () -> videos(spec, select).read(lengths, console));
    }

    /// Opens the files, to be read at a model's size one part after the other.
    ///
    /// @param select how the names of those begin that are read; empty for all
    OpenFiles open(VisionSpec spec, String select) {
        return areImages(spec)
                ? images(spec, select).open()
                : orImages(spec, () -> videos(spec, select).open());
    }

    /// Says more where there is no video, but there are images.
    private <T> T orImages(VisionSpec spec, Supplier<T> videos) {
        try {
            return videos.get();
        } catch (MediaException e) {
            int images = hasVideos() ? 0 : countOfImages();
            if (images == 0) {
                throw e;
            }
            throw new CommandFailure(
                    "%s has no videos but %d images, and the model sees clips of %d frames.%nMaybe add --frames 1: each image is then shown as a clip in which nothing moves."
                            .formatted(path, images, spec.frames()));
        }
    }

    private boolean hasVideos() {
        try (Clips _ = Clips.open(path, limits)) {
            return true;
        } catch (MediaException _) {
            return false;
        }
    }

    private int countOfImages() {
        try (Images images = Images.open(path, limits)) {
            return images.count();
        } catch (MediaException _) {
            return 0;
        }
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
        VideoLengths lengths = new VideoLengths();
        Material known = read(spec, train, lengths, console);
        if (test.isEmpty()) {
            tell(lengths, spec, console);
            return Split.heldOut(known, path);
        }
        Material asked = read(spec, test, lengths, console);
        tell(lengths, spec, console);
        Material.tellSkipped(asked.report(), console);
        Split split = Split.judgedBy(known, asked, test);
        split.tellUnknown(console);
        return split;
    }

    private void tell(VideoLengths lengths, VisionSpec spec, Console console) {
        lengths.remarks(videos(spec, "").cutting()).forEach(console::remark);
    }
}
