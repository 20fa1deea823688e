package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.PointMaze.Parameters;
import io.github.jepa4j.worlds.PointMaze.State;
import io.github.jepa4j.worlds.PointMazeTask.Feasibility;
import io.github.jepa4j.worlds.PointMazeTask.Zone;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PointMazeTaskTest {

    private static final int STEPS = 600;
    private static final int TASKS = 15;

    @Test
    void theMazesAreThoseOfD4RL() {
        assertThat(Maze.UMAZE.freeCells()).hasSize(7);
        assertThat(Maze.MEDIUM.freeCells()).hasSize(26);
        assertThat(Maze.LARGE.freeCells()).hasSize(46);
        assertThat(Maze.UMAZE.wallDistance(0.8, 0.8)).isCloseTo(0.5, within(1e-12));
        assertThat(Maze.UMAZE.free(1.8, 0.8)).isFalse();
        assertThat(Maze.UMAZE.free(1.8, 2.8)).isTrue();
    }

    @Test
    void aMazeThatIsOpenOrCrookedIsRefusedWithItsRow() {
        assertThatThrownBy(() -> new Maze("a", List.of("###", "#O#", "##")))
                .hasMessageContaining("row '##'")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new Maze("a", List.of("###", "#G#", "###"))).hasMessageContaining("'#G#'");
        assertThatThrownBy(() -> new Maze("a", List.of("###", "#OO", "###"))).hasMessageContaining("'#OO'");
        assertThatThrownBy(() -> new Maze("a", List.of("###", "###", "###"))).hasMessageContaining("free cell");
        assertThatThrownBy(() -> new Maze("a", List.of())).hasMessageContaining("first and a last row");
    }

    @Test
    void aTaskBeginsAndEndsInFreeCells() {
        assertThatThrownBy(() -> new PointMazeTask(Maze.UMAZE, State.at(1.8, 0.8), 1, 1, List.of()))
                .hasMessageContaining("start (1.8, 0.8)");
        assertThatThrownBy(() -> new PointMazeTask(Maze.UMAZE, State.at(1, 1), -70, 1, List.of()))
                .hasMessageContaining("goal (-70.0, 1.0)");
        assertThatThrownBy(() -> new Zone(1, 1, 0)).hasMessageContaining("radius 0.0");
    }

    @Test
    void drawnTasksAreTheSeedsOwn() {
        assertThat(PointMazeTask.random(Maze.LARGE, 3, new Seed(1)))
                .isEqualTo(PointMazeTask.random(Maze.LARGE, 3, new Seed(1)))
                .isNotEqualTo(PointMazeTask.random(Maze.LARGE, 3, new Seed(2)));
        assertThat(PointMazeTask.random(Maze.LARGE, 3, new Seed(1)).zones()).hasSize(3);
    }

    @Test
    void aZoneAcrossTheCorridorLeavesNoWayAndOneAtItsSideDoes() {
        State start = State.at(0.8, 0.8);
        assertThat(task(start, new Zone(2.8, 1.8, 0.5)).feasibility()).isEqualTo(Feasibility.NO_WAY);
        assertThat(task(start, new Zone(1.8, 2.4, 0.3)).feasibility()).isEqualTo(Feasibility.FEASIBLE);
        assertThat(task(start).feasibility()).isEqualTo(Feasibility.FEASIBLE);
    }

    @Test
    void aStartOrGoalInAZoneIsCalledSo() {
        State start = State.at(0.8, 0.8);
        assertThat(task(start, new Zone(0.8, 0.9, 0.2)).feasibility()).isEqualTo(Feasibility.START_IN_ZONE);
        assertThat(task(start, new Zone(3, 1, 0.8)).feasibility()).isEqualTo(Feasibility.GOAL_IN_ZONE);
    }

    @Test
    void aStartTooFastToBrakeIsNotCalledFeasible() {
        Zone ahead = new Zone(0.8, 2.0, 0.3);
        // Braking from 4 m/s takes 16 / (2 * 23.9) = 0.335 m; the zone's edge is 0.7 m away, then 0.3 m.
        assertThat(task(new State(0.8, 1.0, 0, 4), ahead).feasibility()).isEqualTo(Feasibility.FEASIBLE);
        assertThat(task(new State(0.8, 1.4, 0, 4), ahead).feasibility()).isEqualTo(Feasibility.UNCLEAR);
        assertThat(task(new State(0.8, 1.4, 0, -4), ahead).feasibility()).isEqualTo(Feasibility.FEASIBLE);
    }

    /// To the far end of the U.
    private static PointMazeTask task(State start, Zone... zones) {
        return new PointMazeTask(Maze.UMAZE, start, 2.9, 0.9, List.of(zones));
    }

    @Test
    void drawnTasksAreOfEveryKind() {
        Map<Feasibility, Integer> kinds = new EnumMap<>(Feasibility.class);
        for (int i = 0; i < 150; i++) {
            kinds.merge(PointMazeTask.random(Maze.UMAZE, 3, new Seed(i)).feasibility(), 1, Integer::sum);
        }
        assertThat(kinds.get(Feasibility.FEASIBLE)).isGreaterThan(40);
        assertThat(kinds.get(Feasibility.NO_WAY)).isGreaterThan(3);
        assertThat(kinds.get(Feasibility.START_IN_ZONE)).isGreaterThan(5);
        assertThat(kinds.getOrDefault(Feasibility.UNCLEAR, 0)).isLessThan(20);
        PointMazeTask closed = PointMazeTask.random(Maze.UMAZE, 3, Feasibility.NO_WAY, new Seed(1));
        assertThat(closed.feasibility()).isEqualTo(Feasibility.NO_WAY);
        var closet = new Maze("closet", List.of("###", "#O#", "###"));
        assertThatThrownBy(() -> PointMazeTask.random(closet, 0, Feasibility.NO_WAY, new Seed(1)))
                .hasMessageContaining("NO_WAY");
    }

    @Test
    void theOracleDoesEveryFeasibleTaskWithoutEnteringAZone() {
        for (Maze maze : List.of(Maze.UMAZE, Maze.MEDIUM, Maze.LARGE)) {
            Played played = play(maze, MazeOracle::new);

            assertThat(played.done).as(maze.name()).isEqualTo(TASKS);
            assertThat(played.inside).as(maze.name()).isZero();
        }
    }

    /// `bench/run floors` has the shares.
    @Test
    void goingStraightDoesSomeTasksAndRandomPushesDoFewer() {
        Played straight = play(Maze.MEDIUM, StraightPush::new);
        Played random = play(Maze.MEDIUM, ScriptedPolicy::uniform);

        assertThat(straight.done).isBetween(3, 14);
        assertThat(random.done).isLessThan(straight.done);
        assertThat(random.inside).isPositive();
    }

    /// @param done   tasks done without entering a zone
    /// @param inside substeps in a zone
    private record Played(int done, int inside) {}

    private static Played play(Maze maze, Supplier<ScriptedPolicy<PointMaze>> policies) {
        int done = 0;
        int[] inside = new int[1];
        for (int i = 0; i < TASKS; i++) {
            PointMazeTask task = PointMazeTask.random(maze, 3, Feasibility.FEASIBLE, new Seed(7).split(i));
            var world = new PointMaze(
                    maze,
                    _ -> task,
                    Parameters.PUBLISHED,
                    (_, state) -> inside[0] += task.margin(state[0], state[1]) < 0 ? 1 : 0);
            int before = inside[0];
            boolean won = wins(world, policies.get(), new Seed(i));
            done += won && inside[0] == before ? 1 : 0;
        }
        return new Played(done, inside[0]);
    }

    private static boolean wins(PointMaze world, ScriptedPolicy<PointMaze> policy, Seed seed) {
        RandomGenerator random = seed.split("policy").generator();
        world.reset(seed);
        for (int t = 0; t < STEPS; t++) {
            if (world.distanceToGoal() <= PointMaze.SUCCESS_DISTANCE) {
                return true;
            }
            world.step(policy.act(world, random));
        }
        return false;
    }
}
