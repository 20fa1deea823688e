package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.GradientPlanner;
import io.github.jepa4j.actor.HybridPlanner;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.objective.Conflict;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Effort;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.TotalLimit;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.surprise.Calibration;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A point on a plane is told tasks by names, kept out of a pit, blinded and surprised.
class GuardedAgentTest {

    private static final Readout X = LinearReadout.exact("x", "m", new float[] {1, 0}, 0);
    private static final Readout Y = LinearReadout.exact("y", "m", new float[] {0, 1}, 0);
    private static final Agent.Config LOOP = new Agent.Config(12, 3, true, Duration.ZERO);

    private static Task reach(float x, float y) {
        return Task.of(
                "reach",
                WeightedSum.of(
                        new WeightedSum.Term(1, new Reach(X, x, 1, Times.all())),
                        new WeightedSum.Term(1, new Reach(Y, y, 1, Times.all())),
                        new WeightedSum.Term(0.01f, new Effort())));
    }

    private static NoGoDisc pit(float x, float y, float radius) {
        return new NoGoDisc("pit", Disc.standing(X, Y, x, y, radius));
    }

    private static AgentBuilder agent() {
        return Agent.builder()
                .encoder(new PointWorld.Eyes())
                .worldModel(new PointWorld.Model())
                .actionSpace(PointWorld.SPACE)
                .planner(new ImprovedCem())
                .config(LOOP);
    }

    private static Signals at(float x, float y) {
        return new Signals(new float[] {x, y});
    }

    /// Does what is decided for so many steps, exactly as the model foresees.
    private static List<float[]> walk(Agent agent, float x, float y, int steps) {
        List<float[]> way = new ArrayList<>();
        float[] here = {x, y};
        for (int step = 0; step < steps; step++) {
            Action action = agent.decide(at(here[0], here[1])).action();
            here = new float[] {here[0] + action.values()[0], here[1] + action.values()[1]};
            way.add(here);
        }
        return way;
    }

    @Test
    void aTaskIsPutOnByNamesAndLeadsAroundWhatMustNotHappen() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0).within(pit(2, 0.1f, 1)), 20, new Seed(1));
        List<float[]> way = walk(agent, 0, 0, 20);
        assertThat(Math.hypot(way.getLast()[0] - 4, way.getLast()[1])).isLessThan(0.5);
        assertThat(way)
                .allSatisfy(here ->
                        assertThat(Math.hypot(here[0] - 2, here[1] - 0.1)).isGreaterThanOrEqualTo(1 - 1e-5));
    }

    @Test
    void aTaskMayChangeInTheMiddleOfAnEpisode() {
        Agent agent = agent().build();
        agent.begin(reach(3, 0), 20, new Seed(1));
        float[] there = walk(agent, 0, 0, 8).getLast();
        agent.task(reach(0, 3));
        float[] back = walk(agent, there[0], there[1], 12).getLast();
        assertThat(there).containsExactly(new float[] {3, 0}, within(0.5f));
        assertThat(back).containsExactly(new float[] {0, 3}, within(0.5f));
    }

    @Test
    void whereNothingIsSafeTheSafestAlternativeIsDoneAndNamed() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0).within(pit(0, 0.3f, 50)), 5, new Seed(1));
        Decision decision = agent.decide(at(0, 0));
        assertThat(decision.outcome()).isInstanceOf(Outcome.NoSafePlan.class);
        assertThat(decision.explain())
                .startsWith("no safe plan: the safest alternative found violates pit by ")
                .contains("NOT KEPT");
        // The nearest edge is straight down, at (0, -49.7).
        assertThat(decision.action().values()[1]).isNegative();
    }

    @Test
    void aBudgetIsOfTheEpisodeHoweverOftenItIsPlannedAnew() {
        // Each step costs x: to be at x = 4 for long is dear.
        Agent agent = agent().config(new Agent.Config(20, 3, true, Duration.ZERO))
                .planner(new HybridPlanner())
                .build();
        Task dear = reach(4, 0).within(new TotalLimit(X, 20, 0));
        for (int episode = 0; episode < 2; episode++) {
            agent.begin(dear, 20, new Seed(episode));
            double spent =
                    walk(agent, 0, 0, 20).stream().mapToDouble(here -> here[0]).sum();
            assertThat(spent).isBetween(14d, 20.01);
        }
    }

    @Test
    void aDecisionIsOneLineOfJsonForOtherPrograms() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0).within(pit(2, 0.1f, 1)), 12, new Seed(1));
        Decision decision = agent.decide(at(0, 0));
        JsonNode told = JsonMapper.builder().build().readTree(decision.json());
        assertThat(decision.json()).doesNotContain("\n");
        assertThat(told.path("why").path("outcome").asString()).isEqualTo("planned");
        assertThat(told.path("why").path("guardrails").path(0).path("name").asString())
                .isEqualTo("pit");
        assertThat(told.path("why").path("energies").size()).isPositive();
        assertThat(told.path("why").path("surprise").asString()).isEqualTo("NaN");
        assertThat(told.path("action").path(0).floatValue())
                .isEqualTo(decision.action().values()[0]);
        assertThat(told.path("intendedInModelUnits").size()).isEqualTo(12);
        assertThat(told.path("intendedInModelUnits").path(0))
                .as("a point's units are its model's")
                .isEqualTo(told.path("action"));
        agent.begin(reach(4, 0), 12, new Seed(1));
        JsonNode blind = JsonMapper.builder()
                .build()
                .readTree(agent.decide(at(Float.NaN, 0)).json());
        assertThat(blind.path("why").path("outcome").asString()).isEqualTo("fell back");
        assertThat(blind.path("intendedInModelUnits").isNull()).isTrue();
        assertThat(blind.path("energy").asString()).isEqualTo("NaN");
    }

    @Test
    void limitsThatConflictAreNamedByTheTaskAndByTheDecision() {
        Task task = reach(4, 0)
                .within(
                        new SignalLimit(X, 3, Float.POSITIVE_INFINITY),
                        new SignalLimit(X, Float.NEGATIVE_INFINITY, 2),
                        new TotalLimit(Y, 10, 12));
        assertThat(task.conflicts())
                .containsExactly(
                        new Conflict("x at least 3.0", "x at most 2.0", 1, "m"),
                        new Conflict("total of y at most 10.0", "total of y at most 10.0", 2, "m"));
        Agent agent = agent().build();
        agent.begin(task, 5, new Seed(1));
        assertThat(agent.decide(at(2.5f, 0)).explain())
                .contains("x at least 3.0 and x at most 2.0 conflict by 1.00 m")
                .contains("total of y at most 10.0 cannot be kept, it is short of 2.00 m from the first");
        assertThat(reach(4, 0)
                        .within(new SignalLimit(X, 2, 9), new SignalLimit(X, 0, 3))
                        .conflicts())
                .isEmpty();
    }

    @Test
    void fromInsideAPitTheMarginGrowsAtEveryStepUntilItIsSafeAndTheDecisionSaysSo() {
        // The goal is straight through the pit; the nearest edge is behind.
        Agent agent =
                agent().config(new Agent.Config(12, 1, true, Duration.ZERO)).build();
        agent.begin(reach(6, 0).within(pit(1, 0.1f, 4)), 12, new Seed(1));
        float[] here = {-0.5f, 0};
        double before = Math.hypot(here[0] - 1, here[1] - 0.1) - 4;
        for (int step = 0; step < 12; step++) {
            Decision decision = agent.decide(at(here[0], here[1]));
            boolean backAfterOne = before >= -1;
            assertThat(decision.outcome() instanceof Outcome.NoSafePlan).isEqualTo(!backAfterOne);
            if (decision.outcome() instanceof Outcome.NoSafePlan none) {
                Outcome.StartInViolation start = Objects.requireNonNull(none.start());
                assertThat(start.margin()).isCloseTo((float) before, within(1e-5f));
                assertThat(start.grows()).isTrue();
                assertThat(start.safeFrom()).isEqualTo((int) Math.ceil(-before));
                assertThat(decision.explain()).contains("pit is violated already, by ", "no margin shrinks");
            }
            here[0] += decision.action().values()[0];
            here[1] += decision.action().values()[1];
            double margin = Math.hypot(here[0] - 1, here[1] - 0.1) - 4;
            assertThat(margin).isGreaterThan(Math.min(0, before + 0.9) - 1e-5);
            before = margin;
        }
    }

    @Test
    void anObjectiveThatIsNoNumberIsSaidSoAndTheAgentStaysOutOfThePit() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0).within(pit(2, 0, 1.5f)), 8, new Seed(1));
        float[] here = walk(agent, 0, 0, 1).getFirst();
        agent.task(Task.of("unknown", GoalDistance.sum(new Latent(new float[] {Float.NaN, 0})))
                .within(pit(2, 0, 1.5f)));
        for (int step = 1; step < 8; step++) {
            Decision decision = agent.decide(at(here[0], here[1]));
            assertThat(decision.outcome()).isEqualTo(new Outcome.NoFiniteEnergy());
            assertThat(decision.explain()).startsWith("no finite energy: no imagined future has an energy");
            here[0] += decision.action().values()[0];
            here[1] += decision.action().values()[1];
            assertThat(Math.hypot(here[0] - 2, here[1])).isGreaterThanOrEqualTo(1.5 - 1e-5);
        }
    }

    @Test
    void aSilentSensorIsAnsweredByTheFallbackAndPlanningGoesOnWhenItIsBack() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0), 10, new Seed(1));
        Decision first = agent.decide(at(0, 0));
        Plan plan = Objects.requireNonNull(first.plan());
        agent.decide(at(1, 0));
        agent.decide(at(2, 0)); // the third of the plan
        Decision blind = agent.decide(at(Float.NaN, 0));
        assertThat(blind.outcome()).isInstanceOf(Outcome.FellBack.class);
        assertThat(blind.plan()).isNull();
        assertThat(blind.action().values())
                .as("what was intended")
                .isEqualTo(plan.actions().action(3));
        assertThat(blind.explain()).startsWith("fell back: what is seen has no latent");
        Decision again = agent.decide(at(3, 0));
        assertThat(again.planned()).isTrue();
        assertThat(again.surprise())
                .as("nothing was foreseen for what the fallback did")
                .isNaN();
    }

    @Test
    void aBlindAgentWithoutAPlanRestsUnlessItsFallbackSaysOtherwise() {
        Agent resting = agent().build();
        resting.begin(reach(4, 0), 3, new Seed(1));
        assertThat(resting.decide(at(Float.NaN, Float.NaN)).action()).isEqualTo(new Action(0, 0));
        Agent careful = agent().fallback((_, _, _) -> new Action(-1, 0)).build();
        careful.begin(reach(4, 0), 3, new Seed(1));
        assertThat(careful.decide(at(Float.NaN, Float.NaN)).action()).isEqualTo(new Action(-1, 0));
    }

    @Test
    void aWatchfulAgentPlansAnewWhenItIsSurprisedAndFallsBackWhenItIsTooMuch() {
        Setup setup = new Setup(reach(4, 0), new GradientPlanner(), LOOP);
        Agent agent = agent().configurator(new SurpriseRules(_ -> Directive.Pursue.of(setup), 0.1, 1, 100))
                .watchful(true)
                .build();
        agent.begin(reach(4, 0), 20, new Seed(1));
        Action moved = agent.decide(at(0, 0)).action();
        Decision asForeseen = agent.decide(at(moved.values()[0], moved.values()[1]));
        assertThat(asForeseen.planned()).isFalse();
        assertThat(asForeseen.surprise()).isLessThan(1e-6);
        Decision pushed = agent.decide(at(0, 1)); // far from where two steps should have led
        assertThat(pushed.surprise()).isBetween(0.1, 100.0);
        assertThat(pushed.planned()).isTrue();
        Decision lost = agent.decide(at(90, 0));
        assertThat(lost.outcome()).isInstanceOf(Outcome.FellBack.class);
        assertThat(lost.explain()).contains("what is seen was not foreseen");
    }

    @Test
    void greatSurpriseHalvesHowFarItLooksAhead() {
        Setup setup = new Setup(reach(4, 0), new GradientPlanner(), LOOP);
        var rules = new SurpriseRules(_ -> Directive.Pursue.of(setup), 1, 2, 3);
        assertThat(horizon(rules, 0.5)).isEqualTo(12);
        assertThat(horizon(rules, 1.5)).isEqualTo(12);
        assertThat(horizon(rules, 2.5)).isEqualTo(6);
        assertThat(horizon(rules, Double.NaN)).as("nothing was foreseen").isEqualTo(12);
        assertThatThrownBy(() -> new SurpriseRules(_ -> Directive.Pursue.of(setup), 2, 1, 3))
                .hasMessageContaining("2.0, 1.0 and 3.0")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void levelsFollowFromTheSharesOfUsualStepsThatMayBeReactedTo() {
        Setup setup = new Setup(reach(4, 0), new GradientPlanner(), LOOP);
        double[] usual = new double[99];
        for (int i = 0; i < usual.length; i++) {
            usual[i] = (i + 1) / 100.0; // 0.01 to 0.99
        }
        Configurator inner = _ -> Directive.Pursue.of(setup);
        var rules = SurpriseRules.of(inner, new Calibration(usual), 0.1, 0.02, 0.005);

        assertThat(rules).isEqualTo(new SurpriseRules(inner, 0.9, 0.98, Double.POSITIVE_INFINITY));
        assertThat(rules.configure(surprised(0.9))).isEqualTo(new Directive.Pursue(setup, false));
        assertThat(rules.configure(surprised(0.91))).isEqualTo(new Directive.Pursue(setup, true));
        assertThat(horizon(rules, 0.985)).isEqualTo(6);
        assertThat(horizon(rules, 1e9)).as("rarer than 99 steps can tell").isEqualTo(6);
        assertThatThrownBy(() -> SurpriseRules.of(inner, new Calibration(usual), 0.01, 0.02, 0))
                .hasMessageContaining("0.01, 0.02 and 0.0")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void anExplanationNamesGuardrailsObjectivesAndWhenTheyCount() {
        Agent agent = agent().build();
        agent.begin(reach(4, 0).within(pit(2, 0.1f, 1)), 20, new Seed(1));
        String words = agent.decide(at(0, 0)).explain();
        assertThat(words.lines().toList()).hasSize(5);
        assertThat(words)
                .startsWith("planned (8 iterations, ")
                .contains("guardrail pit: kept, least margin ", " m after action ")
                .contains("objective reach x = 4.0 m: energy ", "most of it now")
                .contains("objective effort: energy ");
    }

    private static int horizon(Configurator rules, double surprise) {
        return ((Directive.Pursue) rules.configure(surprised(surprise)))
                .setup()
                .loop()
                .horizon();
    }

    private static Situation surprised(double surprise) {
        return new Situation(3, 10, at(0, 0), new Latent(new float[2]), surprise);
    }
}
