package io.github.jepa4j.bench;

/// How somebody fared at some episodes.
///
/// @param steps  of those won, on average; NaN where none was
/// @param millis of a plan, on average; NaN where nothing was planned
record Fared(int won, double steps, double millis) {}
