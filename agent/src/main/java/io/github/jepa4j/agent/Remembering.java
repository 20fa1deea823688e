package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.memory.MemoryException;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes moments of decisions, and has them remembered.
final class Remembering {

    private static final String NO_TASK = "unknown";

    private final Memory memory;
    private final InstantSource time;
    private String episode = "";
    private String task = NO_TASK;
    private Optional<MemoryException> failure = Optional.empty();

    Remembering(Memory memory, InstantSource time) {
        this.memory = memory;
        this.time = time;
    }

    /// Another episode: named by when it began and its seed.
    void begin(Seed seed) {
        episode = "%s %s".formatted(time.instant(), seed.value());
        task = NO_TASK;
    }

    /// From now on the moments are of this task.
    void task(String name) {
        task = name;
    }

    void remember(Glimpse glimpse, Decision decision) {
        Situation situation = glimpse.situation();
        var when = new Moment.When(episode, situation.step(), time.millis());
        Moment moment = Moment.of(when, task, situation.now(), decision.action());
        if (situation.seen() instanceof Signals signals) {
            moment = moment.from(signals);
        }
        if (glimpse.foreseen() != null) {
            moment = moment.foreseenAs(glimpse.foreseen());
        }
        Plan plan = decision.plan();
        if (plan != null) {
            Map<String, Double> margins = new HashMap<>();
            for (Verdict verdict : plan.verdicts()) {
                margins.put(verdict.guardrail(), (double) verdict.worst());
            }
            moment = moment.feeling(new Moment.Felt(plan.energy(), situation.surprise(), margins))
                    .following(plan.actions().shifted(decision.planStep()));
        }
        try {
            memory.remember(moment);
            failure = Optional.empty();
        } catch (MemoryException e) {
            failure = Optional.of(e); // a decision is not lost over it
        }
    }

    /// Of the last moment.
    Optional<MemoryException> failure() {
        return failure;
    }

    void conclude(double success) {
        memory.conclude(episode, success);
    }
}
