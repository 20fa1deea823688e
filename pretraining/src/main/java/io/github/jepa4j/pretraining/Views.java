package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;

/// Draws views of images or clips of one shape; see [ViewSettings].
final class Views {

    private static final double LEAST_RATIO = 3.0 / 4;
    private static final double GREATEST_RATIO = 4.0 / 3;
    private static final int TRIES = 10;

    private final int channels;
    private final int rows;
    private final int columns;
    private final ViewSettings settings;

    /// A rectangle in pixels; whole numbers lie between pixels.
    record Crop(double top, double left, double height, double width) {}

    Views(int channels, int rows, int columns, ViewSettings settings) {
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.settings = settings;
    }

    /// A view, in [0, 1]; the frames of a clip are cut, mirrored and coloured alike.
    ///
    /// @param clip `[T, C, Y, X]`
    /// @param view `[T, C, Y, X]`, written to
    void draw(byte[] clip, Seed seed, float[] view) {
        RandomGenerator random = seed.generator();
        Crop crop = crop(random);
        boolean mirrored = random.nextDouble() < settings.mirrored();
        resample(clip, crop, mirrored, view);
        if (channels == 3) {
            int size = 3 * rows * columns;
            float[] frame = new float[size];
            for (int begin = 0; begin < view.length; begin += size) {
                System.arraycopy(view, begin, frame, 0, size);
                recolour(seed.split("colour").generator(), frame);
                System.arraycopy(frame, 0, view, begin, size);
            }
        }
    }

    /// A crop of random area and shape that lies inside; the whole where none was found (as torchvision's).
    private Crop crop(RandomGenerator random) {
        if (settings.leastArea() == 1) {
            return new Crop(0, 0, rows, columns);
        }
        for (int i = 0; i < TRIES; i++) {
            double area = between(random, settings.leastArea(), 1) * rows * columns;
            double ratio = Math.exp(between(random, Math.log(LEAST_RATIO), Math.log(GREATEST_RATIO)));
            double width = Math.sqrt(area * ratio);
            double height = Math.sqrt(area / ratio);
            if (width <= columns && height <= rows) {
                double top = random.nextDouble() * (rows - height);
                return new Crop(top, random.nextDouble() * (columns - width), height, width);
            }
        }
        return new Crop(0, 0, rows, columns);
    }

    private static double between(RandomGenerator random, double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    /// Bilinear, with the edge's pixels repeated outside.
    void resample(byte[] clip, Crop crop, boolean mirrored, float[] view) {
        int[] left = new int[columns];
        float[] right = new float[columns];
        for (int x = 0; x < columns; x++) {
            int target = mirrored ? columns - 1 - x : x;
            double at = Math.clamp(crop.left() + (target + 0.5) * crop.width() / columns - 0.5, 0, columns - 1);
            left[x] = Math.min((int) at, Math.max(0, columns - 2));
            right[x] = (float) (at - left[x]);
        }
        int next = Math.min(1, columns - 1);
        int below = Math.min(1, rows - 1) * columns;
        int planes = clip.length / (rows * columns);
        for (int y = 0; y < rows; y++) {
            double at = Math.clamp(crop.top() + (y + 0.5) * crop.height() / rows - 0.5, 0, rows - 1);
            int top = Math.min((int) at, Math.max(0, rows - 2));
            float down = (float) (at - top);
            for (int p = 0; p < planes; p++) {
                int from = (p * rows + top) * columns;
                int to = (p * rows + y) * columns;
                for (int x = 0; x < columns; x++) {
                    int i = from + left[x];
                    float upper = mix(clip[i] & 0xFF, clip[i + next] & 0xFF, right[x]);
                    float lower = mix(clip[i + below] & 0xFF, clip[i + below + next] & 0xFF, right[x]);
                    view[to + x] = mix(upper, lower, down) / 255;
                }
            }
        }
    }

    private static float mix(float a, float b, float part) {
        return a + (b - a) * part;
    }

    private void recolour(RandomGenerator random, float[] frame) {
        if (random.nextDouble() < settings.recoloured()) {
            Colours.brighten(frame, factor(random, settings.brightness()));
            Colours.contrast(frame, factor(random, settings.contrast()));
            Colours.saturate(frame, factor(random, settings.saturation()));
            Colours.turnHue(frame, between(random, -settings.hue(), settings.hue()));
        }
        if (random.nextDouble() < settings.grey()) {
            Colours.saturate(frame, 0);
        }
        if (random.nextDouble() < settings.solarised()) {
            Colours.solarise(frame);
        }
    }

    private static double factor(RandomGenerator random, double reach) {
        return between(random, 1 - reach, 1 + reach);
    }
}
