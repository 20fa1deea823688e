package io.github.jepa4j.media;

import io.github.jepa4j.world.Clip;
import java.util.function.Consumer;

/// How a video is cut into clips of one length, one after the other.
///
/// @param frames of each clip, `T`; spread ones over the whole video, so that one clip fills it
/// @param size   that they are brought to
/// @param most   clips of a video
public record ClipCutting(FrameChoice frames, PictureSize size, int most) {

    public ClipCutting {
        if (most < 1 || bytes(frames, size) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Clips of %d frames of %d rows and %d columns were asked for, at most %d of a video; at least 1, and fewer bytes than an array holds, are needed.\nMaybe take fewer or smaller frames."
                            .formatted(frames.most(), size.rows(), size.columns(), most));
        }
    }

    /// How many bytes a clip takes.
    public int bytes() {
        return (int) bytes(frames, size);
    }

    private static long bytes(FrameChoice frames, PictureSize size) {
        return 3L * size.rows() * size.columns() * frames.most();
    }

    /// How many clips a video of so many frames gives; 0 where it is too short.
    public int countOf(int videoFrames) {
        if (videoFrames < 1) {
            return 0;
        }
        int taken = 1 + (videoFrames - 1) / frames.strideOf(videoFrames);
        return Math.min(most, taken / frames.most());
    }

    /// Cuts a video that has one clip at least. Frames behind the last clip are not decoded.
    ///
    /// @param name   of the video, for messages
    /// @param stream from its beginning
    /// @param each   is given each clip, `[T, 3, rows, columns]`
    /// @throws MediaException where it is too short, or a frame of a clip cannot be decoded
    public void cut(String name, VideoStream stream, Consumer<Clip> each) {
        int stride = frames.strideOf(stream.frames());
        int count = countOf(stream.frames());
        if (count == 0) {
            throw new MediaException(
                    name,
                    "is too short: of its %d frames, every %d-th makes no clip of %d"
                            .formatted(stream.frames(), stride, frames.most()),
                    "Maybe ask for shorter clips, or for frames nearer to each other.");
        }
        var taken = new StridedFrames(name, stream, stride);
        for (int c = 0; c < count; c++) {
            byte[] values = new byte[bytes()];
            for (int t = 0; t < frames.most(); t++) {
                byte[] frame = size.fit(taken.next()).values();
                System.arraycopy(frame, 0, values, t * frame.length, frame.length);
            }
            each.accept(new Clip(frames.most(), 3, size.rows(), size.columns(), values));
        }
    }
}
