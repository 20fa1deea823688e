package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Observation;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Plays episodes of a world seen from above, each to the place in a goal picture.
///
/// @param episodes of each set of tasks
record FromAbovePlay<W extends GoalEnvironment>(SeenWorld<W> world, int episodes, Seed seed) {

    /// Does an action in a world.
    private interface Player {
        Observation act(Observation seen);
    }

    /// Makes a player of an episode that has begun.
    private interface Players<W extends GoalEnvironment> {
        Player of(W present, Seed own, Time time);
    }

    private static final class Time {
        private long nanos;
        private int plans;
    }

    /// Who knows the way.
    Fared pilot(String tasks) {
        return fared(tasks, (present, own, _) -> {
            RandomGenerator random = own.generator();
            return _ -> present.step(world.pilot().act(present, random));
        });
    }

    /// By what was learned.
    Fared planning(String tasks, LearnedFromAbove learned, Planner planner, Agent.Config loop) {
        return fared(tasks, (present, own, time) -> {
            Agent agent = Agent.builder()
                    .model(learned.model())
                    .actionSpace(present.actionSpace())
                    .planner(planner)
                    .objective(GoalDistance::sum)
                    .config(loop)
                    .build();
            agent.begin(present.goal(), world.steps(), own);
            return seen -> {
                long begun = System.nanoTime();
                Decision decision = agent.decide(seen);
                if (decision.planned()) {
                    time.nanos += System.nanoTime() - begun;
                    time.plans++;
                }
                return present.step(decision.action());
            };
        });
    }

    private Fared fared(String tasks, Players<W> players) {
        W present = Objects.requireNonNull(world.tasks().get(tasks));
        int won = 0;
        long taken = 0;
        Time time = new Time();
        for (int episode = 0; episode < episodes; episode++) {
            Seed own = seed.split(tasks).split(episode);
            Observation seen = present.reset(own);
            Player player = players.of(present, own.split("player"), time);
            int step = 0;
            while (step < world.steps() && present.distanceToGoal() > world.won()) {
                seen = player.act(seen);
                step++;
            }
            boolean isThere = present.distanceToGoal() <= world.won();
            won += isThere ? 1 : 0;
            taken += isThere ? step : 0;
        }
        return new Fared(won, (double) taken / won, time.nanos / 1e6 / time.plans);
    }
}
