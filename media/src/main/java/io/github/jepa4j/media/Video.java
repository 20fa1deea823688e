package io.github.jepa4j.media;

import io.github.jepa4j.world.Clip;
import java.util.OptionalDouble;

/// A clip with where it is from.
///
/// @param name            as everywhere: the path inside the folder or archive
/// @param label           the folder that holds it directly; empty where there is none
/// @param clip            `[T, 3, Y, X]`
/// @param framesPerSecond of the clip: less than the file's where frames were left out; empty where the
///     file does not say
public record Video(String name, String label, Clip clip, OptionalDouble framesPerSecond) {}
