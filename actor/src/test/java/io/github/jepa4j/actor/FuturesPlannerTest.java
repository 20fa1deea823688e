package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.UncertainWorldModel;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A boat that a gust blows to either side during the first action ([Boat]), nobody knows which, planned for as a
/// problem like any other.
class FuturesPlannerTest {

    private static final int HORIZON = 4;
    private static final ActionSpace OARS = new ActionSpace.Box(new float[] {-2}, new float[] {2});

    /// One gust in three comes from the right.
    private static final UncertainWorldModel GUSTS = new UncertainWorldModel() {
        @Override
        public int latentDimension() {
            return 1;
        }

        @Override
        public int actionDimension() {
            return 1;
        }

        @Override
        public WorldModel likeliest() {
            return new Boat(3);
        }

        @Override
        public List<WorldModel> futures(int count, Seed seed) {
            return IntStream.range(0, count)
                    .<WorldModel>mapToObj(future -> new Boat(3 * future < count ? -3 : 3))
                    .toList();
        }
    };

    private static Problem problem(SignalLimit... limits) {
        return new Problem(
                GUSTS.likeliest(),
                new Latent(new float[] {0}),
                GoalDistance.last(new Latent(new float[] {0})),
                List.of(limits),
                OARS,
                ActionScale.identity(1),
                HORIZON);
    }

    private static Plan planned(FuturesPlanner.Config config, Problem problem) {
        var planner = new FuturesPlanner(GUSTS, new HybridPlanner(), config);
        return planner.plan(problem, Budget.unlimited(), new Seed(1));
    }

    private static float last(Rollout future) {
        return future.latents()[HORIZON];
    }

    @Test
    void openLoopOneActionHasToDoForAllAndThePlanIsOneOfTheProblem() {
        Plan plan = planned(new FuturesPlanner.Config(6, 0, Risk.MEAN, Risk.WORST), problem());

        assertThat(plan.energy()).isCloseTo(8, within(0.05f)); // as in FuturesPlanningTest
        assertThat(plan.actions().dimension()).isEqualTo(1);
        assertThat(plan.futures()).hasSize(6);
        assertThat(last(plan.futures().get(0))).isCloseTo(-4, within(0.1f));
        assertThat(last(plan.futures().get(5))).isCloseTo(2, within(0.1f));
        assertThat(plan.future().latents()).isEqualTo(plan.futures().get(5).latents()); // the likelier gust
        assertThat(plan.diagnostics().candidates()).isNotEmpty().allMatch(one -> one.dimension() == 1);
    }

    @Test
    void aPlanThatBranchesAnswersTheGust() {
        Plan plan = planned(new FuturesPlanner.Config(3, 1, Risk.WORST, Risk.WORST), problem());

        assertThat(plan.energy()).isLessThan(0.3f);
        for (Rollout future : plan.futures()) {
            assertThat(last(future)).isCloseTo(0, within(0.6f));
            assertThat(future.actions().values()[0]).isEqualTo(plan.actions().values()[0]);
        }
        assertThat(plan.futures().get(0).actions().values()[1]).isPositive();
        assertThat(plan.futures().get(2).actions().values()[1]).isNegative();
        assertThat(plan.actions()).isEqualTo(plan.futures().getFirst().actions().sequence(0));
    }

    @Test
    void aWarmStartIsTheSameInAllBranches() {
        List<ActionSequence> begun = new ArrayList<>();
        Planner inner = (problem, warmStart, budget, seed) -> {
            begun.add(warmStart);
            return new HybridPlanner().plan(problem, warmStart, budget, seed);
        };
        var planner = new FuturesPlanner(GUSTS, inner, new FuturesPlanner.Config(2, 1, Risk.MEAN, Risk.WORST));
        planner.plan(problem(), new ActionSequence(2, 1, new float[] {0.5f, -1}), Budget.unlimited(), new Seed(1));

        assertThat(begun).containsExactly(new ActionSequence(2, 2, new float[] {0.5f, 0.5f, -1, -1}));
    }

    /// The quay is at 2, and only the worst future counts for it.
    @Test
    void aGuardrailIsKeptInTheWorstFuture() {
        var quay = new SignalLimit(LinearReadout.exact("place", "m", new float[] {1}, 0), -10, 2);
        Plan plan = planned(new FuturesPlanner.Config(3, 1, Risk.MEAN, Risk.WORST), problem(quay));

        assertThat(plan.outcome().safe()).isTrue();
        assertThat(plan.futures()).allMatch(future -> future.latents()[1] <= 2);
        assertThat(plan.verdicts().getFirst().guardrail()).contains("worst case of 3 futures");
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        var config = FuturesPlanner.Config.defaults();
        assertThat(planned(config, problem()).actions())
                .isEqualTo(planned(config, problem()).actions());
    }

    @Test
    void fewerThanOneFutureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FuturesPlanner.Config(0, 0, Risk.MEAN, Risk.WORST))
                .withMessageContainingAll("number of futures", "\nMaybe");
    }
}
