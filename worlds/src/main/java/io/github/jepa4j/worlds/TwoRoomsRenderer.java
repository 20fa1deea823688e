package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Pixels;
import java.util.Arrays;

/// Draws two rooms as an image `[C, Y, X] = [2, 65, 65]`: channel 0 is the dot, channel 1 the walls. The
/// walls are drawn once per layout; a frame costs a copy and the dot's neighbourhood.
///
/// The dot is a Gaussian of standard deviation 1.3 px with peak 255 at its sub-pixel position, cut to whole
/// grey levels (not rounded), as in the reference. The reference computes in single precision and we in
/// double, so a value that lies within 1e-5 of a whole grey level may differ by one level.
public final class TwoRoomsRenderer {

    /// `C`: the dot and the walls.
    public static final int CHANNELS = 2;

    private static final int SIZE = Layout.SIZE;
    private static final double TWICE_VARIANCE = 2 * 1.3 * 1.3;
    private static final int PEAK = 255;

    /// Beyond this many pixels, `255 exp(-r^2 / (2 * 1.3^2))` is below 1, that is black: r^2 > 3.38 ln 255 = 4.33^2.
    private static final double REACH = 4.4;

    private final byte[] walls = new byte[CHANNELS * SIZE * SIZE];

    public TwoRoomsRenderer(Layout layout) {
        for (int row = 0; row < SIZE; row++) {
            if (!layout.openAt(row)) {
                int start = wallOffset(row, layout.wall() - 1);
                Arrays.fill(walls, start, start + 3, (byte) PEAK);
            }
        }
        for (int line : new int[] {(int) Layout.LOW, (int) Layout.HIGH}) {
            for (int along = 0; along < SIZE; along++) {
                walls[wallOffset(along, line)] = (byte) PEAK;
                walls[wallOffset(line, along)] = (byte) PEAK;
            }
        }
    }

    /// What is seen when the dot is at the position.
    public Pixels render(Position dot) {
        byte[] values = walls.clone();
        drawDot(dot, values);
        return new Pixels(CHANNELS, SIZE, SIZE, values);
    }

    private static void drawDot(Position dot, byte[] values) {
        int lastRow = (int) Math.min(SIZE - 1, Math.floor(dot.y() + REACH));
        int lastColumn = (int) Math.min(SIZE - 1, Math.floor(dot.x() + REACH));
        int firstColumn = (int) Math.max(0, Math.ceil(dot.x() - REACH));
        for (int row = (int) Math.max(0, Math.ceil(dot.y() - REACH)); row <= lastRow; row++) {
            double dy = row - dot.y();
            for (int column = firstColumn; column <= lastColumn; column++) {
                double dx = column - dot.x();
                double level = PEAK * Math.exp(-(dx * dx + dy * dy) / TWICE_VARIANCE);
                values[row * SIZE + column] = (byte) (int) level;
            }
        }
    }

    private static int wallOffset(int row, int column) {
        return (SIZE + row) * SIZE + column;
    }
}
