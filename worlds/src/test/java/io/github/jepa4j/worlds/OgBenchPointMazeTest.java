package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.worlds.OgBenchMaze.Cell;
import io.github.jepa4j.worlds.OgBenchMaze.Trip;
import io.github.jepa4j.worlds.OgBenchPointMaze.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OgBenchPointMazeTest implements EnvironmentContract {

    private static final List<OgBenchMaze> WITHOUT_TELEPORTERS =
            List.of(OgBenchMaze.MEDIUM, OgBenchMaze.LARGE, OgBenchMaze.GIANT);

    @Override
    public OgBenchPointMaze environment() {
        return new OgBenchPointMaze(
                OgBenchMaze.TELEPORT,
                seed -> Task.near(OgBenchMaze.TELEPORT.tasks().get(0), seed));
    }

    private static OgBenchPointMaze begun(OgBenchMaze maze, double x, double y) {
        var world = new OgBenchPointMaze(maze, _ -> new Task(x, y, 0, 0));
        world.reset(new Seed(0));
        return world;
    }

    @Test
    void inTheOpenAnActionIsAFifthOfAMetreAndMoreIsCutOff() {
        OgBenchPointMaze world = begun(OgBenchMaze.GIANT, 8, 0);

        world.step(new Action(0.5f, -0.25f));
        assertThat(world.x()).isEqualTo(8 + 0.1);
        assertThat(world.y()).isEqualTo(-0.05);
        world.step(new Action(7, 0));
        assertThat(world.x()).isCloseTo(8.3, within(1e-15));
    }

    /// In the giant maze the first column is free for five cells.
    @Test
    void aBallThatIsHeldAgainstAWallStaysOutsideIt() {
        OgBenchPointMaze world = begun(OgBenchMaze.GIANT, 0, 0);
        for (int i = 0; i < 100; i++) {
            world.step(new Action(-1, 0.5f));
        }
        assertThat(world.x()).isBetween(-1.35, -1.25); // the wall begins at -2, the ball's radius is 0.7
        assertThat(world.y()).isBetween(9.0, 10.0); // and slides along it, held back a little
    }

    @ParameterizedTest
    @FieldSource("WITHOUT_TELEPORTERS")
    void whoKnowsTheWayDoesAllFiveTasks(OgBenchMaze maze) {
        assertThat(maze.tasks()).hasSize(5);
        OgBenchExpert expert = new OgBenchExpert(0);
        for (Trip trip : maze.tasks()) {
            for (int seed = 0; seed < 4; seed++) {
                var world = new OgBenchPointMaze(maze, own -> Task.near(trip, own));
                world.reset(new Seed(seed));
                RandomGenerator random = new Seed(seed).generator();
                int steps = 0;
                while (world.distanceToGoal() > OgBenchPointMaze.SUCCESS_DISTANCE) {
                    world.step(expert.act(world, random));
                    steps++;
                    assertThat(steps).as("%s in %s", trip, maze.name()).isLessThan(OgBenchPointMaze.STEPS_PER_EPISODE);
                }
            }
        }
    }

    @Test
    void theFirstTasksAreSoManyMovesLong() {
        assertThat(moves(OgBenchMaze.MEDIUM)).isEqualTo(10);
        assertThat(moves(OgBenchMaze.LARGE)).isEqualTo(15);
        assertThat(moves(OgBenchMaze.GIANT)).isEqualTo(30);
    }

    private static int moves(OgBenchMaze maze) {
        Trip trip = maze.tasks().getFirst();
        return OgBenchExpert.moves(maze, trip.to())[trip.from().row()][
                trip.from().column()];
    }

    @Test
    void whoComesNearAnInletIsTakenToOneOfTheOutletsEachAsOften() {
        Map<Cell, Integer> outlets = new HashMap<>();
        Cell inlet = OgBenchMaze.TELEPORT.inlets().getFirst();
        for (int seed = 0; seed < 900; seed++) {
            var world = new OgBenchPointMaze(OgBenchMaze.TELEPORT, _ -> new Task(inlet.x(), inlet.y() - 1.65, 0, 0));
            world.reset(new Seed(seed));
            world.step(new Action(0, 0.5f)); // 1.55 m are left
            assertThat(world.x()).isEqualTo(inlet.x());
            world.step(new Action(0, 0.5f));
            Cell at = OgBenchMaze.cellAt(world.x(), world.y());
            assertThat(world.x()).isEqualTo(at.x());
            outlets.merge(at, 1, Integer::sum);
        }
        assertThat(outlets.keySet()).containsExactlyInAnyOrderElementsOf(OgBenchMaze.TELEPORT.outlets());
        // 300 are expected, with a deviation of 14.1; the seeds are fixed.
        assertThat(outlets.values()).allMatch(count -> count > 300 - 43 && count < 300 + 43);
    }

    @Test
    void fromTheDeadEndThereIsNoWayOut() {
        Cell deadEnd = OgBenchMaze.TELEPORT.outlets().getFirst();
        int[][] moves = OgBenchExpert.moves(OgBenchMaze.TELEPORT, deadEnd);
        assertThat(OgBenchMaze.TELEPORT.freeCells())
                .filteredOn(cell -> moves[cell.row()][cell.column()] < Integer.MAX_VALUE)
                .containsExactly(deadEnd);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment().step(new Action(0, 0)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun(OgBenchMaze.GIANT, 4, 0))
                .withMessageContainingAll("a wall of the maze giant", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun(OgBenchMaze.GIANT, 0, 0).step(new Action(1, 2, 3)))
                .withMessageContainingAll("3 axes", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OgBenchExpert(Double.NaN))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Task(0, 0, Double.NaN, 0))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OgBenchMaze(
                        "odd",
                        OgBenchMaze.MEDIUM.rows(),
                        List.of(),
                        List.of(),
                        List.of(new Trip(new Cell(1, 1), new Cell(1, 3)))))
                .withMessageContainingAll("Cell[row=1, column=3], which is a wall", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OgBenchMaze(
                        "odd", OgBenchMaze.MEDIUM.rows(), List.of(new Cell(1, 1)), List.of(), List.of()))
                .withMessageContainingAll("1 inlets and 0 outlets", "\nMaybe");
    }
}
