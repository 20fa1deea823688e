package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.util.Arrays;

/// Makes images larger or smaller, rows and columns one after the other.
///
/// Enlarging, the filter is bilinear interpolation. Shrinking by `s`, a pixel is the mean of those within
/// `s` of its middle, weighted by a triangle, so that nothing finer than the new pixels is left to alias.
final class Resizing {

    private Resizing() {}

    static Pixels fit(Pixels image, PictureSize size) {
        long wide = (long) image.columns() * size.rows();
        long high = (long) image.rows() * size.columns();
        int keptRows = wide < high ? part(wide, size.columns()) : image.rows();
        int keptColumns = wide > high ? part(high, size.rows()) : image.columns();
        Taps down = Taps.of((image.rows() - keptRows) / 2, keptRows, size.rows());
        Taps across = Taps.of(0, keptColumns, size.columns());
        int left = (image.columns() - keptColumns) / 2;

        byte[] values = new byte[image.channels() * size.rows() * size.columns()];
        float[] row = new float[keptColumns];
        for (int line = 0; line < image.channels() * size.rows(); line++) {
            int plane = line / size.rows() * image.rows();
            down.column(image, plane * image.columns() + left, line % size.rows(), row);
            across.row(row, values, line * size.columns());
        }
        return new Pixels(image.channels(), size.rows(), size.columns(), values);
    }

    private static int part(long product, int side) {
        return (int) Math.max(1, (product + side / 2) / side);
    }

    /// Which pixels a new pixel is made of along one axis, and with which weights.
    ///
    /// @param first   `[out]` the first of them
    /// @param weights `[out][taps]` which sum to 1
    private record Taps(int[] first, float[][] weights) {

        /// @param from where the kept part begins
        /// @param in   how long it is
        /// @param out  how long it becomes
        static Taps of(int from, int in, int out) {
            int[] first = new int[out];
            float[][] weights = new float[out][];
            double scale = (double) in / out;
            double reach = Math.max(1, scale);
            for (int o = 0; o < out; o++) {
                double middle = (o + 0.5) * scale;
                int begin = (int) Math.max(0, Math.floor(middle - reach));
                int end = (int) Math.min(in, Math.ceil(middle + reach));
                double[] triangle = new double[end - begin];
                double sum = 0;
                for (int i = begin; i < end; i++) {
                    triangle[i - begin] = Math.max(0, 1 - Math.abs(i + 0.5 - middle) / reach);
                    sum += triangle[i - begin];
                }
                first[o] = from + begin;
                weights[o] = new float[end - begin];
                for (int i = 0; i < triangle.length; i++) {
                    weights[o][i] = (float) (triangle[i] / sum);
                }
            }
            return new Taps(first, weights);
        }

        /// One new row, its columns not resized yet.
        ///
        /// @param begin where in the image the kept columns of the channel's first row begin
        void column(Pixels image, int begin, int out, float[] row) {
            Arrays.fill(row, 0);
            for (int i = 0; i < weights[out].length; i++) {
                float weight = weights[out][i];
                int at = begin + (first[out] + i) * image.columns();
                for (int x = 0; x < row.length; x++) {
                    row[x] += weight * (image.values()[at + x] & 0xFF);
                }
            }
        }

        void row(float[] row, byte[] values, int at) {
            for (int out = 0; out < first.length; out++) {
                float sum = 0;
                for (int i = 0; i < weights[out].length; i++) {
                    sum += weights[out][i] * row[first[out] + i];
                }
                values[at + out] = (byte) Math.min(255, Math.round(sum));
            }
        }
    }
}
