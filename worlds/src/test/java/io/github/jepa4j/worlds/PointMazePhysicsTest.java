package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worlds.PointMaze.Parameters;
import io.github.jepa4j.worlds.PointMaze.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The physics against MuJoCo's own, and against another way of computing the same.
class PointMazePhysicsTest {

    private static final String GOLDEN = "point-maze-mujoco-2.2.2.txt";
    private static final Map<String, Maze> MAZES =
            Map.of("umaze", Maze.UMAZE, "medium", Maze.MEDIUM, "large", Maze.LARGE);

    @Test
    void everyEpisodeOfMuJoCoIsDoneAgain() throws IOException {
        List<GoldenEpisode> episodes = GoldenEpisode.read(GOLDEN);
        assertThat(episodes).hasSize(9);
        for (GoldenEpisode episode : episodes) {
            double[] start = episode.lines().getFirst();
            var task = new PointMazeTask(
                    MAZES.get(episode.maze()),
                    new State(start[0], start[1], start[2], start[3]),
                    start[0],
                    start[1],
                    List.of());
            var world = new PointMaze(task);
            world.reset(new Seed(0));
            for (int t = 1; t < episode.lines().size(); t++) {
                double[] line = episode.lines().get(t);
                world.step(new Action((float) line[0], (float) line[1]));
                State ball = world.state();

                // MuJoCo stops its solver at a tolerance, and a hit against a corner makes the difference grow.
                double tolerance = t <= 10 ? 1e-13 : 1e-8;
                assertThat(Math.hypot(ball.x() - line[2], ball.y() - line[3]))
                        .as("%s, after %d actions, in m", episode.maze(), t)
                        .isLessThan(tolerance);
                assertThat(Math.hypot(ball.vx() - line[4], ball.vy() - line[5]))
                        .as("%s, after %d actions, in m/s", episode.maze(), t)
                        .isLessThan(100 * tolerance);
            }
        }
    }

    @Test
    void theGoldenEpisodesMeetWalls() throws IOException {
        int near = 0;
        int all = 0;
        for (GoldenEpisode episode : GoldenEpisode.read(GOLDEN)) {
            for (double[] line : episode.lines().subList(1, episode.lines().size())) {
                near += MAZES.get(episode.maze()).wallDistance(line[2], line[3]) < PointMaze.RADIUS + 0.002 ? 1 : 0;
                all++;
            }
        }
        assertThat(near).isGreaterThan(all / 4);
    }

    /// Among a wall, a seam and corners, with speeds toward and along them: the acceleration that a substep
    /// took minimises the objective, by an hour-glass search that knows nothing of active sets.
    @Test
    void theAccelerationOfASubstepMinimisesTheConvexObjective() {
        RandomGenerator random = new Seed(3).generator();
        int touched = 0;
        for (int i = 0; i < 300; i++) {
            double[] state = {
                random.nextDouble(0.35, 1.3),
                random.nextDouble(0.36, 0.42),
                random.nextDouble(-3, 3),
                -random.nextDouble(0, 3)
            };
            double[] push = {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            double[] after = state.clone();
            new PointMazePhysics(Maze.UMAZE, Parameters.PUBLISHED).substep(after, push[0], push[1]);
            double mass = Parameters.PUBLISHED.mass();
            double[] took = {
                (after[2] - state[2]) * (mass + 0.01) / (0.01 * mass),
                (after[3] - state[3]) * (mass + 0.01) / (0.01 * mass)
            };

            Contacts contacts = new Contacts(Maze.UMAZE, state, push);
            double[] least = contacts.minimum(took);
            touched += contacts.boxes > 0 ? 1 : 0;

            assertThat(contacts.objective(took)).isLessThanOrEqualTo(contacts.objective(least) * (1 + 1e-9) + 1e-9);
            assertThat(took[0]).isCloseTo(least[0], within(1e-3));
            assertThat(took[1]).isCloseTo(least[1], within(1e-3));
        }
        assertThat(touched).isGreaterThan(200);
    }

    /// The objective written down again, from the documentation's formulas, over all walls of the maze.
    private static final class Contacts {

        final Maze maze;
        final double[] state;
        final double[] free;
        int boxes;

        Contacts(Maze maze, double[] state, double[] push) {
            this.maze = maze;
            this.state = state;
            double mass = Parameters.PUBLISHED.mass();
            this.free = new double[] {(100 * push[0] - state[2]) / mass, (100 * push[1] - state[3]) / mass};
        }

        double objective(double[] a) {
            double mass = Parameters.PUBLISHED.mass();
            double sum = mass / 2 * (Math.pow(a[0] - free[0], 2) + Math.pow(a[1] - free[1], 2));
            boxes = 0;
            for (int row = 0; row < maze.rows().size(); row++) {
                for (int column = 0; column < maze.columns(); column++) {
                    if (maze.wall(row, column)) {
                        sum += box(row, column, a);
                    }
                }
            }
            return sum;
        }

        private double box(int row, int column, double[] a) {
            double nearX = Math.clamp(state[0], row - 0.7, row + 0.3);
            double nearY = Math.clamp(state[1], column - 0.7, column + 0.3);
            double gap = Math.hypot(state[0] - nearX, state[1] - nearY);
            double violation = gap - 0.1 - 0.002;
            if (violation > 0 || gap == 0) {
                return 0;
            }
            boxes++;
            double[] n = {(state[0] - nearX) / gap, (state[1] - nearY) / gap};
            double depth = Math.min(1, -violation / 0.001);
            double share = depth <= 0.5 ? depth * depth / 0.5 : 1 - Math.pow(1 - depth, 2) / 0.5;
            double impedance = 0.9 + 0.05 * share;
            double aim = -2 / (0.95 * 0.02) * (n[0] * state[2] + n[1] * state[3])
                    - impedance * violation / Math.pow(0.95 * 0.02, 2);
            double regularizer = (1 - impedance) / impedance * 2 / (3 * Parameters.PUBLISHED.mass());
            double missing = Math.min(0, n[0] * a[0] + n[1] * a[1] - aim);
            return missing * missing / (2 * regularizer);
        }

        /// A pattern search from a place that is off by some: four neighbours, and half the step when none is
        /// lower.
        double[] minimum(double[] about) {
            double[] best = {about[0] + 5, about[1] - 3};
            double value = objective(best);
            for (double step = 8; step > 1e-6; ) {
                double[] before = best;
                for (int i = 0; i < 8; i++) {
                    double angle = i * Math.PI / 4;
                    double[] tried = {best[0] + step * Math.cos(angle), best[1] + step * Math.sin(angle)};
                    double there = objective(tried);
                    if (there < value) {
                        best = tried;
                        value = there;
                    }
                }
                step = best == before ? step / 2 : step;
            }
            return best;
        }
    }
}
