package io.github.jepa4j.surprise;

import io.github.jepa4j.surprise.SurpriseTrace.Pooling;

/// How surprising a stream has been so far: its mean, its most surprising frame and when that was, brought
/// up to date with each frame that comes. It keeps these numbers alone, so that a stream may go on for
/// ever; of a clip that is over they are those of its [SurpriseTrace]. What of it is rare, a [Calibration]
/// of usual clips tells. Not for several threads.
public final class RunningSurprise {

    private final Pooling pooling;
    private long frames;
    private double sum;
    private double max;
    private long when;

    /// Nothing has come yet.
    ///
    /// @param pooling how the places of a frame are summed up
    public RunningSurprise(Pooling pooling) {
        this.pooling = pooling;
    }

    /// Takes the next frame.
    ///
    /// @param places `[places]`, how surprising each place of it is, at least 0, of any unit; of a first
    ///     frame, which nobody could foresee, 0
    /// @return how surprising it is in all, at least 0, of the same unit
    /// @throws IllegalArgumentException where there is no place, or what they come to is no number of at
    ///     least 0
    public double add(float[] places) {
        double surprise = pooling.of(places);
        if (!(surprise >= 0)) {
            throw new IllegalArgumentException(
                    "The surprise of frame %d is %s; a number of at least 0 was expected.\nMaybe the model has diverged."
                            .formatted(frames, surprise));
        }
        if (surprise > max) {
            max = surprise;
            when = frames;
        }
        sum += surprise;
        frames++;
        return surprise;
    }

    /// Frames so far.
    public long frames() {
        return frames;
    }

    /// The mean over time, the first frame included; 0 before it.
    public double mean() {
        return frames == 0 ? 0 : sum / frames;
    }

    /// The most surprising frame's, at least 0.
    public double max() {
        return max;
    }

    /// The most surprising frame, from 0; the first of equals.
    public long when() {
        return when;
    }

    @Override
    public String toString() {
        return "RunningSurprise[%d frames, mean %s, max %s at %d]".formatted(frames, mean(), max, when);
    }
}
