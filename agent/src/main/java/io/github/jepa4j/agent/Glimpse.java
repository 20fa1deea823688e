package io.github.jepa4j.agent;

import io.github.jepa4j.perception.Latent;
import org.jspecify.annotations.Nullable;

/// What was perceived at a step, beside what had been foreseen for it.
record Glimpse(Situation situation, @Nullable Latent foreseen) {}
