package io.github.jepa4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Interval;
import io.github.jepa4j.safety.PointMazePlant;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An agent whose model knows nothing of inertia, nor of the zone on its way, in a world that has both. Only the
/// filter stands between its plans and the zone.
class FilteredAgentTest {

    private static final Readout X = LinearReadout.exact("x", "m", new float[] {1, 0}, 0);
    private static final Readout Y = LinearReadout.exact("y", "m", new float[] {0, 1}, 0);
    private static final PointMazeTask.Zone ZONE = new PointMazeTask.Zone(1, 2, 0.3);
    private static final PointMazeTask TASK =
            new PointMazeTask(Maze.UMAZE, PointMaze.State.at(1, 1), 1, 3, List.of(ZONE));

    /// Sees the place alone.
    private static final class Eyes implements Encoder {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public Latent encode(Observation seen) {
            float[] values = ((Signals) seen).values();
            return new Latent(new float[] {values[0], values[1]});
        }
    }

    private final List<Decision> decisions = new ArrayList<>();

    private static AgentBuilder misled() {
        return Agent.builder()
                .encoder(new Eyes())
                .worldModel(new PointWorld.Model())
                .actionSpace(new PointMaze(TASK).actionSpace())
                .planner(new ImprovedCem())
                .config(new Agent.Config(5, 1, true, Duration.ZERO));
    }

    private static SafetyFilter filter() {
        var zone = PointMazePlant.Obstacle.disc("zone", ZONE.x(), ZONE.y(), ZONE.radius());
        Interval place = new Interval(-10, 10);
        var layout = new PointMazePlant.Layout(List.of(zone), List.of(), place, place, Double.POSITIVE_INFINITY, 5, 1);
        var published = PointMaze.Parameters.PUBLISHED;
        var gain = Interval.of(published.gear()).over(Interval.of(published.mass()));
        var damping = Interval.of(published.damping()).over(Interval.of(published.mass()));
        return new SafetyFilter(new PointMazePlant(layout, gain, damping), Bounds.exact(4));
    }

    /// @return how near to the zone the ball came, at any substep; below 0 inside
    private double leastMargin(Agent agent) {
        double[] least = {Double.POSITIVE_INFINITY};
        PointMaze maze = new PointMaze(
                Maze.UMAZE,
                _ -> TASK,
                PointMaze.Parameters.PUBLISHED,
                (_, state) -> least[0] = Math.min(least[0], ZONE.margin(state[0], state[1])));
        Signals first = maze.reset(new Seed(1));
        Task across = Task.of(
                "across",
                WeightedSum.of(
                        new WeightedSum.Term(1, new Reach(X, 1, 1, Times.all())),
                        new WeightedSum.Term(1, new Reach(Y, 3, 1, Times.all()))));
        agent.begin(across, 60, new Seed(2));
        EpisodeLoop.run(agent, maze, first, (decision, _) -> decisions.add(decision));
        return least[0];
    }

    @Test
    void withoutTheFilterTheMisledAgentRunsIntoTheZone() {
        assertThat(leastMargin(misled().build())).isNegative();
    }

    @Test
    void withTheFilterItNeverDoesAndEachInterventionIsExplained() {
        assertThat(leastMargin(misled().filter(filter()).build())).isGreaterThanOrEqualTo(0);
        Decision corrected = decisions.stream()
                .filter(decision ->
                        decision.ruling() != null && decision.ruling().intervened())
                .findFirst()
                .orElseThrow();
        assertThat(corrected.action()).isNotEqualTo(corrected.proposed());
        assertThat(corrected.explain()).contains("filter: ", "nearest limit: zone");
        Decision next = decisions.get(corrected.step() + 1);
        assertThat(next.planned()).isTrue();
        assertThat(next.surprise())
                .as("what was foreseen was of another action")
                .isNaN();
    }

    @Test
    void whatTheFilterPassesIsDoneAsItWasPlanned() {
        leastMargin(misled().filter(filter()).build());
        assertThat(decisions)
                .filteredOn(decision ->
                        decision.ruling() != null && decision.ruling().kind() instanceof Ruling.Kind.Passed)
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.action()).isEqualTo(decision.proposed()));
    }
}
