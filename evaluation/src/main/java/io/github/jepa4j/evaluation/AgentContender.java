package io.github.jepa4j.evaluation;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worlds.TwoRooms;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// An agent as a contender. It sees pictures only, and what it spends is read off its decisions. Its
/// seconds are those of its own clock: without one they are 0.
public final class AgentContender implements Contender {

    private static final double NANOS = 1e-9;

    private final Agent agent;
    private Effort effort = new Effort(0, 0, 0, 1, 0, 0, Map.of(), Map.of(), Map.of(), 0);

    private AgentContender(Agent agent) {
        this.agent = agent;
    }

    /// The factory of agents that begin toward the world's goal. An encoder that was made for other
    /// pictures refuses the goal's before the first step.
    ///
    /// @param agents makes a new agent at each call; called from several threads
    /// @param steps  how many actions an episode has, as in the protocol
    public static Contender.Factory factory(Supplier<Agent> agents, int steps) {
        return (TwoRooms world, Observation first, Seed seed) -> {
            Agent agent = agents.get();
            agent.begin(world.goal(), steps, seed);
            return new AgentContender(agent);
        };
    }

    /// The factory of agents that begin with a task.
    ///
    /// @param agents makes a new agent at each call; called from several threads
    /// @param tasks  what is to be done, from what would be seen at the world's goal; called from several threads
    /// @param steps  how many actions an episode has, as in the protocol
    public static Contender.Factory factory(Supplier<Agent> agents, Function<Observation, Task> tasks, int steps) {
        return (TwoRooms world, Observation _, Seed seed) -> {
            Agent agent = agents.get();
            agent.begin(tasks.apply(world.goal()), steps, seed);
            return new AgentContender(agent);
        };
    }

    @Override
    public Action act(Observation seen, int stepsLeft) {
        Decision decision = agent.decide(seen);
        if (decision.planned()) {
            effort = effort.plus(effortOf(decision));
        }
        effort = effort.plus(interventionOf(decision));
        return decision.action();
    }

    @Override
    public Effort effort() {
        return effort;
    }

    private static Effort effortOf(Decision decision) {
        Plan plan = Objects.requireNonNull(decision.plan(), "what is planned has a plan");
        return new Effort(
                1,
                plan.diagnostics().imaginedSteps(),
                plan.diagnostics().pullbackSteps(),
                1,
                decision.planNanos() * NANOS,
                decision.encodeNanos() * NANOS,
                Map.of(plan.outcome().words(), 1L),
                tallies(plan),
                levels(plan),
                0);
    }

    private static Map<Integer, LevelTally> levels(Plan plan) {
        Map<Integer, LevelTally> levels = new TreeMap<>();
        if (!plan.verdicts().isEmpty()) {
            plan.subgoals().forEach(way -> levels.put(way.level(), LevelTally.of(way)));
        }
        return levels;
    }

    private static Map<String, GuardrailTally> tallies(Plan plan) {
        Map<String, GuardrailTally> tallies = new TreeMap<>();
        plan.verdicts()
                .forEach(verdict ->
                        tallies.merge(verdict.guardrail(), GuardrailTally.of(verdict), GuardrailTally::plus));
        return tallies;
    }

    private static Effort interventionOf(Decision decision) {
        Ruling ruling = decision.ruling();
        boolean intervened = decision.plan() == null || (ruling != null && ruling.intervened());
        return intervened ? new Effort(0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 1) : Effort.NONE;
    }
}
