package io.github.jepa4j.data;

/// Windows of signals, one after the other; none holds a missing reading. Not copied.
///
/// @param windows         `B`
/// @param frames          `T`, observations in a window
/// @param signalDimension `S`
/// @param signals         `[B, T, S]`, in the world's units
/// @param actions         `[B, T - 1, A]`, in the world's units
public record SignalBatch(int windows, int frames, int signalDimension, float[] signals, float[] actions) {}
