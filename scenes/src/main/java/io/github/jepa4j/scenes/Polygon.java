package io.github.jepa4j.scenes;

/// A polygon of the area of a disc of radius 1. Its middle, left and right alike, is at the origin, as is its
/// centre of mass in height.
///
/// @param corners `[N, 2]`, x and y in turn
record Polygon(double[] corners) implements Outline.Distance {

    /// The polygon of a drawing of any size, anywhere.
    ///
    /// @param drawing `[N, 2]`, x and y in turn, around the polygon; may be concave
    static Polygon of(double... drawing) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double twiceArea = 0;
        double moment = 0;
        for (int i = 0, j = drawing.length - 2; i < drawing.length; j = i, i += 2) {
            double cross = drawing[j] * drawing[i + 1] - drawing[i] * drawing[j + 1];
            twiceArea += cross;
            moment += (drawing[j + 1] + drawing[i + 1]) * cross;
            left = Math.min(left, drawing[i]);
            right = Math.max(right, drawing[i]);
        }
        double scale = Math.sqrt(Math.PI / Math.abs(twiceArea / 2));
        double[] corners = new double[drawing.length];
        for (int i = 0; i < drawing.length; i += 2) {
            corners[i] = (drawing[i] - (left + right) / 2) * scale;
            corners[i + 1] = (drawing[i + 1] - moment / (3 * twiceArea)) * scale;
        }
        return new Polygon(corners);
    }

    @Override
    public double of(double x, double y) {
        return Outline.polygon(corners, x, y);
    }

    double halfWidth() {
        return highest(0, 1);
    }

    double above() {
        return highest(1, -1);
    }

    double below() {
        return highest(1, 1);
    }

    private double highest(int first, int sign) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = first; i < corners.length; i += 2) {
            highest = Math.max(highest, sign * corners[i]);
        }
        return highest;
    }
}
