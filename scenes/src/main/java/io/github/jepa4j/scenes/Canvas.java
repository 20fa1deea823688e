package io.github.jepa4j.scenes;

import java.util.Arrays;

/// A picture in the making, painted from front to back: each figure gets what the ones before it left of a
/// pixel, so that how much of it is seen is known at once. Borders are soft over one pixel. Only arithmetic
/// that is the same on all machines is used.
final class Canvas {

    private final int channels;
    private final int rows;
    private final int columns;

    /// What share of each pixel is not painted yet, `[Y, X]`.
    private final float[] bare;

    /// Painted so far, `[C, Y, X]`.
    private final float[] paint;

    /// @param channels 3, or 1 for grey, which is the last 8 bits of a colour
    Canvas(int channels, int rows, int columns) {
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.bare = new float[rows * columns];
        this.paint = new float[channels * rows * columns];
        clear();
    }

    /// Paints a figure.
    ///
    /// @return the share of its area that is seen, in [0, 1]
    double figure(Figure figure, Pose pose, int rgb) {
        double cos = pose.angle() == 0 ? 1 : StrictMath.cos(pose.angle());
        double sin = pose.angle() == 0 ? 0 : StrictMath.sin(pose.angle());
        Box reach = reach(figure, pose);
        double all = 0;
        double seen = 0;
        for (int row = (int) Math.floor(reach.top()); row < reach.bottom(); row++) {
            for (int column = (int) Math.floor(reach.left()); column < reach.right(); column++) {
                double x = (column + 0.5 - pose.x()) / pose.radius();
                double y = (row + 0.5 - pose.y()) / pose.radius();
                double distance = figure.distance(cos * x + sin * y, cos * y - sin * x);
                double covered = 0.5 - distance * pose.radius();
                if (covered > 0) {
                    covered = Math.min(covered, 1);
                    all += covered;
                    seen += put(row, column, covered, rgb);
                }
            }
        }
        return all == 0 ? 0 : Math.min(seen / all, 1);
    }

    /// Paints a rectangle, in px.
    void box(Box box, int rgb) {
        int bottom = (int) Math.min(rows, Math.ceil(box.bottom()));
        int right = (int) Math.min(columns, Math.ceil(box.right()));
        for (int row = (int) Math.max(0, Math.floor(box.top())); row < bottom; row++) {
            double height = Math.min(row + 1, box.bottom()) - Math.max(row, box.top());
            for (int column = (int) Math.max(0, Math.floor(box.left())); column < right; column++) {
                double width = Math.min(column + 1, box.right()) - Math.max(column, box.left());
                put(row, column, height * width, rgb);
            }
        }
    }

    /// Fills what is bare, writes the picture out, and is empty again.
    ///
    /// @param into   gets `[C, Y, X]`
    /// @param offset where in it
    void finish(int rgb, byte[] into, int offset) {
        int size = bare.length;
        for (int channel = 0; channel < channels; channel++) {
            float ground = level(rgb, channel);
            for (int i = 0; i < size; i++) {
                float value = paint[channel * size + i] + bare[i] * ground;
                into[offset + channel * size + i] = (byte) (int) (value + 0.5f);
            }
        }
        clear();
    }

    private double put(int row, int column, double covered, int rgb) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            return 0;
        }
        int i = row * columns + column;
        float share = bare[i] * (float) covered;
        bare[i] -= share;
        for (int channel = 0; channel < channels; channel++) {
            paint[channel * bare.length + i] += share * level(rgb, channel);
        }
        return share;
    }

    private int level(int rgb, int channel) {
        return (rgb >> (8 * (channels - 1 - channel))) & 0xFF;
    }

    private void clear() {
        Arrays.fill(bare, 1);
        Arrays.fill(paint, 0);
    }

    /// Everything that the figure may cover, whichever way it is turned.
    private static Box reach(Figure figure, Pose pose) {
        double r = pose.radius();
        if (pose.angle() == 0) {
            double side = figure.halfWidth() * r + 1;
            return new Box(
                    pose.x() - side,
                    pose.y() - figure.above() * r - 1,
                    pose.x() + side,
                    pose.y() + figure.below() * r + 1);
        }
        double far = (figure.halfWidth() + Math.max(figure.above(), figure.below())) * r + 1;
        return Box.around(pose.x(), pose.y(), far, far);
    }
}
