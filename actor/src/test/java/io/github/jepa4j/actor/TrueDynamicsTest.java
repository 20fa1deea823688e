package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Planners that know the true dynamics, so that a bad model cannot hide a bad planner.
///
/// The latent is the plain position, and the energy the summed squared distance to the goal, through the
/// wall. So where the goal lies close behind the wall and the door is far, leaning against the wall is
/// truly the best plan: of 40 tasks that is so in 11. Only tasks in which an oracle's way through the door
/// has the lower energy are asked.
///
/// How many of the 12 each planner reaches with this seed was counted: CEM 10, MPPI 8, gradient 10, hybrid 9, the
/// reference CEM 6 and MPPI 11. Asked for is that, less one where another machine's last bits may cost one. Walking
/// straight reaches 3 at most; a planner no better than that would reach 8 once in 300 times, 5 once in 6.
class TrueDynamicsTest {

    enum Kind {
        CEM(new ImprovedCem(), 9),
        MPPI(new ImprovedMppi(), 8),
        GRADIENT(new GradientPlanner(), 9),
        HYBRID(new HybridPlanner(), 8),
        /// White noise and a cold start each time: the door is found less often.
        REFERENCE_CEM(new ReferenceCem(), 5),
        REFERENCE_MPPI(new ReferenceMppi(), 10);

        final Planner planner;
        final int least;

        Kind(Planner planner, int least) {
            this.planner = planner;
            this.least = least;
        }
    }

    private static final int TASKS = 12;

    private static final List<Walk> WORTHWHILE = LongStream.range(0, 100)
            .mapToObj(Walk::throughTheDoor)
            .filter(walk -> energyOf(walk, walk.throughDoor()) < 0.8 * energyOf(walk, walk.straight()))
            .limit(TASKS)
            .toList();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void inOneRoomEveryGoalIsReachedWithinAPixel(Kind kind) {
        for (long task = 0; task < 5; task++) {
            Walk drawn = Walk.throughTheDoor(task);
            Walk open = new Walk(WallModel.oneRoom(), drawn.start(), drawn.goal(), 60, 60, 6);
            assertThat(open.finalDistance(kind.planner, new Seed(task))).isLessThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void throughTheDoorSoManyGoalsAreReached(Kind kind) {
        long reached = WORTHWHILE.stream()
                .filter(walk -> walk.finalDistance(kind.planner, new Seed(1)) < 4.5)
                .count();
        assertThat(reached).isGreaterThanOrEqualTo(kind.least);
    }

    @Test
    void walkingStraightAtTheGoalReachesFewOfThem() {
        // The floor under the test above: were it high, reaching the goals would prove nothing.
        long reached = WORTHWHILE.stream()
                .filter(walk -> walk.endOf(walk.straight()) < 4.5)
                .count();
        assertThat(reached).isLessThanOrEqualTo(TASKS / 4);
    }

    @Test
    void colouredNoiseFindsBetterPlansThanWhite() {
        assertThat(meanEnergyRatio(cem(2))).isLessThan(0.9 * meanEnergyRatio(cem(0)));
    }

    private static Planner cem(float noiseExponent) {
        return new ImprovedCem(new ImprovedCem.Config(64, 8, 8, 1.25f, 0.3f, noiseExponent, 0.5f, 0.05f, 0.1f));
    }

    /// The energy of the first plan, cold, in those of the oracle.
    private static double meanEnergyRatio(Planner planner) {
        return WORTHWHILE.stream()
                .mapToDouble(walk -> planner.plan(problem(walk), Budget.unlimited(), new Seed(2))
                                .energy()
                        / energyOf(walk, walk.throughDoor()))
                .average()
                .orElseThrow();
    }

    private static float energyOf(Walk walk, float[] actions) {
        Problem problem = problem(walk);
        ActionBatch batch = new ActionBatch(1, problem.horizon(), 2, actions);
        return problem.objective().energy(walk.world().imagine(problem.now(), batch))[0];
    }

    private static Problem problem(Walk walk) {
        return new Problem(
                walk.world(),
                new Latent(walk.start()),
                GoalDistance.sum(new Latent(walk.goal())),
                Walk.SPEED_LIMIT,
                ActionScale.identity(2),
                walk.horizon());
    }
}
