package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.RandomDoors.Task;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomDoorsTest implements EnvironmentContract {

    private static final double OPENS = 0.7;

    @Override
    public RandomDoors environment() {
        return new RandomDoors(Task::across, OPENS);
    }

    private static RandomDoors begun(double x, double y, double opens) {
        var world = new RandomDoors(_ -> new Task(x, y, 60, 32), opens);
        world.reset(new Seed(0));
        return world;
    }

    @Test
    void aMoveEndsAtAWallAndGoesOnAlongIt() {
        RandomDoors world = begun(27, 10, 1);
        world.step(new Action(2, 1.5f));
        assertThat(world.x()).isEqualTo(28);
        assertThat(world.y()).isEqualTo(11.5);
        world.step(new Action(-9, 0)); // more than 2 is cut off
        assertThat(world.x()).isEqualTo(26);
    }

    @Test
    void throughTheGapOneWalksAndTheLockIsLeftAsItWas() {
        RandomDoors world = begun(27, 52, 0);
        for (int i = 0; i < 6; i++) {
            world.step(new Action(2, -2)); // down against the wall's end, which is slid along
        }
        assertThat(world.x()).isEqualTo(39);
        assertThat(world.y()).isLessThan(48); // past the wall
        assertThat(lock(world)).isZero();
    }

    @Test
    void theLockOpensForGoodOrShutsForGood() {
        for (int opens = 0; opens <= 1; opens++) {
            RandomDoors world = begun(27, 32, opens);
            world.step(new Action(2, 0));
            assertThat(lock(world)).isEqualTo(opens == 1 ? 1 : -1);
            assertThat(world.trapped()).isEqualTo(opens == 0);
            for (int i = 0; i < 10; i++) {
                world.step(new Action(2, 0));
            }
            assertThat(world.x()).isEqualTo(opens == 1 ? 49 : 36);
            for (int i = 0; i < 20; i++) {
                world.step(new Action(-2, 0));
            }
            assertThat(world.x()).isEqualTo(opens == 1 ? 9 : 28); // back as well, or not
        }
    }

    @Test
    void itOpensAsOftenAsWasSaid() {
        int open = 0;
        for (int seed = 0; seed < 900; seed++) {
            var world = new RandomDoors(_ -> new Task(27, 32, 60, 32), OPENS);
            world.reset(new Seed(seed));
            world.step(new Action(2, 0));
            open += lock(world) > 0 ? 1 : 0;
        }
        // 630 are expected, with a deviation of 13.7; the seeds are fixed.
        assertThat(open).isBetween(630 - 42, 630 + 42);
    }

    @Test
    void nobodyIsEverInsideTheWall() {
        RandomDoors world = environment();
        RandomGenerator random = new Seed(5).generator();
        for (int episode = 0; episode < 40; episode++) {
            world.reset(new Seed(episode));
            for (int i = 0; i < 500; i++) {
                world.step(world.actionSpace().sample(random));
                boolean isFree =
                        world.x() <= 28 || world.x() >= 36 || world.y() >= 48 || world.y() >= 28 && world.y() <= 36;
                assertThat(isFree).as("(%s, %s)", world.x(), world.y()).isTrue();
            }
        }
    }

    @Test
    void byTheGapAllAreThereAndByTheLockSomeAndSooner() {
        Journeys prudent = journeys(new RandomDoorsPilot(false));
        Journeys bold = journeys(new RandomDoorsPilot(true));

        assertThat(prudent.won()).isEqualTo(300);
        assertThat(prudent.trapped()).isZero();
        assertThat(bold.won() + bold.trapped()).isEqualTo(300);
        assertThat(bold.trapped()).isBetween(90 - 24, 90 + 24); // a deviation of 7.9
        assertThat(bold.steps()).isLessThan(0.8 * prudent.steps());
    }

    /// @param steps on average, of those that were won
    private record Journeys(int won, int trapped, double steps) {}

    private static Journeys journeys(RandomDoorsPilot pilot) {
        var world = new RandomDoors(Task::across, OPENS);
        RandomGenerator random = new Seed(1).generator();
        int won = 0;
        int trapped = 0;
        double all = 0;
        for (int seed = 0; seed < 300; seed++) {
            world.reset(new Seed(seed));
            int steps = 0;
            while (world.distanceToGoal() > RandomDoors.SUCCESS_DISTANCE && steps < RandomDoors.STEPS_PER_EPISODE) {
                world.step(pilot.act(world, random));
                steps++;
            }
            boolean isWon = world.distanceToGoal() <= RandomDoors.SUCCESS_DISTANCE;
            won += isWon ? 1 : 0;
            all += isWon ? steps : 0;
            trapped += world.trapped() ? 1 : 0;
        }
        return new Journeys(won, trapped, all / won);
    }

    @Test
    void walksToLearnFromGoEverywhereAndIntoTheLock() {
        var walks = new RandomDoorsTrajectories(OPENS, 100);
        int entered = 0;
        boolean[] rooms = new boolean[2];
        for (int seed = 0; seed < 100; seed++) {
            Episode walk = walks.episode(new Seed(seed));
            assertThat(walk.length()).isEqualTo(100);
            float[] last = ((Signals) walk.observations().getLast()).values();
            entered += last[2] != 0 ? 1 : 0;
            rooms[last[0] < 32 ? 0 : 1] = true;
        }
        assertThat(entered).isGreaterThan(40);
        assertThat(rooms).containsExactly(true, true);
        assertThat(walks.episode(new Seed(3)).actions())
                .isEqualTo(walks.episode(new Seed(3)).actions());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> environment().step(new Action(0, 0)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun(3, 3, 1).step(new Action(1)))
                .withMessageContainingAll("1 axes", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomDoors(Task::across, 70))
                .withMessageContainingAll("70", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Task(32, 32, 3, 3))
                .withMessageContainingAll("(32.0, 32.0)", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Task(3, 3, Double.NaN, 3))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomDoorsTrajectories(OPENS, 0))
                .withMessageContaining("\nMaybe");
    }

    private static float lock(RandomDoors world) {
        return ((Signals) world.goal()).values()[2];
    }
}
