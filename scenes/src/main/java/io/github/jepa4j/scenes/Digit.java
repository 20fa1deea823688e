package io.github.jepa4j.scenes;

/// A digit, drawn as one stroke of even width; of height 2 at radius 1, its box around the origin.
///
/// @param value 0 to 9
public record Digit(int value) implements Figure {

    private static final double HALF_STROKE = 0.17;
    private static final double HALF_WIDTH = 0.5 + HALF_STROKE;
    private static final double HALF_HEIGHT = 0.85 + HALF_STROKE;

    private static final double[] SIX = {
        0.3, -0.85, -0.05, -0.6, -0.35, -0.15, -0.5, 0.3, -0.38, 0.68, 0, 0.85, 0.38, 0.68, 0.5, 0.32, 0.32, 0, 0, -0.1,
        -0.3, 0.02, -0.48, 0.3
    };

    /// `[10]` lines, each `[N, 2]`, x and y in turn.
    private static final double[][] STROKES = {
        {
            0, -0.85, 0.35, -0.68, 0.5, -0.25, 0.5, 0.25, 0.35, 0.68, 0, 0.85, -0.35, 0.68, -0.5, 0.25, -0.5, -0.25,
            -0.35, -0.68, 0, -0.85
        },
        {-0.3, -0.5, 0.05, -0.85, 0.05, 0.85},
        {-0.45, -0.5, -0.35, -0.75, 0, -0.85, 0.38, -0.72, 0.46, -0.42, 0.3, -0.05, -0.48, 0.85, 0.5, 0.85},
        {-0.45, -0.85, 0.42, -0.85, -0.02, -0.2, 0.3, -0.1, 0.5, 0.25, 0.4, 0.65, 0.05, 0.85, -0.3, 0.8, -0.5, 0.58},
        {0.22, 0.85, 0.22, -0.85, -0.5, 0.35, 0.5, 0.35},
        {0.42, -0.85, -0.36, -0.85, -0.42, -0.1, 0, -0.22, 0.38, -0.05, 0.5, 0.3, 0.35, 0.7, -0.05, 0.85, -0.48, 0.66},
        SIX,
        {-0.48, -0.85, 0.48, -0.85, -0.1, 0.85},
        {
            0, -0.05, -0.34, -0.22, -0.4, -0.58, 0, -0.85, 0.4, -0.58, 0.34, -0.22, 0, -0.05, 0.42, 0.15, 0.48, 0.55, 0,
            0.85, -0.48, 0.55, -0.42, 0.15, 0, -0.05
        },
        upsideDown(SIX)
    };

    public Digit {
        if (value < 0 || value > 9) {
            throw new IllegalArgumentException(
                    "%d is no digit; digits are 0 to 9.\nMaybe a number of several digits was meant.".formatted(value));
        }
    }

    @Override
    public double distance(double x, double y) {
        return Outline.line(STROKES[value], x, y) - HALF_STROKE;
    }

    @Override
    public double halfWidth() {
        return HALF_WIDTH;
    }

    @Override
    public double above() {
        return HALF_HEIGHT;
    }

    @Override
    public double below() {
        return HALF_HEIGHT;
    }

    private static double[] upsideDown(double[] points) {
        double[] turned = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            turned[i] = -points[i];
        }
        return turned;
    }
}
