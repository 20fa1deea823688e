package io.github.jepa4j.media;

/// Which frames of a video are taken: always evenly far apart, so that what moves keeps one speed.
///
/// @param most   how many at most
/// @param stride every how many-th, from the first on; 0: as far apart as spreads them over the whole video
public record FrameChoice(int most, int stride) {

    public FrameChoice {
        if (most < 1 || stride < 0) {
            throw new IllegalArgumentException(
                    "At most %d frames were asked for, every %d-th; at least 1 is needed, and a stride of at least 0.\nMaybe the two were swapped."
                            .formatted(most, stride));
        }
    }

    /// The first frames.
    public static FrameChoice first(int most) {
        return new FrameChoice(most, 1);
    }

    /// Every so many-th frame, from the first on.
    public static FrameChoice every(int stride, int most) {
        if (stride < 1) {
            throw new IllegalArgumentException(
                    "Every %d-th frame was asked for; it must be at least every first.\nMaybe it overflowed."
                            .formatted(stride));
        }
        return new FrameChoice(most, stride);
    }

    /// Frames over the whole video, as far apart as there is room for: from the first to the last, or as near to it as
    /// even steps come.
    public static FrameChoice spread(int most) {
        return new FrameChoice(most, 0);
    }

    /// How far apart they are in a video of so many frames.
    int strideOf(int frames) {
        return stride > 0 ? stride : Math.max(1, most == 1 ? frames : (frames - 1) / (most - 1));
    }

    /// How many there are in a video of so many frames.
    int countOf(int frames) {
        return Math.min(most, 1 + (frames - 1) / strideOf(frames));
    }
}
