package io.github.jepa4j.worldmodel;

/// What is wanted, as a policy is told it: the numbers that tell an objective from others of its kind.
///
/// @param kind   in words; a policy acts for the kind that it was distilled for
/// @param values `[G]`, may be none; not copied: the array is not written to again
public record Aim(String kind, float[] values) {}
