package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Mazes of which each is another, seen from above.
class DiverseMazesTest {

    @Test
    void allFreeCellsHangTogetherAndAreAsManyAsWasAskedFor() {
        Set<List<String>> different = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Maze maze = DiverseMazes.LARGE.draw(new Seed(1).split(i));
            List<Maze.Cell> free = maze.freeCells();
            assertThat(free.size()).isBetween(32, 52); // 50 to 80 % of 64
            int[][] moves = DiverseMazes.moves(maze, free.getFirst());
            assertThat(free).allMatch(cell -> moves[cell.row()][cell.column()] >= 0);
            different.add(maze.rows());
        }
        assertThat(different).hasSize(40);
        assertThat(DiverseMazes.SMALL.draw(new Seed(9))).isEqualTo(DiverseMazes.SMALL.draw(new Seed(9)));
    }

    @Test
    void tasksAreAsFarAsWasAskedForAndWhoKnowsTheMazeWins() {
        MazeOracle oracle = new MazeOracle();
        RandomGenerator random = new Seed(1).generator();
        for (int i = 0; i < 5; i++) {
            Maze maze = DiverseMazes.LARGE.draw(new Seed(2).split(i));
            PointMazeTask task = DiverseMazes.task(maze, 5, 8, new Seed(3).split(i));
            assertThat(moves(task)).isBetween(5, 8);
            SeenPointMaze world = new SeenPointMaze(_ -> task);
            world.reset(new Seed(4));
            int steps = 0;
            while (world.distanceToGoal() > PointMaze.SUCCESS_DISTANCE && steps < 200) {
                world.step(oracle.act(world.world(), random));
                steps++;
            }
            assertThat(world.distanceToGoal()).as("maze %d", i).isLessThan(PointMaze.SUCCESS_DISTANCE);
        }
    }

    private static int moves(PointMazeTask task) {
        PointMaze.State start = task.start();
        Maze.Cell from = cell(task.maze(), start.x(), start.y());
        Maze.Cell goal = cell(task.maze(), task.goalX(), task.goalY());
        return DiverseMazes.moves(task.maze(), from)[goal.row()][goal.column()];
    }

    private static Maze.Cell cell(Maze maze, double x, double y) {
        return maze.freeCells().stream()
                .filter(cell -> cell.x() == x && cell.y() == y)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskAnywhereIsInTheFirstMazeDrawnThatHasOne() {
        Set<String> mazes = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            // Far apart for a maze of four by four: most have no two such cells.
            PointMazeTask task = DiverseMazes.SMALL.anywhere(9, 9, new Seed(i));
            assertThat(moves(task)).isEqualTo(9);
            assertThat(DiverseMazes.SMALL.anywhere(9, 9, new Seed(i)).maze().rows())
                    .isEqualTo(task.maze().rows());
            mazes.add(task.maze().rows().toString());
        }
        assertThat(mazes).hasSizeGreaterThan(10);
    }

    /// The ball's speed is seen: it is not where it was.
    @Test
    void theBallIsSeenNowAndATwentiethOfASecondAgo() {
        PointMazeTask task = new PointMazeTask(Maze.UMAZE, PointMaze.State.at(0.8, 0.8), 2.8, 0.8, List.of());
        SeenPointMaze world = new SeenPointMaze(_ -> task);
        Pixels still = world.reset(new Seed(1));
        assertThat(channel(still, 1)).isEqualTo(channel(still, 0));
        Pixels moving = world.step(new Action(0, 1));
        assertThat(brightest(moving, 0) % 64).isGreaterThan(brightest(moving, 1) % 64); // columns lie along y
        assertThat(brightest(moving, 0) / 64).isEqualTo(brightest(moving, 1) / 64);
        assertThat(channel(moving, 2)[0]).isEqualTo((byte) 255); // the border
        assertThat(channel(world.goal(), 0)).isNotEqualTo(channel(moving, 0));
    }

    private static byte[] channel(Pixels seen, int channel) {
        int size = seen.rows() * seen.columns();
        return Arrays.copyOfRange(seen.values(), channel * size, (channel + 1) * size);
    }

    private static int brightest(Pixels seen, int channel) {
        byte[] values = channel(seen, channel);
        int best = 0;
        for (int i = 0; i < values.length; i++) {
            best = (values[i] & 0xFF) > (values[best] & 0xFF) ? i : best;
        }
        return best;
    }

    @Test
    void walksAreInAFewMazesAndTheSameForTheSameSeed() {
        var walks = new DiverseMazeTrajectories(DiverseMazes.SMALL, 3, 20);
        Seed all = new Seed(5);
        Set<Integer> mazes = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Episode walk = walks.episode(all, new Seed(i));
            assertThat(walk.length()).isEqualTo(20);
            mazes.add(Arrays.hashCode(channel((Pixels) walk.observations().getFirst(), 2)));
        }
        assertThat(mazes).hasSize(3);
        assertThat(((Pixels) walks.episode(all, new Seed(4)).observations().getLast()).values())
                .isEqualTo(
                        ((Pixels) walks.episode(all, new Seed(4)).observations().getLast()).values());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiverseMazes(4, 0.9, 0.5))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiverseMazes.task(Maze.UMAZE, 30, 40, new Seed(1)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiverseMazes.task(Maze.UMAZE, 0, 4, new Seed(1)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiverseMazes.SMALL.anywhere(16, 20, new Seed(1)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiverseMazeTrajectories(DiverseMazes.SMALL, 0, 5))
                .withMessageContaining("\nMaybe");
    }

    @Nested
    class KeepsTheContract implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new SeenPointMaze(seed -> DiverseMazes.task(DiverseMazes.SMALL.draw(seed), 3, 9, seed.split("t")));
        }
    }
}
