package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Linear worlds, where the best plan is known.
class KnownOptimumTest {

    enum Kind {
        CEM(new ImprovedCem(), 0.05),
        MPPI(new ImprovedMppi(), 0.05),
        GRADIENT(new GradientPlanner(), 0.005),
        HYBRID(new HybridPlanner(), 0.02);

        final Planner planner;

        /// How far above the best energy the planner's default budget leaves it, relative: samplers stop at
        /// their least spread, gradients at their step length.
        final double excess;

        Kind(Planner planner, double excess) {
            this.planner = planner;
            this.excess = excess;
        }
    }

    private static final ActionSpace UNIT_BALL = new ActionSpace.Ball(2, 1);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aGoalBeyondReachIsWalkedAtFullPaceStraight(Kind kind) {
        // After 10 steps of length 1 toward (12, 16), 20 away, 10 are left: 100 / 2 dimensions.
        Plan plan = kind.planner.plan(problem(LinearModel.identity(2), 12, 16, 10), Budget.unlimited(), new Seed(1));
        double best = 50;
        assertThat((double) plan.energy()).isBetween(best * (1 - 1e-5), best * (1 + 4 * kind.excess));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aGoalWithinReachIsReached(Kind kind) {
        Plan plan = kind.planner.plan(problem(LinearModel.identity(2), 3, -4, 10), Budget.unlimited(), new Seed(2));
        double atRest = 12.5;
        assertThat((double) plan.energy()).isCloseTo(0, within(atRest * kind.excess));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void actionsThatTurnAndStretchAreSeenThrough(Kind kind) {
        LinearModel turned = new LinearModel(new float[][] {{0, -0.5f}, {2, 0.3f}});
        Plan plan = kind.planner.plan(problem(turned, 3, -4, 10), Budget.unlimited(), new Seed(3));
        assertThat((double) plan.energy()).isCloseTo(0, within(12.5 * kind.excess * 2));
    }

    @Test
    void theLongerThePlanningTheBetterThePlan() {
        Problem problem = problem(LinearModel.identity(2), 12, 16, 10);
        for (Kind kind : Kind.values()) {
            float little = kind.planner
                    .plan(problem, Budget.ofIterations(1), new Seed(4))
                    .energy();
            float much =
                    kind.planner.plan(problem, Budget.unlimited(), new Seed(4)).energy();
            assertThat(much).as(kind.name()).isLessThan(little);
        }
    }

    @Test
    void plannersThatNeedAGradientSaySoWhenThereIsNone() {
        Objective opaque = new Objective() {
            @Override
            public float[] energy(Rollout rollout) {
                return new float[rollout.candidates()];
            }

            @Override
            public boolean differentiable() {
                return false;
            }

            @Override
            public RolloutGradient gradient(Rollout rollout) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String toString() {
                return "the number of collisions";
            }
        };
        Problem problem = new Problem(
                LinearModel.identity(2), new Latent(new float[2]), opaque, UNIT_BALL, ActionScale.identity(2), 5);
        for (Planner planner : new Planner[] {new GradientPlanner(), new HybridPlanner()}) {
            assertThatThrownBy(() -> planner.plan(problem, Budget.unlimited(), new Seed(5)))
                    .hasMessageContaining("the number of collisions has none")
                    .hasMessageContaining("\nMaybe plan with a sampling planner");
        }
        assertThat(new ImprovedCem()
                        .plan(problem, Budget.unlimited(), new Seed(5))
                        .energy())
                .isZero();
    }

    private static Problem problem(LinearModel model, float x, float y, int horizon) {
        return new Problem(
                model,
                new Latent(new float[2]),
                GoalDistance.last(new Latent(new float[] {x, y})),
                UNIT_BALL,
                ActionScale.identity(2),
                horizon);
    }
}
