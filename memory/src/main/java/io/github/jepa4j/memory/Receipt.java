package io.github.jepa4j.memory;

/// What one gets for a moment that was handed over: its number, by which to ask later whether it was
/// acknowledged. A receipt is **not** a promise that it will be kept; an [Acknowledgement] is.
///
/// @param number counts the moments of one memory, from 0 and never twice, also after the memory was closed
///     and opened
public record Receipt(long number) {}
