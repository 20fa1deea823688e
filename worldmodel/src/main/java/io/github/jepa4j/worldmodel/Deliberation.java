package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;

/// What planning once came to, to learn a policy from.
///
/// @param now     from where, `[D]`
/// @param aim     what was wanted, `[G]`
/// @param actions that were planned, `[H, A]`, in the model's units
public record Deliberation(Latent now, Aim aim, ActionSequence actions) {}
