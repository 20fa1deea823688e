package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.memory.RecentMoments;
import io.github.jepa4j.memory.Recollection;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An agent that remembers what it saw, did, foresaw and felt, and begins to plan at what it remembers.
class RememberingAgentTest {

    private static final int STEPS = 12;
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

    private final RecentMoments memory = new RecentMoments(1000);

    private AgentBuilder agent() {
        return Agent.builder()
                .encoder(new PointWorld.Eyes())
                .worldModel(new PointWorld.Model())
                .actionSpace(PointWorld.SPACE)
                .planner(new ImprovedCem())
                .config(new Agent.Config(10, 3, true, Duration.ZERO))
                .memory(memory, NOON);
    }

    @Test
    void everyMomentThatIsPerceivedIsRememberedWithWhatWasMeantToBeDone() {
        EpisodeLoop.run(agent().build(), new PointWorld(0.25f), STEPS, new Seed(1), EpisodeLoop.Observer.none());
        List<Moment> moments = memory.recent(100); // the youngest first
        assertThat(moments).hasSize(STEPS / 3);
        Moment last = moments.getFirst();
        assertThat(last.task()).isEqualTo("goal");
        assertThat(last.when().step()).isEqualTo(9);
        assertThat(Objects.requireNonNull(last.plan()).action(0))
                .isEqualTo(last.done().values());
        assertThat(Objects.requireNonNull(last.signals()).values())
                .isEqualTo(last.seen().values());
        assertThat(last.felt().surprise())
                .as("three steps of wind were not foreseen: a gap of 0.75 on one of two axes")
                .isCloseTo(0.75 * 0.75 / 2, within(1e-4));
    }

    @Test
    void aWatchfulAgentRemembersEveryStep() {
        Agent watchful = agent().watchful(true).build();
        EpisodeLoop.run(watchful, new PointWorld(), STEPS, new Seed(1), EpisodeLoop.Observer.none());
        assertThat(memory.recent(100)).hasSize(STEPS);
    }

    @Test
    void howAnEpisodeEndedIsRememberedOfAllItsMoments() {
        Agent agent = agent().build();
        EpisodeLoop.run(agent, new PointWorld(), STEPS, new Seed(1), EpisodeLoop.Observer.none());
        agent.conclude(1);
        EpisodeLoop.run(agent, new PointWorld(), STEPS, new Seed(2), EpisodeLoop.Observer.none());
        agent.conclude(0);
        assertThat(memory.recent(100)).extracting(Moment::success).containsExactly(0d, 0d, 0d, 0d, 1d, 1d, 1d, 1d);
    }

    @Test
    void whatSucceededBeforeIsWhereTheNextPlanBegins() {
        Seed seed = new Seed(1);
        Agent first = agent().build();
        EpisodeLoop.run(first, new PointWorld(), STEPS, seed, EpisodeLoop.Observer.none());
        first.conclude(1);
        Recollection recollection = new Recollection(memory, 10);
        // One candidate beside what is proposed, and one iteration: what comes out is what was remembered.
        var hasty = new ImprovedCem(new ImprovedCem.Config(4, 1, 2, 1, 0, 2, 0.5f, 0.05f, 0.1f));
        var remembering = new ProposalPlanner(hasty, (problem, _) -> recollection.proposals(problem.now(), "goal", 3));
        float with = energyOfTheFirstPlan(agent().planner(remembering).build(), seed);
        float without = energyOfTheFirstPlan(agent().planner(hasty).build(), seed);
        assertThat(with).isLessThan(without);
    }

    @Test
    void aMemoryThatFailsTakesNoDecisionAway() {
        Agent forgetful = agent().memory(new BrokenMemory(), NOON).build();
        PointWorld world = new PointWorld();
        Signals seen = (Signals) world.reset(new Seed(1));
        forgetful.begin(world.goal(), STEPS, new Seed(1));
        assertThat(forgetful.decide(seen).planned()).isTrue();
        assertThat(forgetful.forgotten()).isPresent();

        Recollection none = new Recollection(new BrokenMemory(), 10);
        Agent lost = agent().planner(new ProposalPlanner(
                        new ImprovedCem(), (problem, _) -> none.proposals(problem.now(), "goal", 3)))
                .build();
        lost.begin(world.goal(), STEPS, new Seed(1));
        assertThat(lost.decide(seen).planned()).isTrue();
        assertThat(none.failure()).isPresent();
        assertThat(new Experience(new BrokenMemory(), 3).success(new Latent(seen.values()), "goal"))
                .isNaN();
    }

    private static float energyOfTheFirstPlan(Agent agent, Seed seed) {
        PointWorld world = new PointWorld();
        Signals seen = (Signals) world.reset(seed.split("world"));
        agent.begin(world.goal(), STEPS, new Seed(5));
        return agent.decide(seen).energy();
    }
}
