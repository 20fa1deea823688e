package io.github.jepa4j.scenes;

/// What can be drawn: an outline around the origin, of radius 1, with x to the right and y downward.
public sealed interface Figure permits Shape, MadeUp, Digit {

    /// How far a place is from the outline, below 0 inside; exact near the outline.
    double distance(double x, double y);

    /// Whether it has wheels: such things are only seen on the ground, and alone are pushed over edges.
    default boolean isVehicle() {
        return false;
    }

    /// How far it reaches to either side of the origin.
    double halfWidth();

    /// How far it reaches above the origin.
    double above();

    /// How far it reaches below the origin.
    double below();
}
