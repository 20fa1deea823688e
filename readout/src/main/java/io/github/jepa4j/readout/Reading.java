package io.github.jepa4j.readout;

/// What was read from a window of an episode, imagined open-loop, and what was true.
///
/// @param read  `[R][H + 1]`, by readout
/// @param truth `[S][H + 1]`, by signal, NaN where not known
record Reading(float[][] read, float[][] truth) {}
