package io.github.jepa4j.surprise;

import io.github.jepa4j.world.Clip;

/// The baseline that expects everything to go on as it went: each square of the last frame is found in the one before
/// it, and is foreseen to move on by as much; what nothing moves to stays. Its error is that of [CopyLast].
///
/// Source: block matching (Jain and Jain, *Displacement Measurement and Its Application in Interframe Image Coding*,
/// 1981), by the sum of absolute differences over all displacements of up to so many pixels.
///
/// @param reach how far it looks, in pixels, at least 1
public record ConstantVelocity(int reach) implements Foresight {

    public ConstantVelocity {
        if (reach < 1) {
            throw new IllegalArgumentException(
                    "Motion was to be looked for within %d pixels; at least 1 is needed.\nMaybe take 6."
                            .formatted(reach));
        }
    }

    @Override
    public float[][] errors(Clip clip) {
        float[][] errors = new float[clip.frames()][Squares.count(clip)];
        for (int t = 2; t < clip.frames(); t++) {
            errors[t] = Squares.errors(clip, t, moved(clip, t - 1));
        }
        return errors;
    }

    /// What is foreseen after a frame.
    private byte[] moved(Clip clip, int time) {
        int size = clip.channels() * clip.rows() * clip.columns();
        byte[] expected = new byte[size];
        System.arraycopy(clip.values(), time * size, expected, 0, size);
        for (int top = 0; top + Squares.SIDE <= clip.rows(); top += Squares.SIDE) {
            for (int left = 0; left + Squares.SIDE <= clip.columns(); left += Squares.SIDE) {
                int[] from = origin(clip, time, top, left);
                copy(clip, time, new int[] {top, left}, new int[] {2 * top - from[0], 2 * left - from[1]}, expected);
            }
        }
        return expected;
    }

    /// Where a square was a frame before; itself where nothing fits better.
    private int[] origin(Clip clip, int time, int top, int left) {
        int[] best = {top, left};
        long least = difference(clip, time, top, left, best);
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                int[] place = {top + dy, left + dx};
                if (isInside(clip, place)) {
                    long difference = difference(clip, time, top, left, place);
                    if (difference < least) {
                        least = difference;
                        best = place;
                    }
                }
            }
        }
        return best;
    }

    private static boolean isInside(Clip clip, int[] place) {
        return place[0] >= 0
                && place[1] >= 0
                && place[0] + Squares.SIDE <= clip.rows()
                && place[1] + Squares.SIDE <= clip.columns();
    }

    private static long difference(Clip clip, int time, int top, int left, int[] before) {
        long sum = 0;
        for (int c = 0; c < clip.channels(); c++) {
            for (int y = 0; y < Squares.SIDE; y++) {
                int now = at(clip, time, c, top + y) + left;
                int then = at(clip, time - 1, c, before[0] + y) + before[1];
                for (int x = 0; x < Squares.SIDE; x++) {
                    sum += Math.abs((clip.values()[now + x] & 0xFF) - (clip.values()[then + x] & 0xFF));
                }
            }
        }
        return sum;
    }

    private static int at(Clip clip, int time, int channel, int row) {
        return ((time * clip.channels() + channel) * clip.rows() + row) * clip.columns();
    }

    /// Puts a square to where it moves, as far as that is inside.
    private static void copy(Clip clip, int time, int[] from, int[] to, byte[] expected) {
        for (int c = 0; c < clip.channels(); c++) {
            for (int y = 0; y < Squares.SIDE; y++) {
                for (int x = 0; x < Squares.SIDE; x++) {
                    int row = to[0] + y;
                    int column = to[1] + x;
                    if (row >= 0 && row < clip.rows() && column >= 0 && column < clip.columns()) {
                        expected[(c * clip.rows() + row) * clip.columns() + column] =
                                clip.values()[at(clip, time, c, from[0] + y) + from[1] + x];
                    }
                }
            }
        }
    }
}
