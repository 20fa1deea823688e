package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Futures;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Planning where the world may go on in several ways: a boat on a line, moved by its oars, and by a gust that comes
/// during the first action and blows it to either side, nobody knows which.
class FuturesPlanningTest {

    private static final int HORIZON = 4;
    private static final ActionSpace OARS = new ActionSpace.Box(new float[] {-2}, new float[] {2});

    private static final List<WorldModel> GUSTS = List.of(new Boat(-3), new Boat(3), new Boat(3));
    private static final Objective HOME = GoalDistance.last(new Latent(new float[] {0}));

    private static Problem problem(SignalLimit... limits) {
        return new Problem(
                GUSTS.getFirst(),
                new Latent(new float[] {0}),
                HOME,
                List.of(limits),
                OARS,
                ActionScale.identity(1),
                HORIZON);
    }

    private static Plan planned(String planner, Problem problem) {
        return PlannerSpec.of(planner).planner().plan(problem, Budget.unlimited(), new Seed(1));
    }

    /// The mean of 9, 9 and 9 less what rowing can do: row by 1 against the likelier gust, and (3 + 1)^2 and twice
    /// (3 - 1)^2 are left; at worst nothing is better than to wait.
    @ParameterizedTest
    @ValueSource(strings = {"cem", "mppi", "gradient", "hybrid", "cem-reference", "mppi-reference"})
    void openLoopOneActionHasToDoForAllGusts(String planner) {
        Futures futures = Futures.together(GUSTS);
        Plan onAverage = planned(planner, problem().across(futures, Risk.MEAN, Risk.WORST));
        Plan atWorst = planned(planner, problem().across(futures, Risk.WORST, Risk.WORST));

        assertThat(onAverage.energy()).isCloseTo(8, within(0.05f));
        assertThat(atWorst.energy()).isCloseTo(9, within(0.2f));
        assertThat(onAverage.future().latents()).hasSize(3 * (HORIZON + 1));
    }

    /// After the gust the boat knows where it is, and rows back.
    @ParameterizedTest
    @ValueSource(strings = {"cem", "mppi", "gradient", "hybrid"})
    void aPlanThatBranchesAnswersWhatHasHappened(String planner) {
        Futures futures = Futures.branching(GUSTS, 1);
        Plan plan = planned(planner, problem().across(futures, Risk.WORST, Risk.WORST));

        assertThat(plan.energy()).isLessThan(0.3f);
        float first = futures.of(plan.actions(), 0).action(0)[0];
        for (int future = 0; future < 3; future++) {
            var own = futures.of(plan.actions(), future);
            assertThat(own.action(0)[0]).isEqualTo(first);
            assertThat(OARS.distance(ActionScale.identity(1).denormalise(own.action(3))))
                    .isZero();
        }
        assertThat(futures.of(plan.actions(), 0).action(1)[0]).isPositive();
        assertThat(futures.of(plan.actions(), 1).action(1)[0]).isNegative();
    }

    /// The quay is at 2: who waits is blown onto it by two gusts in three.
    @Test
    void aGuardrailIsKeptInTheWorstFuture() {
        var quay = new SignalLimit(new LinearReadout("place", "m", new float[] {1}, 0, new float[] {0}), -10, 2);
        Futures futures = Futures.branching(GUSTS, 1);
        Plan plan = planned("hybrid", problem(quay).across(futures, Risk.WORST, Risk.WORST));

        assertThat(plan.outcome().safe()).isTrue();
        assertThat(futures.of(plan.future(), 1).latents()[1]).isLessThanOrEqualTo(2);
        Plan careless = planned("hybrid", problem(quay).across(futures, Risk.WORST, Risk.quantile(0.3)));
        assertThat(futures.of(careless.future(), 1).latents()[1]).isGreaterThan(2);
    }

    @Test
    void aSingleFutureIsTheProblemAsItWas() {
        Plan alone = planned("gradient", problem());
        Plan across =
                planned("gradient", problem().across(Futures.together(GUSTS.subList(0, 1)), Risk.MEAN, Risk.WORST));

        assertThat(across.actions()).isEqualTo(alone.actions());
        assertThat(across.energy()).isEqualTo(alone.energy());
    }
}
