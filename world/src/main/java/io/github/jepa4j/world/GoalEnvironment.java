package io.github.jepa4j.world;

/// A world with a place or state to reach, shown as the observation one would have there.
public interface GoalEnvironment extends Environment {

    /// What would be seen at the goal of the current episode.
    Observation goal();

    /// How far the world is from the goal now, in the world's own unit, at least 0. For judging only: the
    /// agent never sees it.
    double distanceToGoal();
}
