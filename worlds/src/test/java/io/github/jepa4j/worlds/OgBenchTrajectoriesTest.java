package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.OgBenchMaze.Cell;
import io.github.jepa4j.worlds.OgBenchTrajectories.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OgBenchTrajectoriesTest {

    private static final int WALKS = 40;

    private static Cell cellOf(Episode walk, int time) {
        float[] place = ((Signals) walk.observations().get(time)).values();
        return OgBenchMaze.cellAt(place[0], place[1]);
    }

    @Test
    void aStitchedWalkEndsFourMovesFromWhereItBegan() {
        OgBenchTrajectories walks = OgBenchTrajectories.published(OgBenchMaze.GIANT, Kind.STITCH);
        Set<Cell> seen = new HashSet<>();
        for (int seed = 0; seed < WALKS; seed++) {
            Episode walk = walks.episode(new Seed(seed));
            assertThat(walk.length()).isEqualTo(200);
            Cell from = cellOf(walk, 0);
            Cell to = cellOf(walk, 200);
            assertThat(OgBenchExpert.moves(OgBenchMaze.GIANT, from)[to.row()][to.column()])
                    .isEqualTo(4);
            seen.add(from);
        }
        assertThat(seen).as("walks begin anywhere").hasSizeGreaterThan(WALKS / 2);
    }

    @Test
    void aWalkFromGoalToGoalComesThroughMuchOfTheMaze() {
        OgBenchTrajectories walks = OgBenchTrajectories.published(OgBenchMaze.GIANT, Kind.NAVIGATE);
        Episode walk = walks.episode(new Seed(1));
        assertThat(walk.length()).isEqualTo(2000);
        Set<Cell> seen = new HashSet<>();
        for (int time = 0; time <= 2000; time++) {
            seen.add(cellOf(walk, time));
        }
        assertThat(seen).hasSizeGreaterThan(OgBenchMaze.GIANT.freeCells().size() / 3);
        assertThat(OgBenchTrajectories.published(OgBenchMaze.LARGE, Kind.NAVIGATE)
                        .episode(new Seed(1))
                        .length())
                .isEqualTo(1000);
    }

    /// In a straight corridor the direction is (1, 0). A normal number of mean 1 and deviation 0.5, cut to
    /// [-1, 1], has the mean 1 - 0.5 / sqrt(2 pi) = 0.8005; one of mean 0 the deviation 0.4797.
    @Test
    void actionsAreTheDirectionWithNoiseThatIsCutOff() {
        double along = 0;
        double across = 0;
        OgBenchExpert expert = new OgBenchExpert(0.5);
        var random = new Seed(3).generator();
        int count = 20_000;
        var world = new OgBenchPointMaze(
                OgBenchMaze.GIANT, _ -> new OgBenchPointMaze.Task(8, 0, 24, 0)); // along the first row of cells
        world.reset(new Seed(1));
        for (int i = 0; i < count; i++) {
            Action action = expert.act(world, random);
            along += action.values()[0];
            across += action.values()[1] * action.values()[1];
        }
        assertThat(along / count).isCloseTo(0.8005, within(4 * 0.3 / Math.sqrt(count)));
        assertThat(Math.sqrt(across / count)).isCloseTo(0.4797, within(0.01));
    }

    @Test
    void theSameSeedGivesTheSameWalkAndAWalkHasAnAction() {
        OgBenchTrajectories walks = OgBenchTrajectories.published(OgBenchMaze.TELEPORT, Kind.NAVIGATE);
        assertThat(walks.episode(new Seed(5))).isEqualTo(walks.episode(new Seed(5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OgBenchTrajectories(OgBenchMaze.GIANT, Kind.STITCH, 1, 0.5))
                .withMessageContainingAll("1 positions", "\nMaybe");
    }
}
