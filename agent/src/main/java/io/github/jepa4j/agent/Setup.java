package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.objective.Task;

/// How the agent goes about things for now.
///
/// @param task    what is wanted, and what must not happen
/// @param planner how it searches
/// @param loop    horizon, how often a new plan, and how long one may take
public record Setup(Task task, Planner planner, Agent.Config loop) {}
