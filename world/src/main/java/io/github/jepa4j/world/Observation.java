package io.github.jepa4j.world;

/// What the sensors delivered at one time.
public sealed interface Observation permits Pixels, Signals {}
