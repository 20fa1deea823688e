package io.github.jepa4j.agent;

/// Sets the agent up for the task at hand: chooses objectives, weights, guardrails, horizon, planner and time from what
/// is seen, how surprising it is, and whatever it remembers itself. One agent's own; what it holds of an episode it
/// forgets at step 0.
///
/// Source: the configurator of LeCun, *A path towards autonomous machine intelligence*, 2022, §3.1, here as rules and
/// code instead of a network.
@FunctionalInterface
public interface Configurator {

    /// Called before each plan; by a watchful agent before each action.
    Directive configure(Situation situation);
}
