package io.github.jepa4j.agent;

import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import java.util.function.Function;

/// A safety filter, and how its signals are read from what is seen.
record Filtering(SafetyFilter filter, Function<Observation, Signals> reading) {}
