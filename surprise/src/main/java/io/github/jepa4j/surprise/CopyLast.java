package io.github.jepa4j.surprise;

import io.github.jepa4j.world.Clip;

/// The baseline that expects no change: each frame is foreseen to be the last. Its error is the mean
/// absolute difference of pixels in squares of four by four, in [0, 255].
public final class CopyLast implements Foresight {

    @Override
    public float[][] errors(Clip clip) {
        float[][] errors = new float[clip.frames()][Squares.count(clip)];
        byte[] expected = new byte[clip.channels() * clip.rows() * clip.columns()];
        for (int t = 1; t < clip.frames(); t++) {
            System.arraycopy(clip.values(), (t - 1) * expected.length, expected, 0, expected.length);
            errors[t] = Squares.errors(clip, t, expected);
        }
        return errors;
    }
}
