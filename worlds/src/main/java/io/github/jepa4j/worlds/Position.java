package io.github.jepa4j.worlds;

/// A place in two rooms, in pixels. Pixel `[row, column]` of the image has its centre at `(x = column, y =
/// row)`.
///
/// @param x to the right
/// @param y downward
public record Position(double x, double y) {

    public Position {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException(
                    "The position (%s, %s) is no place; both coordinates must be finite.\nMaybe it was computed with a division by zero."
                            .formatted(x, y));
        }
    }

    /// The Euclidean distance in pixels, at least 0.
    public double distanceTo(Position other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /// The place reached by a displacement in pixels.
    public Position plus(double dx, double dy) {
        return new Position(x + dx, y + dy);
    }
}
