package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.Policy;
import io.github.jepa4j.worldmodel.PolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Acting without search on a line, where a policy that somebody wrote down goes half of what is left in each of two
/// steps: `a = (aim - now) / 2`, as the difference of two rectifiers.
class PolicyPlannerTest {

    private static final ActionSpace STRIDE = new ActionSpace.Box(new float[] {-2}, new float[] {2});
    private static final Policy HALVES = Policy.of(
            new PolicySpec(1, "goal, LAST", 1, 1, 2, 2, 1),
            Map.of(
                    "hidden.0.weight", tensor(2, 2, -1, 1, 1, -1),
                    "hidden.0.bias", vector(0, 0),
                    "output.weight", tensor(2, 2, 0.5f, -0.5f, 0.5f, -0.5f),
                    "output.bias", vector(0, 0)));
    private static final Planner NOBODY = (_, _, _, _) -> {
        throw new AssertionError("The policy was to act.");
    };

    private static Tensor tensor(int rows, int columns, float... values) {
        return new Tensor(new int[] {rows, columns}, values);
    }

    private static Tensor vector(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }

    private static Problem problem(float goal, int horizon, SignalLimit... limits) {
        return new Problem(
                LinearModel.identity(1),
                new Latent(new float[] {0}),
                GoalDistance.last(new Latent(new float[] {goal})),
                List.of(limits),
                STRIDE,
                ActionScale.identity(1),
                horizon);
    }

    private static Plan acted(Problem problem) {
        return new PolicyPlanner(HALVES, NOBODY).plan(problem, Budget.unlimited(), new Seed(1));
    }

    @Test
    void whatIsDoneIsWhatThePolicyTellsAndItIsImaginedOnce() {
        Plan plan = acted(problem(3, 2));

        assertThat(plan.actions().values()).containsExactly(1.5f, 1.5f);
        assertThat(plan.future().latents()).containsExactly(0, 1.5f, 3);
        assertThat(plan.energy()).isZero();
        assertThat(plan.diagnostics().rollouts()).isEqualTo(1);
        assertThat(plan.outcome()).isEqualTo(new Outcome.Planned());
    }

    @Test
    void aLongerPlanGoesOnFromWhatIsImaginedAndActionsAreMadeLegal() {
        Plan plan = acted(problem(9, 5)); // 4.5 each, but 2 is the most

        assertThat(plan.actions().values()).containsExactly(2, 2, 2, 2, 0.5f); // (9 - 8) / 2
    }

    @Test
    void aGuardrailThatItViolatesIsToldAndNotHidden() {
        var limit = new SignalLimit(LinearReadout.exact("place", "m", new float[] {1}, 0), -10, 2);

        assertThat(acted(problem(3, 2, limit)).outcome().safe()).isFalse();
        assertThat(acted(problem(1, 2, limit)).outcome().safe()).isTrue();
    }

    @Test
    void whatItWasNotDistilledForIsPlannedByAnother() {
        var place = LinearReadout.exact("place", "m", new float[] {1}, 0);
        var reach = new Reach(place, 1, 1, Times.all()); // one number too, and not of the same kind
        Problem other = new Problem(
                LinearModel.identity(1), new Latent(new float[] {0}), reach, STRIDE, ActionScale.identity(1), 2);
        Plan plan = new PolicyPlanner(HALVES, new HybridPlanner()).plan(other, Budget.unlimited(), new Seed(1));

        assertThat(plan.diagnostics().iterations()).isGreaterThan(1);
        assertThat(plan.future().latents()[2]).isCloseTo(1, within(0.1f));
    }

    @Test
    void itProposesWhereASearchBegins() {
        List<ActionSequence> begun = new ArrayList<>();
        Planner inner = (problem, warmStart, budget, seed) -> {
            begun.add(warmStart);
            return new HybridPlanner().plan(problem, warmStart, budget, seed);
        };
        new ProposalPlanner(inner, PolicyPlanner.proposals(HALVES))
                .plan(problem(3, 2), Budget.unlimited(), new Seed(1));

        assertThat(begun).containsExactly(new ActionSequence(2, 1, new float[] {1.5f, 1.5f}));
    }

    @Test
    void plansThatKeepTheirGuardrailsAreKeptToDistilAPolicyFrom() {
        List<Deliberation> kept = new ArrayList<>();
        var planner = new RecordingPlanner(new HybridPlanner(), kept::add);
        Plan plan = planner.plan(problem(3, 2), Budget.unlimited(), new Seed(1));
        var unkeepable = new SignalLimit(LinearReadout.exact("place", "m", new float[] {1}, 0), 50, 60);
        planner.plan(problem(3, 2, unkeepable), Budget.unlimited(), new Seed(1));

        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst().aim().kind()).isEqualTo("goal, LAST");
        assertThat(kept.getFirst().aim().values()).containsExactly(3);
        assertThat(kept.getFirst().actions()).isEqualTo(plan.actions());
    }
}
