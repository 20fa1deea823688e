package io.github.jepa4j.scenes;

/// How something goes on from an instant: in scene units and frames.
///
/// @param vx   to the right, per frame
/// @param vy   downward, per frame
/// @param pull downward, per frame squared
/// @param spin clockwise, rad per frame
record Motion(double vx, double vy, double pull, double spin) {

    static final Motion REST = new Motion(0, 0, 0, 0);

    static Motion rolling(double vx) {
        return new Motion(vx, 0, 0, 0);
    }

    static Motion gliding(double vx, double vy) {
        return new Motion(vx, vy, 0, 0);
    }

    static Motion flying(double vx, double vy, double pull) {
        return new Motion(vx, vy, pull, 0);
    }
}
