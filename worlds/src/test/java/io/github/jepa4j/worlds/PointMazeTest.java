package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.PointMaze.Parameters;
import io.github.jepa4j.worlds.PointMaze.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In the U-maze the ball's centre may be between 0.4 and 3.2 m on both axes; the wall of the U is at y from
/// 0.3 to 2.3 m in the middle row.
class PointMazeTest implements EnvironmentContract {

    private static final double MASS = 4.1887902047863905;

    @Override
    public PointMaze environment() {
        return drawn(Maze.UMAZE, SubstepObserver.NONE);
    }

    private static PointMaze drawn(Maze maze, SubstepObserver observer) {
        return new PointMaze(maze, seed -> PointMazeTask.random(maze, 2, seed), Parameters.PUBLISHED, observer);
    }

    private static PointMaze begun(Maze maze, State start) {
        var world = new PointMaze(new PointMazeTask(maze, start, 1, 1, List.of()));
        world.reset(new Seed(0));
        return world;
    }

    @Test
    void aPushInTheOpenAcceleratesAsTheImplicitDampingSays() {
        PointMaze world = begun(Maze.UMAZE, State.at(0.8, 1));
        double v = 0;
        double x = 0.8;
        for (int i = 0; i < 5; i++) {
            // (m + h d) v' = m v + h 50, which is Euler's method with the damping at the substep's end.
            v = (MASS * v + 0.01 * 50) / (MASS + 0.01);
            x += 0.01 * v;
        }

        world.step(new Action(0.5f, 0));

        assertThat(world.state().vx()).isCloseTo(v, within(1e-14));
        assertThat(world.state().x()).isCloseTo(x, within(1e-14));
        assertThat(world.state().y()).isEqualTo(1);
        assertThat(world.state().vy()).isZero();
    }

    @Test
    void aBallPushedAgainstTheWallRestsWhereMuJoCoRestsIt() {
        PointMaze world = begun(Maze.UMAZE, State.at(2.8, 2.8));

        Signals seen = world.goal();
        for (int t = 0; t < 40; t++) {
            seen = world.step(new Action(0, 1));
        }

        // MuJoCo 2.2.2: 2.800000000, 3.198502037. 3.14 says 3.196628, since it adds up both margins.
        assertThat(world.state().x()).isEqualTo(2.8);
        assertThat(world.state().y()).isCloseTo(3.198502037, within(5e-10));
        assertThat(seen.values()).containsExactly(2.8f, 3.198502f, 0, seen.values()[3]);
    }

    @Test
    void slidingAlongOneBoxOfAWallCostsNothing() {
        var frictionless = new Parameters(MASS, 100, 0, 5);
        var task = new PointMazeTask(Maze.UMAZE, new State(2.8, 0.7, 0, 0.5), 1, 1, List.of());
        var world = new PointMaze(Maze.UMAZE, _ -> task, frictionless, SubstepObserver.NONE);
        world.reset(new Seed(0));

        double pressed = 0;
        for (int t = 0; t < 20; t++) {
            world.step(new Action(1, 0));
            pressed = Math.max(pressed, world.state().x());
        }

        assertThat(pressed).isGreaterThan(3.198);
        assertThat(world.state().y()).isCloseTo(1.2, within(1e-12));
        assertThat(world.state().vy()).isEqualTo(0.5);
    }

    @Test
    void noRammingMovesTheCentreIntoAWall() {
        for (int i = 0; i < 100; i++) {
            var random = new Seed(i).generator();
            List<double[]> states = new ArrayList<>();
            PointMaze world = drawn(Maze.MEDIUM, (_, state) -> states.add(state));
            world.reset(new Seed(i));
            for (int t = 0; t < 60; t++) {
                Action push = t % 10 == 0
                        ? new Action(random.nextBoolean() ? 1 : -1, random.nextBoolean() ? 1 : -1)
                        : new Action(0, 0);
                for (int held = 0; held < 3; held++) {
                    world.step(push);
                }
            }
            assertThat(states)
                    .allSatisfy(state -> assertThat(Maze.MEDIUM.wallDistance(state[0], state[1]))
                            .isGreaterThan(PointMaze.RADIUS - MazeRoute.SOFTNESS));
        }
    }

    @Test
    void theSpeedIsCutBeforeAnActionAndNotWithinIt() {
        PointMaze world = begun(Maze.LARGE, new State(1, 0.8, 0, 7));

        world.step(new Action(0, 1));

        assertThat(world.state().vy())
                .isGreaterThan(6)
                .isLessThan(world.parameters().topSpeed());
        world.step(new Action(0, 0));
        assertThat(world.state().vy()).isLessThan(5);
    }

    @Test
    void aPushBeyondTheBoxIsCutOff() {
        PointMaze world = begun(Maze.UMAZE, State.at(1, 1));
        PointMaze other = begun(Maze.UMAZE, State.at(1, 1));

        world.step(new Action(7, -0.5f));
        other.step(new Action(1, -0.5f));

        assertThat(world.state()).isEqualTo(other.state());
    }

    @Test
    void theObserverSeesTheStartAndEverySubstep() {
        List<Double> times = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        PointMaze world = drawn(Maze.UMAZE, (time, state) -> {
            times.add(time);
            states.add(state);
        });

        world.reset(new Seed(1));
        world.step(new Action(1, 0));
        world.step(new Action(0, 1));

        assertThat(times).hasSize(11).startsWith(0.0, 0.01, 0.02).endsWith(0.1);
        assertThat(states.getLast())
                .containsExactly(
                        world.state().x(),
                        world.state().y(),
                        world.state().vx(),
                        world.state().vy());
        states.getLast()[0] = 77;
        assertThat(world.state().x()).isNotEqualTo(77);
    }

    @Test
    void aHeavierBallIsSlower() {
        PointMazeTask task = new PointMazeTask(Maze.UMAZE, State.at(1, 1), 3, 1, List.of());
        var heavy = new PointMaze(Maze.UMAZE, _ -> task, new Parameters(2 * MASS, 100, 1, 5), SubstepObserver.NONE);
        heavy.reset(new Seed(0));
        PointMaze light = begun(Maze.UMAZE, State.at(1, 1));

        heavy.step(new Action(1, 0));
        light.step(new Action(1, 0));

        assertThat(light.state().vx() / heavy.state().vx()).isCloseTo(2, within(0.02));
    }

    @Test
    void theGoalIsAPlaceAtRestAndTheDistanceIsToIt() {
        var world = new PointMaze(new PointMazeTask(Maze.UMAZE, State.at(1, 1), 3, 1.5, List.of()));
        world.reset(new Seed(0));

        assertThat(world.goal()).isEqualTo(new Signals(new float[] {3, 1.5f, 0, 0}));
        assertThat(world.distanceToGoal()).isCloseTo(Math.hypot(2, 0.5), within(1e-15));
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        assertThatThrownBy(() -> new Parameters(0, 100, 1, 5)).hasMessageContaining("mass is 0.0 kg");
        assertThatThrownBy(() -> new Parameters(Double.NaN, 100, 1, 5)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Parameters(4, 100, 1, 0)).hasMessageContaining("substeps 0");
        assertThatThrownBy(() -> State.at(Double.NaN, 0)).hasMessageContaining("NaN");
        var elsewhere = new PointMaze(
                Maze.UMAZE,
                seed -> PointMazeTask.random(Maze.LARGE, 0, seed),
                Parameters.PUBLISHED,
                SubstepObserver.NONE);
        assertThatThrownBy(() -> elsewhere.reset(new Seed(0)))
                .hasMessageContaining("maze large, but the world is the maze umaze");
    }
}
