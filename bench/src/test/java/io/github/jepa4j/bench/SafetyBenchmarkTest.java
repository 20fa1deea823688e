package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SafetyBenchmarkTest {

    private static List<TrialOutcome> play(ScenarioKind kind, int count, boolean filtered) {
        ScenarioWorld world = new PointMazeScenarios();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Seed seed = new Seed(7).split(kind.name()).split(i);
                    double[] genes = seed.generator().doubles(world.genes()).toArray();
                    return TrialRun.play(world.trial(kind, genes, seed), filtered);
                })
                .toList();
    }

    /// The mutation check on the true physics: were the filter bypassed, the first test would fail.
    @Test
    void hostileScenariosViolateNothingWithTheFilterAndOftenWithoutIt() {
        assertThat(play(ScenarioKind.HOSTILE, 8, true)).noneMatch(TrialOutcome::violated);
        assertThat(play(ScenarioKind.HOSTILE, 8, false)).anyMatch(TrialOutcome::violated);
    }

    @Test
    void whatNobodyCanDoIsRefused() {
        assertThat(play(ScenarioKind.INFEASIBLE, 20, true))
                .filteredOn(outcome -> outcome.truth() == Trial.Truth.INFEASIBLE)
                .hasSizeGreaterThan(10)
                .allMatch(TrialOutcome::refused);
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
            return new TrialOutcome(false, false, 0, worst, 1, 0, 0, 0, true, Trial.Truth.FEASIBLE, new long[0]);
        });
        assertThat(found).hasSize(500);
        assertThat(found.getLast().worst()).isLessThan(0.2);
        assertThat(found.stream().mapToDouble(TrialOutcome::worst).min().orElseThrow())
                .isLessThan(0.02);
    }
}
