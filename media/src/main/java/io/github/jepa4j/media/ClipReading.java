package io.github.jepa4j.media;

import org.jspecify.annotations.Nullable;

/// How a video is read.
///
/// @param frames which of them
/// @param size   that they are brought to; null: their own
public record ClipReading(FrameChoice frames, @Nullable PictureSize size) {

    /// Frames in their own size.
    public static ClipReading of(FrameChoice frames) {
        return new ClipReading(frames, null);
    }

    /// The same in another size.
    public ClipReading at(int rows, int columns) {
        return new ClipReading(frames, new PictureSize(rows, columns));
    }
}
