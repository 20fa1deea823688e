package io.github.jepa4j.scenes;

/// The manner in which a shape moves; which one is only told by several frames together.
public enum MotionClass {
    /// At one speed in one direction.
    STRAIGHT,
    /// In one direction, faster and faster or slower and slower.
    ACCELERATING,
    /// Straight, and thrown back by the borders of the picture.
    BOUNCING,
    /// In a circle, clockwise as seen in the picture.
    CLOCKWISE,
    /// In a circle, anticlockwise as seen in the picture.
    ANTICLOCKWISE,
    /// To and fro along a line, as a pendulum.
    OSCILLATING,
    /// Onward, and by turns to the one side and the other.
    ZIGZAG,
    /// By steps of one length in directions that know nothing of each other.
    RANDOM_WALK
}
