package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A video's frames, one after the other in the order in which they are shown. For one thread.
public interface VideoStream extends AutoCloseable {

    /// How many there are, by the file's headers.
    int frames();

    /// The mean over the video; empty where the file does not say.
    OptionalDouble framesPerSecond();

    /// When a frame is shown, in seconds after the first; empty where the file does not say. By the mean over the
    /// video, where a format does not know better.
    ///
    /// @param frame from 0
    default OptionalDouble seconds(int frame) {
        OptionalDouble rate = framesPerSecond();
        return rate.isPresent() ? OptionalDouble.of(frame / rate.getAsDouble()) : OptionalDouble.empty();
    }

    /// The next frame, `[3, Y, X]`, red, green, blue; null after the last.
    ///
    /// @throws MediaException where it cannot be decoded
    @Nullable
    Pixels next();

    @Override
    default void close() {}
}
