package io.github.jepa4j.worlds;

/// Where the line through two places meets an axis-parallel line. A move along that very line meets it
/// where it begins: the reference divides by zero there.
final class Crossing {

    private Crossing() {}

    /// The column at which the line from `from` to `to` is at row `y`.
    static double xAt(Position from, Position to, double y) {
        double dy = to.y() - from.y();
        return dy == 0 ? from.x() : from.x() + (to.x() - from.x()) * ((y - from.y()) / dy);
    }

    /// The row at which the line from `from` to `to` is at column `x`.
    static double yAt(Position from, Position to, double x) {
        double dx = to.x() - from.x();
        return dx == 0 ? from.y() : from.y() + (to.y() - from.y()) * ((x - from.x()) / dx);
    }
}
