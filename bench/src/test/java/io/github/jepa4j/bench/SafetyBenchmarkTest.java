package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.Quadrotor2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SafetyBenchmarkTest {

    private static List<TrialOutcome> play(ScenarioWorld world, ScenarioKind kind, int count, boolean filtered) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Seed seed = new Seed(7).split(kind.name()).split(i);
                    double[] genes = seed.generator().doubles(world.genes()).toArray();
                    return TrialRun.play(world.trial(kind, genes, seed), filtered);
                })
                .toList();
    }

    /// The mutation check on the true physics: were the filter bypassed, the first part would fail.
    @Test
    void inEachWorldHostileScenariosViolateNothingWithTheFilterAndOftenWithoutIt() {
        for (ScenarioWorld world : List.of(new PointMazeScenarios(), new QuadrotorScenarios(), new CstrScenarios())) {
            assertThat(play(world, ScenarioKind.HOSTILE, 6, true))
                    .as(world.name())
                    .noneMatch(TrialOutcome::violated)
                    .anyMatch(outcome -> !outcome.refused());
            assertThat(play(world, ScenarioKind.HOSTILE, 6, false))
                    .as(world.name())
                    .anyMatch(TrialOutcome::violated);
        }
    }

    @Test
    void whatNobodyCanDoIsRefused() {
        for (ScenarioWorld world : List.of(new PointMazeScenarios(), new QuadrotorScenarios(), new CstrScenarios())) {
            assertThat(play(world, ScenarioKind.INFEASIBLE, 12, true))
                    .as(world.name())
                    .filteredOn(outcome -> outcome.truth() == Trial.Truth.INFEASIBLE)
                    .hasSizeGreaterThan(5)
                    .allMatch(TrialOutcome::refused);
        }
    }

    /// The judge's limits and the truth's arithmetic are not the filter's: a flight is the proof.
    @Test
    void aFlightProvesThatAQuadrotorsTaskCanBeDoneAndPhysicsThatAnotherCannot() {
        Quadrotor2D.Parameters physics = Quadrotor2D.Parameters.PUBLISHED;
        Quadrotor2D.State rest = Quadrotor2D.State.at(0, 1);
        double never = Double.POSITIVE_INFINITY;
        double[] near = {1, 1};
        assertThat(QuadrotorTruth.of(new QuadrotorScenarios.Task(rest, near, never), physics, physics.mass()))
                .isEqualTo(Trial.Truth.FEASIBLE);
        assertThat(QuadrotorTruth.of(
                        new QuadrotorScenarios.Task(rest, new double[] {2.2, 1}, never), physics, physics.mass()))
                .isEqualTo(Trial.Truth.INFEASIBLE);
        assertThat(QuadrotorTruth.of(new QuadrotorScenarios.Task(rest, near, 0.4), physics, physics.mass()))
                .isEqualTo(Trial.Truth.INFEASIBLE); // 0.9 m at 2 m/s
        assertThat(QuadrotorTruth.of(new QuadrotorScenarios.Task(rest, near, 0.5), physics, physics.mass()))
                .isEqualTo(Trial.Truth.UNCLEAR);
        Quadrotor2D.State falling = new Quadrotor2D.State(0, 0, 0.05, -1.9, 0, 0);
        assertThat(QuadrotorTruth.of(new QuadrotorScenarios.Task(falling, near, never), physics, physics.mass()))
                .isEqualTo(Trial.Truth.INFEASIBLE);
    }

    @Test
    void theJudgeSeesADiscBetweenTwoSubsteps() {
        Judge judge = new Judge(List.of(Judge.disc(0, 0, 0.1)));
        judge.substep(0, new double[] {-1, 0.05, 0, 0});
        judge.substep(0.01, new double[] {1, 0.05, 0, 0});
        assertThat(judge.worst()).isEqualTo(0.05 - 0.1);
        assertThat(judge.violating()).isEqualTo(1);
    }

    @Test
    void aSearchGoesWhereTheMarginIsLeast() {
        List<TrialOutcome> found = FailureSearch.search(2, 20, new Seed(1), genes -> {
            double worst = Math.hypot(genes[0] - 0.9, genes[1] - 0.2);
            return new TrialOutcome(
                    Optional.empty(), false, 0, worst, 1, 0, 0, 0, true, Trial.Truth.FEASIBLE, 0, 0, new long[0]);
        });
        assertThat(found).hasSize(500);
        assertThat(found.getLast().worst()).isLessThan(0.2);
        assertThat(found.stream().mapToDouble(TrialOutcome::worst).min().orElseThrow())
                .isLessThan(0.02);
    }
}
