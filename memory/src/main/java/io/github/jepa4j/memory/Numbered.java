package io.github.jepa4j.memory;

/// A moment with the number of its receipt.
record Numbered(long number, Moment moment) {}
