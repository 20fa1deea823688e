package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// OGBench's mazes seen from above.
class SeenOgBenchMazeTest {

    private static final int SIZE = 64;

    private static SeenOgBenchMaze in(OgBenchMaze maze, int task) {
        return new SeenOgBenchMaze(
                maze, seed -> OgBenchPointMaze.Task.near(maze.tasks().get(task), seed));
    }

    private static int value(Pixels seen, int channel, int row, int column) {
        return seen.values()[(channel * SIZE + row) * SIZE + column] & 0xFF;
    }

    /// Column and row of the ball's brightest pixel.
    private static int[] ball(Pixels seen) {
        int best = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            best = value(seen, 0, i / SIZE, i % SIZE) > value(seen, 0, best / SIZE, best % SIZE) ? i : best;
        }
        return new int[] {best % SIZE, best / SIZE};
    }

    @Test
    void theBallIsSeenWhereItIsAndMovesAQuarterOfACellByAnAction() {
        // Of the giant maze's 16 columns each is 4 px wide; cell (1, 1) is at 0, 0 m.
        var task = new OgBenchPointMaze.Task(-0.5, -0.5, 52, 36);
        SeenOgBenchMaze world = new SeenOgBenchMaze(OgBenchMaze.GIANT, _ -> task);
        assertThat(ball(world.reset(new Seed(1)))).containsExactly(5, 5);
        assertThat(ball(world.step(new Action(1, 0)))).containsExactly(6, 5);
        assertThat(world.world().x()).isEqualTo(0.5);
        assertThat(ball(world.step(new Action(0, 1)))).containsExactly(6, 6);
        assertThat(ball(world.goal())).containsExactly(57, 41);
    }

    @Test
    void wallsAreBrightAndInletsHalfAsBright() {
        Pixels seen = in(OgBenchMaze.TELEPORT, 0).reset(new Seed(1));
        double scale = SIZE / 12.0;
        assertThat(value(seen, 1, 0, 0)).isEqualTo(255);
        assertThat(value(seen, 1, (int) (1.5 * scale), (int) (1.5 * scale))).isZero();
        assertThat(value(seen, 1, (int) (4.5 * scale), (int) (6.5 * scale))).isEqualTo(127);
        assertThat(value(seen, 1, SIZE - 1, 5)).as("outside all is wall").isEqualTo(255);
    }

    @Test
    void whoKnowsTheWayWinsByHeldActions() {
        var expert = new OgBenchExpert(0);
        RandomGenerator random = new Seed(1).generator();
        SeenOgBenchMaze world = in(OgBenchMaze.LARGE, 0);
        world.reset(new Seed(2));
        int steps = 0;
        while (world.distanceToGoal() > OgBenchPointMaze.SUCCESS_DISTANCE
                && steps < SeenOgBenchMaze.STEPS_PER_EPISODE) {
            world.step(expert.act(world.world(), random));
            steps++;
        }
        assertThat(world.distanceToGoal()).isLessThanOrEqualTo(OgBenchPointMaze.SUCCESS_DISTANCE);
    }

    /// Away from walls only the sum of the actions counts.
    @Test
    void aWalkThatIsSeenIsThatOfHeldActionsWhereNoWallIsTouched() {
        OgBenchMaze maze = OgBenchMaze.MEDIUM;
        Episode walk = OgBenchTrajectories.published(maze, OgBenchTrajectories.Kind.STITCH)
                .episode(new Seed(3));
        Episode seen = SeenOgBenchMaze.seen(maze, walk);
        assertThat(seen.length()).isEqualTo(200 / SeenOgBenchMaze.HELD);

        int same = 0;
        for (int step = 0; step < seen.length(); step++) {
            float[] from = place(walk, step);
            float[] to = place(walk, step + 1);
            var world = new SeenOgBenchMaze(maze, _ -> new OgBenchPointMaze.Task(from[0], from[1], 0, 0));
            assertThat(world.reset(new Seed(4)).values())
                    .isEqualTo(((Pixels) seen.observations().get(step)).values());
            world.step(seen.actions().get(step));
            same += Math.hypot(world.world().x() - to[0], world.world().y() - to[1]) < 1e-4 ? 1 : 0;
        }
        assertThat(same).isGreaterThan(seen.length() / 2);
    }

    private static float[] place(Episode walk, int step) {
        return ((Signals) walk.observations().get(step * SeenOgBenchMaze.HELD)).values();
    }

    @Nested
    class KeepsTheContract implements EnvironmentContract {
        @Override
        public Environment environment() {
            return in(OgBenchMaze.TELEPORT, 1);
        }
    }
}
