package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.GradientPlanner;
import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.ReferenceMppi;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AgentTest {

    /// Adam's last steps leave the point within a few step lengths of the goal.
    private static final double NEAR = 0.3;

    private final PointWorld.Eyes eyes = new PointWorld.Eyes();
    private final List<Decision> decisions = new ArrayList<>();
    private final EpisodeLoop.Observer remember = (decision, seen) -> decisions.add(decision);

    @Test
    void theAgentReachesTheGoal() {
        PointWorld world = new PointWorld();
        int done = EpisodeLoop.run(agent(20, 4).build(), world, 30, new Seed(1), remember);
        assertThat(done).isEqualTo(30);
        assertThat(world.distanceToGoal()).isLessThan(NEAR);
    }

    @Test
    void theObservationIsEncodedOncePerPlanAndTheGoalOncePerEpisode() {
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(), 30, new Seed(1), remember);
        int plans = 8; // at steps 0, 4, ..., 28
        assertThat(decisions.stream().filter(Decision::planned)).hasSize(plans);
        assertThat(eyes.looks).isEqualTo(1 + plans);
    }

    @Test
    void betweenPlansTheNextPlannedActionsAreDone() {
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(), 8, new Seed(1), remember);
        Plan first = Objects.requireNonNull(decisions.getFirst().plan());
        for (int step = 0; step < 4; step++) {
            assertThat(decisions.get(step).action().values())
                    .isEqualTo(first.actions().action(step));
            assertThat(decisions.get(step).planStep()).isEqualTo(step);
        }
        assertThat(decisions.get(4).plan()).isNotSameAs(first);
    }

    @Test
    void theHorizonIsShortenedToTheStepsLeft() {
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(), 22, new Seed(1), remember);
        assertThat(decisions.stream()
                        .filter(Decision::planned)
                        .map(decision -> Objects.requireNonNull(decision.plan())
                                .actions()
                                .horizon()))
                .containsExactly(20, 18, 14, 10, 6, 2);
    }

    @Test
    void whatIsLeftOfThePlanIsTheNextWarmStartUnlessSwitchedOff() {
        List<ActionSequence> warmStarts = new ArrayList<>();
        Planner spying = (problem, warm, budget, seed) -> {
            warmStarts.add(warm);
            return new GradientPlanner().plan(problem, warm, budget, seed);
        };
        EpisodeLoop.run(agent(20, 4).planner(spying).build(), new PointWorld(), 8, new Seed(1), remember);
        assertThat(warmStarts.get(0).horizon()).isZero();
        assertThat(warmStarts.get(1))
                .isEqualTo(Objects.requireNonNull(decisions.getFirst().plan())
                        .actions()
                        .shifted(4));
        warmStarts.clear();
        Agent cold = agent(20, 4)
                .planner(spying)
                .config(new Agent.Config(20, 4, false, Duration.ZERO))
                .build();
        EpisodeLoop.run(cold, new PointWorld(), 8, new Seed(1), remember);
        assertThat(warmStarts).allMatch(warm -> warm.horizon() == 0);
    }

    @Test
    void aPlannerIsToldTheWholePlanBeforeWhileTheTaskIsTheSame() {
        var planner = new Replanning();
        Agent agent = agent(20, 4).planner(planner).build();
        PointWorld world = new PointWorld();
        Observation seen = world.reset(new Seed(1));
        agent.begin(world.goal(), 30, new Seed(1));
        for (int step = 0; step < 9; step++) {
            seen = world.step(agent.decide(seen).action());
        }
        assertThat(planner.done).containsExactly(4, 4);
        agent.goal(world.goal());
        agent.decide(seen);
        assertThat(planner.done).as("a new goal is planned from the start").hasSize(2);
    }

    /// Keeps how much of a plan was done before each that goes on with it.
    private static final class Replanning implements Planner {
        private final List<Integer> done = new ArrayList<>();
        private final Planner inner = new GradientPlanner();

        @Override
        public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
            return inner.plan(problem, warmStart, budget, seed);
        }

        @Override
        public Plan replan(Problem problem, Plan before, int steps, Budget budget, Seed seed) {
            done.add(steps);
            return Planner.super.replan(problem, before, steps, budget, seed);
        }
    }

    @Test
    void surpriseIsNothingWhereTheModelIsRightAndTheSquaredGapWhereItIsNot() {
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(), 8, new Seed(1), remember);
        assertThat(decisions.get(0).surprise()).isNaN();
        assertThat(decisions.get(1).surprise()).isNaN();
        assertThat(decisions.get(4).surprise()).isCloseTo(0, within(1e-8));
        decisions.clear();
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(0.5f), 8, new Seed(1), remember);
        double fourStepsOfWind = 2 * 2 / 2.0; // 2 to the side, squared, over 2 dimensions
        assertThat(decisions.get(4).surprise()).isCloseTo(fourStepsOfWind, within(1e-4));
    }

    @Test
    void theSameSeedActsTheSame() {
        EpisodeLoop.run(agent(20, 4).build(), new PointWorld(), 12, new Seed(3), remember);
        List<Action> once = decisions.stream().map(Decision::action).toList();
        decisions.clear();
        Agent used = agent(20, 4).build();
        EpisodeLoop.run(used, new PointWorld(), 5, new Seed(99), EpisodeLoop.Observer.none());
        EpisodeLoop.run(used, new PointWorld(), 12, new Seed(3), remember);
        assertThat(decisions.stream().map(Decision::action).toList()).isEqualTo(once);
    }

    @Test
    void theTimeForAPlanIsKeptByTheAgentsClock() {
        AtomicLong time = new AtomicLong();
        Agent hurried = agent(20, 4)
                .config(new Agent.Config(20, 4, true, Duration.ofNanos(3)))
                .clock(time::getAndIncrement)
                .build();
        EpisodeLoop.run(hurried, new PointWorld(), 1, new Seed(1), remember);
        assertThat(decisions.getFirst().outcome()).isEqualTo(new Outcome.BestWithinBudget());
        assertThat(decisions.getFirst().planNanos()).isPositive();
    }

    @Test
    void aTimeLimitWithoutAClockIsRefusedSinceAPlanWouldNeverEnd() {
        AgentBuilder timeless = agent(20, 4).config(new Agent.Config(20, 4, true, Duration.ofMillis(50)));
        assertThatThrownBy(timeless::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.05S")
                .hasMessageContaining("\nMaybe add .clock(System::nanoTime)");
        assertThat(timeless.clock(() -> 0).build()).isNotNull();
    }

    @Test
    void actionsCrossTheBorderIntoTheWorldsUnits() {
        ActionScale halves = new ActionScale(new float[] {0.1f, 0}, new float[] {0.5f, 0.5f});
        Planner constant = (problem, warm, budget, seed) -> {
            Plan plan = new ReferenceMppi().plan(problem, warm, Budget.ofIterations(1), seed);
            return new Plan(
                    new ActionSequence(1, 2, new float[] {1, -1}),
                    plan.energy(),
                    plan.shares(),
                    plan.verdicts(),
                    plan.future(),
                    plan.outcome(),
                    plan.diagnostics());
        };
        Agent agent = agent(1, 1).planner(constant).scale(halves).build();
        EpisodeLoop.run(agent, new PointWorld(), 1, new Seed(1), remember);
        assertThat(decisions.getFirst().action().values()).containsExactly(0.6f, -0.5f);
    }

    @Test
    void anObserverMayEndTheEpisode() {
        int done = EpisodeLoop.run(
                agent(20, 4).build(), new PointWorld(), 30, new Seed(1), (decision, seen) -> decision.step() < 2);
        assertThat(done).isEqualTo(3);
    }

    @Test
    void decidingWithoutAGoalOrWithoutStepsLeftIsRefused() {
        Agent agent = agent(20, 4).build();
        Signals here = new Signals(new float[2]);
        assertThatThrownBy(() -> agent.decide(here))
                .hasMessageContaining("no goal")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> agent.begin(here, 0, new Seed(1))).hasMessageContaining("0 steps");
        agent.begin(here, 1, new Seed(1));
        agent.decide(here);
        assertThatThrownBy(() -> agent.decide(here))
                .hasMessageContaining("All 1 steps")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void partsThatDoNotFitTogetherAreRefusedBeforeTheFirstStep() {
        Encoder threeDimensional = new Encoder() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public Latent encode(Observation observation) {
                return new Latent(new float[3]);
            }
        };
        assertThatThrownBy(() -> agent(20, 4).encoder(threeDimensional).build())
                .hasMessageContaining("encoder has 3 latent dimensions, but the world model has 2");
        assertThatThrownBy(() ->
                        agent(20, 4).actionSpace(new ActionSpace.Ball(4, 1)).build())
                .hasMessageContaining("action space has 4 axes");
        assertThatThrownBy(() -> Agent.builder().encoder(eyes).build())
                .hasMessageContaining("no world model")
                .hasMessageContaining(".worldModel(...)");
        assertThatThrownBy(() -> new Agent.Config(5, 6, true, Duration.ZERO))
                .hasMessageContaining("replan interval is 6");
    }

    @Test
    void aWorldWithOtherActionsIsRefusedBeforeItIsTouched() {
        Agent agent = agent(20, 4).build();
        Signals here = new Signals(new float[2]);
        agent.begin(here, 5, new Seed(1));
        Environment other = new Environment() {
            @Override
            public ActionSpace actionSpace() {
                return new ActionSpace.Ball(3, 1);
            }

            @Override
            public Observation reset(Seed seed) {
                return here;
            }

            @Override
            public Observation step(Action action) {
                throw new AssertionError("touched");
            }
        };
        assertThatThrownBy(() -> EpisodeLoop.run(agent, other, here, remember))
                .hasMessageContaining("2 axes, but the world takes 3");
    }

    private AgentBuilder agent(int horizon, int replan) {
        return Agent.builder()
                .encoder(eyes)
                .worldModel(new PointWorld.Model())
                .actionSpace(PointWorld.SPACE)
                .planner(new GradientPlanner())
                .config(new Agent.Config(horizon, replan, true, Duration.ZERO));
    }
}
