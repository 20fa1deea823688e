package io.github.jepa4j.scenes;

/// Signed distances of plane outlines, below 0 inside; y runs downward.
final class Outline {

    /// How far a place is from an outline, below 0 inside.
    interface Distance {

        double of(double x, double y);
    }

    private Outline() {}

    static double disc(double x, double y, double radius) {
        return Math.sqrt(x * x + y * y) - radius;
    }

    static double box(double x, double y, double halfWidth, double halfHeight) {
        double dx = Math.abs(x) - halfWidth;
        double dy = Math.abs(y) - halfHeight;
        double outX = Math.max(dx, 0);
        double outY = Math.max(dy, 0);
        return Math.sqrt(outX * outX + outY * outY) + Math.min(Math.max(dx, dy), 0);
    }

    /// @param corners `[N, 2]`, x and y in turn, around the polygon; may be concave
    static double polygon(double[] corners, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        int last = corners.length - 2;
        for (int i = 0, j = last; i < corners.length; j = i, i += 2) {
            nearest = Math.min(nearest, squaredToSegment(corners, i, j, x, y));
            boolean crosses = (corners[i + 1] > y) != (corners[j + 1] > y);
            if (crosses) {
                double share = (y - corners[i + 1]) / (corners[j + 1] - corners[i + 1]);
                inside ^= x < corners[i] + share * (corners[j] - corners[i]);
            }
        }
        return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    }

    /// @param points `[N, 2]`, x and y in turn, along the line
    static double line(double[] points, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 2; i < points.length; i += 2) {
            nearest = Math.min(nearest, squaredToSegment(points, i, i - 2, x, y));
        }
        return Math.sqrt(nearest);
    }

    /// A star's corners, `[2 * tips, 2]`, one tip upward.
    static double[] star(int tips, double outer, double inner) {
        double[] corners = new double[4 * tips];
        for (int i = 0; i < 2 * tips; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = Math.PI * i / tips;
            corners[2 * i] = radius * StrictMath.sin(angle);
            corners[2 * i + 1] = -radius * StrictMath.cos(angle);
        }
        return corners;
    }

    private static double squaredToSegment(double[] points, int i, int j, double x, double y) {
        double alongX = points[j] - points[i];
        double alongY = points[j + 1] - points[i + 1];
        double toX = x - points[i];
        double toY = y - points[i + 1];
        double share = Math.clamp((toX * alongX + toY * alongY) / (alongX * alongX + alongY * alongY), 0, 1);
        double dx = toX - share * alongX;
        double dy = toY - share * alongY;
        return dx * dx + dy * dy;
    }
}
