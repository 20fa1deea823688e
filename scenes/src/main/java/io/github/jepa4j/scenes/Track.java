package io.github.jepa4j.scenes;

/// Where one figure is through a clip.
///
/// @param figure  what moves
/// @param centres `[T, 2]`, of its bounding box, x and y in turn, px from the left and the upper border
public record Track(Figure figure, double[] centres) {}
