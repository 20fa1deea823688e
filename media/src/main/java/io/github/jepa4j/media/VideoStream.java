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

    /// The next frame, `[3, Y, X]`, red, green, blue; null after the last.
    ///
    /// @throws MediaException where it cannot be decoded
    @Nullable
    Pixels next();

    @Override
    default void close() {}
}
