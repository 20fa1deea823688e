package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A format of another module's: each byte of the file is the level of a frame of one pixel.
public final class LevelsFilm implements VideoDecoder {

    @Override
    public Set<String> endings() {
        return Set.of("levels");
    }

    @Override
    public VideoStream open(MediaFile file, MediaLimits limits) {
        if (file.bytes().length > limits.framesPerVideo()) {
            throw file.damaged("has too many levels", "Maybe it is no film.");
        }
        return new VideoStream() {
            private int next;

            @Override
            public int frames() {
                return file.bytes().length;
            }

            @Override
            public OptionalDouble framesPerSecond() {
                return OptionalDouble.of(10);
            }

            @Override
            public @Nullable Pixels next() {
                if (next == frames()) {
                    return null;
                }
                byte level = file.bytes()[next++];
                return new Pixels(3, 1, 1, new byte[] {level, level, level});
            }
        };
    }
}
