package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Four rooms with doors that may be closed.
class FourRoomsTest {

    private static final FourRoomsLayout TOP_ONLY = new FourRoomsLayout(true, false, false, false);

    private static FourRooms rooms(FourRoomsLayout layout, Position start) {
        FourRooms rooms = new FourRooms(_ -> new FourRooms.Task(layout, start, start));
        rooms.reset(new Seed(1));
        return rooms;
    }

    @Test
    void anOpenDoorIsPassedAndAClosedOneIsNot() {
        FourRooms rooms = rooms(TOP_ONLY, new Position(25, 17));
        for (int i = 0; i < 5; i++) {
            rooms.step(new Action(3, 0));
        }
        assertThat(rooms.position().x()).isGreaterThan(38);

        FourRooms closed = rooms(TOP_ONLY, new Position(25, 47));
        for (int i = 0; i < 5; i++) {
            closed.step(new Action(3, 0));
        }
        assertThat(closed.position().x()).isBetween(28.0, 29.5); // at the wall, less the radius
    }

    @Test
    void theDotNeverIsInAWallAndMovesNoFurtherThanAnActionReaches() {
        RandomGenerator random = new Seed(3).generator();
        FourRooms rooms = new FourRooms(FourRooms.Task::across);
        rooms.reset(new Seed(2));
        for (int i = 0; i < 500; i++) {
            Position before = rooms.position();
            rooms.step(new Action(random.nextFloat(-9, 9), random.nextFloat(-9, 9)));
            assertThat(rooms.task().layout().isFree(rooms.position())).isTrue();
            assertThat(before.distanceTo(rooms.position())).isLessThanOrEqualTo(FourRooms.REACH + 1e-6);
        }
    }

    @Test
    void tasksLeadToTheOppositeRoomAndWhoKnowsTheDoorsWinsThemAll() {
        FourRooms rooms = new FourRooms(FourRooms.Task::across);
        var pilot = new FourRoomsPilot();
        RandomGenerator random = new Seed(1).generator();
        for (int episode = 0; episode < 30; episode++) {
            rooms.reset(new Seed(5).split(episode));
            FourRooms.Task task = rooms.task();
            assertThat(FourRoomsLayout.room(task.start()) + FourRoomsLayout.room(task.goal()))
                    .isEqualTo(3);
            int step = 0;
            while (rooms.distanceToGoal() > FourRooms.SUCCESS_DISTANCE && step < FourRooms.STEPS_PER_EPISODE) {
                rooms.step(pilot.act(rooms, random));
                step++;
            }
            assertThat(rooms.distanceToGoal()).as("episode %d", episode).isLessThan(FourRooms.SUCCESS_DISTANCE);
        }
    }

    @Test
    void theOtherDotJumpsOnItsOwnAndDoesNotMindTheActions() {
        FourRooms one = rooms(FourRoomsLayout.OPEN, new Position(10, 10));
        FourRooms two = rooms(FourRoomsLayout.OPEN, new Position(50, 50));
        int jumps = 0;
        byte[] before = new byte[0];
        for (int i = 0; i < 60; i++) {
            byte[] seen = other(one.step(new Action(1, 0)));
            assertThat(other(two.step(new Action(0, -1)))).isEqualTo(seen);
            jumps += before.length > 0 && !Arrays.equals(before, seen) ? 1 : 0;
            before = seen;
        }
        assertThat(jumps).isBetween(3, 16); // 300 steps, one jump in 35
    }

    private static byte[] other(Pixels seen) {
        int size = seen.rows() * seen.columns();
        return Arrays.copyOfRange(seen.values(), 2 * size, 3 * size);
    }

    @Test
    void walksToLearnFromAreTheSameForTheSameSeedAndPassDoors() {
        var walks = new FourRoomsTrajectories();
        Episode walk = walks.episode(new Seed(4));
        assertThat(walk.length()).isEqualTo(60);
        assertThat(((Pixels) walk.observations().getLast()).values())
                .isEqualTo(((Pixels) walks.episode(new Seed(4)).observations().getLast()).values());
        int crossed = 0;
        for (int i = 0; i < 20; i++) {
            Episode each = walks.episode(new Seed(6).split(i));
            crossed += room(each, 0) != room(each, 60) ? 1 : 0;
        }
        assertThat(crossed).isPositive();
    }

    /// By the brightest pixel of the dot.
    private static int room(Episode walk, int time) {
        byte[] values = ((Pixels) walk.observations().get(time)).values();
        int best = 0;
        for (int i = 0; i < 64 * 64; i++) {
            best = (values[i] & 0xFF) > (values[best] & 0xFF) ? i : best;
        }
        return FourRoomsLayout.room(FourRoomsLayout.centre(best));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FourRooms.Task(TOP_ONLY, new Position(32, 50), new Position(10, 10)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalStateException()
                .isThrownBy(() -> new FourRooms(FourRooms.Task::across).step(new Action(0, 0)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FourRoomsTrajectories(2, 60))
                .withMessageContaining("\nMaybe");
    }

    @Nested
    class KeepsTheContract implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new FourRooms(FourRooms.Task::across);
        }
    }
}
