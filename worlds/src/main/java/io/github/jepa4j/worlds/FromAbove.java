package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Pixels;

/// Draws a grid of cells, and balls in it, from above as `[C, Y, X] = [C, 64, 64]`. Places are in cells from the
/// upper left corner, so that the middle of the first cell is at `(0.5, 0.5)`.
final class FromAbove {

    /// The pictures' sides, in px.
    static final int SIZE = 64;

    private static final double DOT = 1.3; // a ball's deviation, in px
    private static final double REACH = 4.4; // and how far it is drawn
    private static final int PEAK = 255;

    private final int channels;
    private final double scale;
    private final byte[] values;

    /// Which cells are meant.
    @FunctionalInterface
    interface Cells {
        boolean has(int row, int column);
    }

    /// @param channels `C`
    /// @param cells    along the longer side of the grid
    FromAbove(int channels, int cells) {
        this.channels = channels;
        this.scale = (double) SIZE / cells;
        this.values = new byte[channels * SIZE * SIZE];
    }

    /// A dot, over what its channel has there.
    FromAbove ball(int channel, double rows, double columns) {
        double y = rows * scale - 0.5;
        double x = columns * scale - 0.5;
        for (int row = (int) Math.max(0, Math.ceil(y - REACH)); row <= Math.min(SIZE - 1, y + REACH); row++) {
            for (int column = (int) Math.max(0, Math.ceil(x - REACH));
                    column <= Math.min(SIZE - 1, x + REACH);
                    column++) {
                double squared = Math.pow(row - y, 2) + Math.pow(column - x, 2);
                values[(channel * SIZE + row) * SIZE + column] =
                        (byte) (int) (PEAK * Math.exp(-squared / (2 * DOT * DOT)));
            }
        }
        return this;
    }

    /// Squares.
    ///
    /// @param brightness 0 to 1
    FromAbove cells(int channel, Cells which, double brightness) {
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                if (which.has((int) ((row + 0.5) / scale), (int) ((column + 0.5) / scale))) {
                    values[(channel * SIZE + row) * SIZE + column] = (byte) (int) (PEAK * brightness);
                }
            }
        }
        return this;
    }

    Pixels pixels() {
        return new Pixels(channels, SIZE, SIZE, values);
    }
}
