package io.github.jepa4j.agent;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Observation;

/// What a configurator decides by.
///
/// @param step      of the episode, from 0
/// @param stepsLeft of the episode, this one included
/// @param seen      what is seen now
/// @param now       its latent, `[D]`, all finite
/// @param surprise  mean over `D` of the squared gap between the latent that was foreseen for now and this
///     one; NaN when none was foreseen
public record Situation(int step, int stepsLeft, Observation seen, Latent now, double surprise) {}
