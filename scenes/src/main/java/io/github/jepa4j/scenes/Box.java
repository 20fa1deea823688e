package io.github.jepa4j.scenes;

/// An upright rectangle.
record Box(double left, double top, double right, double bottom) {

    static Box around(double x, double y, double halfWidth, double halfHeight) {
        return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }

    Box shifted(double dx, double dy) {
        return new Box(left + dx, top + dy, right + dx, bottom + dy);
    }

    Box scaled(double factor) {
        return new Box(left * factor, top * factor, right * factor, bottom * factor);
    }

    Box inset(double by) {
        return new Box(left + by, top + by, right - by, bottom - by);
    }
}
