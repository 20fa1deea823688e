package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/// The values of a decoded image as they are in the file, 16 bits cut to 8. Colour profiles are not
/// applied: nor are they by the programs that published models were trained with. Grey becomes three equal
/// channels (Java's own conversion of grey to colours would brighten it).
final class Samples {

    private final int rows;
    private final int columns;
    private final int background;
    private final byte[] values;

    private Samples(BufferedImage image, int background) {
        this.rows = image.getHeight();
        this.columns = image.getWidth();
        this.background = background;
        this.values = new byte[3 * rows * columns];
    }

    /// @param background what shows through the image, `0xRRGGBB`
    static Pixels of(BufferedImage image, int background) {
        Samples samples = new Samples(image, background);
        ColorModel model = image.getColorModel();
        if (model instanceof ComponentColorModel && model.getNumComponents() <= 4) {
            samples.fromBands(image.getRaster(), model);
        } else {
            samples.fromPacked(image);
        }
        return new Pixels(3, samples.rows, samples.columns, samples.values);
    }

    private void fromBands(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        int colours = model.hasAlpha() ? bands - 1 : bands;
        int shift = Math.max(0, model.getComponentSize(0) - 8);
        int[] row = new int[columns * bands];
        for (int y = 0; y < rows; y++) {
            raster.getPixels(0, y, columns, 1, row);
            for (int x = 0; x < columns; x++) {
                int alpha = model.hasAlpha() ? row[x * bands + bands - 1] >> shift : 255;
                for (int c = 0; c < 3; c++) {
                    int value = row[x * bands + (colours == 1 ? 0 : c)] >> shift;
                    set(c, y * columns + x, value, alpha);
                }
            }
        }
    }

    private void fromPacked(BufferedImage image) {
        int[] row = new int[columns];
        for (int y = 0; y < rows; y++) {
            image.getRGB(0, y, columns, 1, row, 0, columns);
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < 3; c++) {
                    set(c, y * columns + x, row[x] >> 16 - 8 * c & 0xFF, row[x] >>> 24);
                }
            }
        }
    }

    private void set(int channel, int pixel, int value, int alpha) {
        int behind = background >> 16 - 8 * channel & 0xFF;
        values[channel * rows * columns + pixel] = (byte) ((value * alpha + behind * (255 - alpha) + 127) / 255);
    }
}
