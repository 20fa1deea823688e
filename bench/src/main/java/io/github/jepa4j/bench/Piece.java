package io.github.jepa4j.bench;

/// A kind of operation within a training step.
///
/// @param name     what it is
/// @param forward  its seconds in one step
/// @param backward its seconds in one step; 0 where it has no gradient
/// @param flop     its arithmetic in one step, both ways; NaN where it is not worth counting
record Piece(String name, double forward, double backward, double flop) {

    double seconds() {
        return forward + backward;
    }

    Piece plus(Piece other) {
        return new Piece(name, forward + other.forward, backward + other.backward, flop + other.flop);
    }
}
