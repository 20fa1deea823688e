package io.github.jepa4j.scenes;

/// What is true of one thing at one frame, whether it is seen or not.
///
/// @param shape   what it is
/// @param rgb     what colour it has: red, green and blue, 8 bits each, from the highest
/// @param radius  of the disc of equal area, as a share of the picture's width
/// @param x       of its centre, 0 at the left border of the picture and 1 at the right one; may be outside
/// @param y       of its centre, 0 at the upper border and 1 at the lower one; may be outside
/// @param visible share of its area that is inside the picture and behind nothing, in [0, 1]
public record Sighting(Figure shape, int rgb, double radius, double x, double y, double visible) {}
