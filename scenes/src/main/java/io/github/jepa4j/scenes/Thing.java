package io.github.jepa4j.scenes;

/// What moves on a stage.
///
/// @param rgb    red, green and blue, 8 bits each, from the highest
/// @param radius of the disc of equal area, in scene units
record Thing(Figure shape, int rgb, double radius, Path path) {

    Thing moving(Path along) {
        return new Thing(shape, rgb, radius, along);
    }

    /// How far it reaches to either side.
    double halfWidth() {
        return shape.halfWidth() * radius;
    }

    double above() {
        return shape.above() * radius;
    }

    double below() {
        return shape.below() * radius;
    }
}
