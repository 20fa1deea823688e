package io.github.jepa4j.scenes;

/// Where a figure is drawn.
///
/// @param x      px from the left border of the picture
/// @param y      px from its upper border
/// @param radius px, above 0
/// @param angle  rad, clockwise
record Pose(double x, double y, double radius, double angle) {}
