package io.github.jepa4j.cli;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.agent.Agent;
import java.util.Map;

/// How is planned where nothing else is said: the one place to tune it.
///
/// @param planner        which planner, all its parameters written out
/// @param horizon        how many actions a plan looks ahead
/// @param replanInterval after how many actions is planned again
/// @param warmStart      whether a plan begins with what is left of the one before
record PlanningDefaults(PlannerSpec planner, int horizon, int replanInterval, boolean warmStart) {

    /// The planner that `evaluate`, `plan` and `demo` use.
    static final String PLANNER = "cem";

    private static final Map<String, Double> CEM = Map.of("candidates", 64.0, "iterations", 3.0);
    private static final int HORIZON = 60;
    private static final int REPLAN_INTERVAL = 4;
    private static final String OF_THE_PEER = "-reference";

    /// For a planner by name. The peer's are used as the peer does.
    static PlanningDefaults of(String name) {
        PlannerSpec plain = PlannerSpec.of(name);
        if (isOfThePeer(plain)) {
            Agent.Config peer = Agent.Config.reference();
            return new PlanningDefaults(
                    new PlannerSpec(name, plain.effective()), peer.horizon(), peer.replanInterval(), peer.warmStart());
        }
        PlannerSpec tuned = name.equals("cem") ? new PlannerSpec(name, CEM) : plain;
        return new PlanningDefaults(new PlannerSpec(name, tuned.effective()), HORIZON, REPLAN_INTERVAL, true);
    }

    /// Whether a planner is a peer's, kept as it was coded: it moves in the world's own box.
    static boolean isOfThePeer(PlannerSpec planner) {
        return planner.name().endsWith(OF_THE_PEER);
    }
}
