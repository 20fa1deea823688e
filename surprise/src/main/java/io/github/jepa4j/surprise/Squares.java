package io.github.jepa4j.surprise;

import io.github.jepa4j.world.Clip;

/// Squares of four by four pixels, in which errors of pixels are averaged; what is left at the edges
/// belongs to the last.
final class Squares {

    static final int SIDE = 4;

    private Squares() {}

    static int across(Clip clip) {
        return Math.max(1, clip.columns() / SIDE);
    }

    static int count(Clip clip) {
        return across(clip) * Math.max(1, clip.rows() / SIDE);
    }

    /// The mean absolute difference in each square.
    ///
    /// @param expected `[C, Y, X]`
    static float[] errors(Clip clip, int time, byte[] expected) {
        int across = across(clip);
        int down = Math.max(1, clip.rows() / SIDE);
        float[] sums = new float[across * down];
        int[] counts = new int[across * down];
        int begin = time * expected.length;
        for (int i = 0; i < expected.length; i++) {
            int y = i / clip.columns() % clip.rows();
            int x = i % clip.columns();
            int square = Math.min(y / SIDE, down - 1) * across + Math.min(x / SIDE, across - 1);
            sums[square] += Math.abs((clip.values()[begin + i] & 0xFF) - (expected[i] & 0xFF));
            counts[square]++;
        }
        for (int s = 0; s < sums.length; s++) {
            sums[s] /= counts[s];
        }
        return sums;
    }
}
