package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.CostsToGo.Edge;
import io.github.jepa4j.objective.Risk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From home (0) to the goal (1): over the bridge in 10, or by a ferry that takes 2 and sinks one time in four, to
/// where
/// one stays (2).
class CostsToGoTest {

    private static final double[] STAYING = {100, 0, 60};
    private static final List<Edge> EDGES = List.of(
            new Edge(0, 10, new int[] {1}, new float[] {1}),
            new Edge(0, 2, new int[] {1, 2}, new float[] {0.75f, 0.25f}));

    @Test
    void onAverageOrAtWorst() {
        // 2 + 15 on average by ferry
        CostsToGo mean = new CostsToGo(STAYING, EDGES, Risk.MEAN);
        assertThat(mean.cost(0)).isCloseTo(10, within(1e-5));
        CostsToGo hopeful = new CostsToGo(STAYING, EDGES, Risk.quantile(0.5));
        assertThat(hopeful.cost(0)).isCloseTo(2, within(1e-5));
        assertThat(hopeful.way(0)).containsExactly(0, 1);
        CostsToGo cheaper = new CostsToGo(new double[] {100, 0, 20}, EDGES, Risk.MEAN);
        assertThat(cheaper.cost(0)).isCloseTo(7, within(1e-5));
        CostsToGo worst = new CostsToGo(new double[] {100, 0, 20}, EDGES, Risk.WORST);
        assertThat(worst.cost(0)).isCloseTo(10, within(1e-5));
    }

    /// From where the ferry sinks there is a way on, which is taken if it happens: a way is a policy.
    @Test
    void whatIsDoneAfterwardsIsReckonedWith() {
        List<Edge> swimming = new ArrayList<>(EDGES);
        swimming.add(new Edge(2, 8, new int[] {1}, new float[] {1}));

        CostsToGo mean = new CostsToGo(STAYING, swimming, Risk.MEAN);

        assertThat(mean.cost(0)).isCloseTo(2 + 0.25 * 8, within(1e-5));
        assertThat(mean.way(2)).containsExactly(2, 1);
        assertThat(mean.way(1)).containsExactly(1);
    }

    /// A gate that lets one through half of the time is tried again and again: 2 tries of 3 on average.
    @Test
    void aLoopIsTakenAsOftenAsItTakes() {
        CostsToGo mean = new CostsToGo(
                new double[] {100, 0}, List.of(new Edge(0, 3, new int[] {1, 0}, new float[] {0.5f, 0.5f})), Risk.MEAN);
        assertThat(mean.cost(0)).isCloseTo(6, within(1e-3));
    }

    @Test
    void whereNothingIsBetterOneStays() {
        CostsToGo none =
                new CostsToGo(new double[] {5, 0}, List.of(new Edge(0, 9, new int[] {1}, new float[] {1})), Risk.MEAN);
        assertThat(none.way(0)).containsExactly(0);
        assertThat(none.cost(0)).isEqualTo(5);
    }
}
