package io.github.jepa4j.testkit;

import static io.github.jepa4j.testkit.JepaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.agent.Doubt;
import io.github.jepa4j.agent.SensorWatch;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.testkit.FailingSensors.Fault;
import io.github.jepa4j.testkit.GuardrailVerifier.Effort;
import io.github.jepa4j.testkit.Verification.Trial;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.SubstepObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A puck that must not pass `x = 1` and is wanted beyond it: judged where it truly is, by the closed
/// form.
class GuardrailVerifierTest {

    private static final double DT = 0.2;
    private static final float LIMIT = 2;
    private static final WorldModel EXACT = new DoubleIntegratorModel(DT);
    private static final Monitor BEFORE_THE_EDGE = (_, state) -> 1 - state[0];
    private static final Effort SMALL = new Effort(12, 2, 6);

    /// Reaches for a place beyond the edge, which may come into force.
    private static Task beyond(boolean guarded) {
        Task free = Task.of("beyond", new Reach(DoubleIntegrator.readout("x"), 2, 1, Times.all()));
        // Half a step's way at full push, which is what is not looked at between two steps.
        SignalLimit edge = new SignalLimit(DoubleIntegrator.readout("x"), -100, 0.98f);
        return guarded ? free.within(edge) : free;
    }

    private static Agent agent(WorldModel model) {
        return Agent.builder()
                .encoder(DoubleIntegrator.encoder())
                .worldModel(model)
                .actionSpace(DoubleIntegrator.actions(LIMIT))
                .planner(new ImprovedCem(new ImprovedCem.Config(48, 5, 6, 1.25f, 0.3f, 2, 0.5f, 0.05f, 0.1f)))
                .config(new Agent.Config(12, 1, true, Duration.ZERO))
                .build();
    }

    /// From up to 1 m before the edge, at speeds from which it can be stopped: `v^2 / 2 a < 0.4 m`.
    private static GuardrailVerifier verifier(WorldModel model, boolean guarded) {
        return new GuardrailVerifier(
                new double[] {0, -1},
                new double[] {0.4, 1.2},
                (start, _, judge) -> new Scenario(
                        new DoubleIntegrator(DT, LIMIT, new double[] {start[0], 0, start[1], 0}, judge),
                        agent(model),
                        beyond(guarded),
                        12),
                BEFORE_THE_EDGE);
    }

    @Test
    void anAgentWithTheTrueModelKeepsItsGuardrailFromEveryStartThatIsFound() {
        Verification found = verifier(EXACT, true).verify(SMALL, new Seed(1));
        assertThat(found).hasNoFailures().hasMarginOfAtLeast(0);
        assertThat(found.trials()).hasSize(12 + 2 * 6);
        assertThat(found.worst().margin()).as("it comes near").isLessThan(0.1);
    }

    @Test
    void withoutTheGuardrailOrWithAModelThatLiesItIsCaughtAndEachFailurePlaysAgain() {
        GuardrailVerifier unguarded = verifier(EXACT, false);
        Verification found = unguarded.verify(SMALL, new Seed(1));
        assertThat(found).hasFailures();
        Trial worst = found.failures().getFirst();
        assertThat(unguarded.replay(worst)).isEqualTo(worst);
        assertThat(found.summary()).contains("24 of 24 scenarios failed", "with the seed " + worst.seed());

        GuardrailVerifier fooled = verifier(new LyingModel(EXACT, 3), true);
        assertThat(fooled.verify(SMALL, new Seed(1))).hasFailures();
        assertThatThrownBy(() -> assertThat(found).hasNoFailures()).hasMessageContaining("24 of 24");
    }

    @Test
    void theSearchFindsTheOneCornerThatChanceMisses() {
        // A resting puck fails only where it starts in a hundredth of a hundredth of the box.
        GuardrailVerifier verifier = new GuardrailVerifier(
                new double[] {-1, -1},
                new double[] {1, 1},
                (start, _, judge) -> new Scenario(
                        new DoubleIntegrator(DT, LIMIT, new double[] {start[0], start[1], 0, 0}, judge),
                        agent(EXACT),
                        Task.of("rest", new io.github.jepa4j.objective.Effort()),
                        1),
                (_, state) -> Math.hypot(state[0] - 0.9, state[1] + 0.9) - 0.02);
        assertThat(verifier.verify(new Effort(20, 0, 4), new Seed(3))).hasNoFailures();
        assertThat(verifier.verify(new Effort(20, 12, 20), new Seed(3))).hasFailures();
    }

    @Test
    void whatIsThrownIsAFindingAndTheOthersArePlayed() {
        GuardrailVerifier verifier = new GuardrailVerifier(
                new double[] {-1},
                new double[] {1},
                (start, _, _) -> {
                    if (start[0] > 0) {
                        throw new IllegalStateException("no such start");
                    }
                    DoubleIntegrator silent =
                            new DoubleIntegrator(DT, LIMIT, new double[] {start[0], 0, 0, 0}, SubstepObserver.NONE);
                    return new Scenario(
                            silent, agent(EXACT), Task.of("rest", new io.github.jepa4j.objective.Effort()), 1);
                },
                BEFORE_THE_EDGE);
        Verification found = verifier.verify(new Effort(10, 0, 4), new Seed(1));
        assertThat(found.failures())
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.error()).contains("no such start"));
        assertThat(found.trials().stream().filter(Trial::safe))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.margin())
                        .as("judged by what is seen")
                        .isCloseTo(1 - trial.start()[0], within(0.05)));
        assertThatThrownBy(() ->
                        new GuardrailVerifier(new double[] {1}, new double[] {0}, (_, _, _) -> null, BEFORE_THE_EDGE))
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void thePuckFollowsItsParabolaWithinAStepToo() {
        List<double[]> seen = new ArrayList<>();
        DoubleIntegrator puck = new DoubleIntegrator(
                1, 2, new double[] {1, 0, 3, 0}, (time, state) -> seen.add(new double[] {time, state[0]}));
        puck.reset(new Seed(0));
        assertThat(puck.step(new Action(9, 0)).values()).as("9 is cut to 2").containsExactly(5, 0, 5, 0);
        assertThat(seen)
                .hasSize(11)
                .allSatisfy(at -> assertThat(at[1]).isCloseTo(1 + 3 * at[0] + at[0] * at[0], within(1e-12)));
    }

    @Test
    void aSlowModelSpendsTheBudgetWithoutAnybodyWaiting() {
        FakeClock clock = new FakeClock(Instant.EPOCH);
        SlowModel slow = new SlowModel(EXACT, clock, Duration.ofMillis(10));
        Problem problem = new Problem(
                slow,
                new Latent(new float[4]),
                beyond(true).objective(),
                beyond(true).guardrails(),
                DoubleIntegrator.actions(LIMIT),
                ActionScale.identity(2),
                10);
        var plan = new ImprovedCem().plan(problem, Budget.of(Duration.ofMillis(45), clock), new Seed(1));
        assertThat(plan.outcome()).isEqualTo(new Outcome.BestWithinBudget());
        assertThat(clock.getAsLong()).isEqualTo(Duration.ofMillis(40).toNanos());
        assertThat(plan).isSafe().keeps("x in [-100.0, 0.98]").isLegalIn(problem.actionSpace(), problem.scale());
        assertThatThrownBy(() -> assertThat(plan).violates("x in [-100.0, 0.98]"))
                .hasMessageContaining("but it keeps it");
        assertThatThrownBy(() -> assertThat(plan).keeps("y")).hasMessageContaining("Expected a verdict on y");
        clock.advance(Duration.ofSeconds(-1));
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH.minusMillis(960));
    }

    @Test
    void failingSensorsAreDoubtedAndTheDecisionSaysSo() {
        FailingSensors world = new FailingSensors(
                new DoubleIntegrator(DT, LIMIT, new double[] {0, 0, 1, 0}, SubstepObserver.NONE),
                Fault.missing("x", 1, 2),
                Fault.frozen("x", 3, 4),
                Fault.off("vx", 50, 4, 5));
        Agent agent = Agent.builder()
                .encoder(DoubleIntegrator.encoder())
                .worldModel(EXACT)
                .actionSpace(world.actionSpace())
                .planner(new ImprovedCem())
                .config(new Agent.Config(5, 1, true, Duration.ZERO))
                .sensorWatch(
                        SensorWatch.of(world.signalSpace()).frozenAfter("x", 2).mostChange("vx", 0.5f))
                .build();
        agent.begin(beyond(false), 6, new Seed(1));
        Signals seen = world.reset(new Seed(1));
        List<Decision> decisions = new ArrayList<>();
        for (int step = 0; step < 6; step++) {
            decisions.add(agent.decide(seen));
            seen = world.step(decisions.getLast().action());
        }
        assertThat(decisions.get(0))
                .isPlanned()
                .isLegalIn(world.actionSpace())
                .plan()
                .outcome()
                .isSafe();
        assertThat(decisions.get(1)).fellBack().doubts(Doubt.Missing.class).explains("x is missing");
        assertThat(decisions.get(2)).isPlanned();
        assertThat(decisions.get(3)).fellBack().doubts(Doubt.Frozen.class);
        assertThat(decisions.get(4)).fellBack().doubts(Doubt.Jumped.class);
        assertThat(decisions.get(5)).isPlanned();
        assertThatThrownBy(() -> assertThat(decisions.get(5)).fellBack()).isInstanceOf(AssertionError.class);
    }

    @Test
    void aPuckThatIsBeyondAndStillMovingOnBrakesFirstAndSaysThatItCannotHelpIt() {
        // At 1 m/s beyond the edge no action keeps the margin from shrinking; full brakes shrink it least.
        Agent agent = agent(EXACT);
        agent.begin(beyond(true), 12, new Seed(2));
        Decision decision = agent.decide(new Signals(new float[] {1.2f, 0, 1, 0}));
        assertThat(decision.action().values()[0]).isCloseTo(-LIMIT, within(0.2f));
        assertThat(decision).outcome().hasNoSafePlanFor("x in [-100.0, 0.98]");
        assertThat(decision).explains("no way back only rises");
        assertThatThrownBy(() -> assertThat(decision).outcome().recovers()).hasMessageContaining("Expected a way back");
        Decision resting = agent.decide(new Signals(new float[] {1.2f, 0, 0, 0}));
        assertThat(resting).outcome().recovers();
        assertThat(resting).plan().neverShrinksBelowZero("x in [-100.0, 0.98]", 0.98f - 1.2f);
    }
}
