package io.github.jepa4j.examples;

import static io.github.jepa4j.testkit.JepaAssertions.assertThat;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.testkit.DoubleIntegrator;
import io.github.jepa4j.testkit.DoubleIntegratorModel;
import io.github.jepa4j.testkit.GuardrailVerifier;
import io.github.jepa4j.testkit.GuardrailVerifier.Effort;
import io.github.jepa4j.testkit.Scenario;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How to test an agent of yours: a puck is to go to the other side of a pit, from wherever it starts.
class VerifyAnAgentTest {

    private static final double SECONDS = 0.25;
    private static final float PUSH = 2;
    private static final int STEPS = 24;
    private static final WorldModel MODEL = new DoubleIntegratorModel(SECONDS);

    /// Half a metre, and what the puck may cut of its edge between two steps.
    private static final float RADIUS = 0.5f + 0.1f;

    private static Task across() {
        Readout x = DoubleIntegrator.readout("x");
        Readout y = DoubleIntegrator.readout("y");
        return Task.of(
                        "to the other side",
                        WeightedSum.of(
                                new WeightedSum.Term(1, new Reach(x, 2, 1, Times.all())),
                                new WeightedSum.Term(1, new Reach(y, 0, 1, Times.all()))))
                .within(new NoGoDisc("pit", Disc.standing(x, y, 0, 0, RADIUS)));
    }

    private static Agent agent(WorldModel model) {
        return Agent.builder()
                .encoder(DoubleIntegrator.encoder())
                .worldModel(model)
                .actionSpace(DoubleIntegrator.actions(PUSH))
                .planner(new ImprovedCem(new ImprovedCem.Config(40, 4, 6, 1.25f, 0.3f, 2, 0.5f, 0.05f, 0.1f)))
                .config(new Agent.Config(12, 1, true, Duration.ZERO))
                .build();
    }

    /// Plays it from the left side, and judges by the true place at every substep.
    private static GuardrailVerifier verifier(WorldModel model, Task task) {
        double[] low = {-2, -0.5};
        double[] high = {-1.2, 0.5};
        return new GuardrailVerifier(
                low,
                high,
                (start, seed, judge) -> {
                    double[] atRest = {start[0], start[1], 0, 0};
                    DoubleIntegrator world = new DoubleIntegrator(SECONDS, PUSH, atRest, judge);
                    return new Scenario(world, agent(model), task, STEPS);
                },
                (time, state) -> Math.hypot(state[0], state[1]) - 0.5);
    }

    @Test
    void itsPlansKeepOutOfThePit() {
        Agent agent = agent(MODEL);
        agent.begin(across(), STEPS, new Seed(1));
        assertThat(agent.decide(new Signals(new float[] {-1.5f, 0, 0, 0})))
                .isPlanned()
                .plan()
                .keeps("pit")
                .outcome()
                .isSafe();
    }

    @Test
    void itKeepsOutOfThePitFromEveryStartThatWasTriedOrSearchedFor() {
        assertThat(verifier(MODEL, across()).verify(new Effort(8, 2, 4), new Seed(1)))
                .hasNoFailures();
    }

    @Test
    void theTestWouldNoticeIfTheGuardrailWereMissing() {
        Task unguarded = Task.of("to the other side", across().objective());
        assertThat(verifier(MODEL, unguarded).verify(new Effort(4, 0, 4), new Seed(1)))
                .hasFailures();
    }
}
