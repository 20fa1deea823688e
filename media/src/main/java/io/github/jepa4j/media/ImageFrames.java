package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The frames of a folder of numbered images.
final class ImageFrames implements VideoStream {

    private final NumberedFrames video;
    private final MediaFiles files;
    private final Pictures.How how;
    private int next;

    ImageFrames(NumberedFrames video, MediaFiles files, MediaLimits limits) {
        video.refuseGaps();
        if (video.frames().size() > limits.framesPerVideo()) {
            throw new MediaException(
                    video.name(),
                    "has %d frames, more than the limit of %d (framesPerVideo)"
                            .formatted(video.frames().size(), limits.framesPerVideo()),
                    "Maybe cut it into several; or raise the limit.");
        }
        this.video = video;
        this.files = files;
        this.how = Pictures.How.of(limits);
    }

    @Override
    public int frames() {
        return video.frames().size();
    }

    @Override
    public OptionalDouble framesPerSecond() {
        return OptionalDouble.empty();
    }

    @Override
    public @Nullable Pixels next() {
        return next == frames()
                ? null
                : Pictures.decode(files.read(video.frames().get(next++)), how);
    }
}
