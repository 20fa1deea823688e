package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;

/// Every how many-th frame of a stream, from the first on. None behind the last that is asked for is
/// decoded.
final class StridedFrames {

    private final String name;
    private final VideoStream stream;
    private final int stride;
    private int decoded;

    /// @param name for messages
    StridedFrames(String name, VideoStream stream, int stride) {
        this.name = name;
        this.stream = stream;
        this.stride = stride;
    }

    /// @throws MediaException where it cannot be decoded, or the stream ends before what it says
    Pixels next() {
        for (int left = decoded == 0 ? 0 : stride - 1; left > 0; left--) {
            decode();
        }
        return decode();
    }

    private Pixels decode() {
        Pixels frame = stream.next();
        if (frame == null) {
            throw new MediaException(
                    name,
                    "has %d frames, but says it has %d".formatted(decoded, stream.frames()),
                    "Maybe it is cut off.");
        }
        decoded++;
        return frame;
    }
}
