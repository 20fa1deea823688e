package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Rect;

/// From brightness and two differences of colours to red, green and blue.
///
/// Source: ITU-R BT.601 and BT.709; which of them, and which range, ITU-T H.264, E.2.1. A file that does
/// not say is taken to be BT.601 with brightness from 16 to 235. Each pixel has the colour differences of
/// its block of 2 by 2, which are not interpolated.
///
/// @param red       weight of red in brightness
/// @param blue      weight of blue
/// @param fullRange whether brightness goes from 0 to 255
record YCbCr(double red, double blue, boolean fullRange) {

    static final YCbCr STANDARD = standard(false);

    /// BT.601.
    static YCbCr standard(boolean fullRange) {
        return new YCbCr(0.299, 0.114, fullRange);
    }

    /// BT.709.
    static YCbCr highDefinition(boolean fullRange) {
        return new YCbCr(0.2126, 0.0722, fullRange);
    }

    /// @param picture brightness `[Y, X]` and two differences `[Y/2, X/2]`, of which it says which part is
    ///     shown
    Pixels pixels(Picture picture) {
        Rect shown = picture.getCrop();
        int left = shown == null ? 0 : shown.getX();
        int top = shown == null ? 0 : shown.getY();
        int columns = shown == null ? picture.getWidth() : shown.getWidth();
        int rows = shown == null ? picture.getHeight() : shown.getHeight();
        byte[] values = new byte[3 * rows * columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int bright = (top + y) * picture.getPlaneWidth(0) + left + x;
                int colour = (top + y) / 2 * picture.getPlaneWidth(1) + (left + x) / 2;
                // JCodec keeps all less 128.
                double light = picture.getPlaneData(0)[bright] + 128;
                set(values, y * columns + x, light, picture.getPlaneData(1)[colour], picture.getPlaneData(2)[colour]);
            }
        }
        return new Pixels(3, rows, columns, values);
    }

    private void set(byte[] values, int pixel, double light, double towardBlue, double towardRed) {
        double bright = fullRange ? light : (light - 16) * 255 / 219;
        double scale = fullRange ? 1 : 255.0 / 224;
        double r = bright + 2 * (1 - red) * scale * towardRed;
        double b = bright + 2 * (1 - blue) * scale * towardBlue;
        double g = (bright - red * r - blue * b) / (1 - red - blue);
        int plane = values.length / 3;
        values[pixel] = rounded(r);
        values[plane + pixel] = rounded(g);
        values[2 * plane + pixel] = rounded(b);
    }

    private static byte rounded(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
