package io.github.jepa4j.report;

import java.util.Arrays;
import java.util.Base64;

/// Values on a grid as an image: the least is brightest, so that a goal glows. Each grid place is the
/// centre of one pixel; browsers smooth between them. NaN is transparent, save beside a number, whose
/// colour it takes on so that the smoothing does not fade at the edges.
///
/// The colours run dark violet, blue, green, yellow, evenly in lightness, so that they read the same to
/// colour-blind eyes and in grey print.
///
/// @param columns the grid's width
/// @param rows    the grid's height
/// @param values  `columns * rows` numbers, row after row from the top
record HeatMap(int columns, int rows, float[] values) {

    /// Anchors from dark to bright, evenly spaced: `0xRRGGBB`.
    private static final int[] RAMP = {
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725
    };

    private static final int LEGEND_WIDTH = 64;

    HeatMap {
        if (columns < 1 || rows < 1 || (long) columns * rows != values.length) {
            throw new IllegalArgumentException(
                    "A heat map of %d columns and %d rows needs %d values, but has %d.\nMaybe rows and columns were swapped with a border counted twice."
                            .formatted(columns, rows, (long) columns * rows, values.length));
        }
    }

    /// The least finite value; NaN where there is none.
    double least() {
        return finite().min().orElse(Double.NaN);
    }

    /// The greatest finite value; NaN where there is none.
    double greatest() {
        return finite().max().orElse(Double.NaN);
    }

    /// The image, as a `data:` address.
    String image() {
        double least = least();
        double span = greatest() - least;
        int[] pixels = new int[values.length];
        for (int index = 0; index < pixels.length; index++) {
            double value = Float.isFinite(values[index]) ? values[index] : besides(index);
            double share = span > 0 ? (value - least) / span : 0;
            pixels[index] = Double.isNaN(value) ? 0 : colour(1 - share);
        }
        return address(columns, rows, pixels);
    }

    /// The ramp from bright (left, least) to dark (right, greatest), as a `data:` address of one row.
    static String legend() {
        int[] pixels = new int[LEGEND_WIDTH];
        Arrays.setAll(pixels, index -> colour(1 - index / (LEGEND_WIDTH - 1.0)));
        return address(LEGEND_WIDTH, 1, pixels);
    }

    /// The colour of a share from 0 (dark) to 1 (bright), opaque: `0xAARRGGBB`.
    static int colour(double share) {
        double place = Math.clamp(share, 0, 1) * (RAMP.length - 1);
        int anchor = Math.min((int) place, RAMP.length - 2);
        double part = place - anchor;
        int mixed = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = (RAMP[anchor] >> shift) & 0xFF;
            int to = (RAMP[anchor + 1] >> shift) & 0xFF;
            mixed = mixed << 8 | (int) Math.round(from + part * (to - from));
        }
        return mixed;
    }

    /// The mean of the finite values left, right, above and below; NaN where there are none.
    private double besides(int index) {
        int column = index % columns;
        double sum = 0;
        int count = 0;
        int[] neighbours = {
            column > 0 ? index - 1 : -1, column < columns - 1 ? index + 1 : -1, index - columns, index + columns
        };
        for (int neighbour : neighbours) {
            if (neighbour >= 0 && neighbour < values.length && Float.isFinite(values[neighbour])) {
                sum += values[neighbour];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static String address(int width, int height, int[] pixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.encode(width, height, pixels));
    }

    private java.util.stream.DoubleStream finite() {
        return java.util.stream.IntStream.range(0, values.length)
                .mapToDouble(index -> values[index])
                .filter(Double::isFinite);
    }
}
