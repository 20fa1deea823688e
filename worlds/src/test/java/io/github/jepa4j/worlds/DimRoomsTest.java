package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Pixels;
import org.junit.jupiter.api.Test;

class DimRoomsTest implements EnvironmentContract {

    @Override
    public DimRooms environment() {
        return new DimRooms(new TwoRooms(LayoutChoice.RANDOM));
    }

    /// The wall in the middle, the dot on the left, the mark on the right.
    private static final TwoRoomsTask TASK =
            new TwoRoomsTask(new Layout(32, 18), new Position(26, 18), new Position(50, 40));

    private static final int DOT = 0;
    private static final int WALLS = 1;
    private static final int LIT = 2;

    private static long sum(Pixels seen, int channel, int firstColumn, int lastColumn) {
        long sum = 0;
        for (int row = 0; row < seen.rows(); row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                sum += seen.at(channel, row, column);
            }
        }
        return sum;
    }

    @Test
    void atFirstTheRoomToGoToIsShownWithTheMark() {
        Pixels seen = new DimRooms(new TwoRooms(TASK)).reset(new Seed(1));

        assertThat(seen.at(DOT, 40, 50)).isEqualTo(255);
        for (int channel = DOT; channel <= LIT; channel++) {
            assertThat(sum(seen, channel, 0, 30))
                    .describedAs("channel %d on the left", channel)
                    .isZero();
        }
    }

    @Test
    void thenTheDotsRoomIsLitAndTheMarkIsGone() {
        var rooms = new DimRooms(new TwoRooms(TASK));
        rooms.reset(new Seed(1));

        Pixels seen = rooms.step(new Action(0, 0));

        assertThat(seen.at(DOT, 18, 26)).isEqualTo(255);
        assertThat(sum(seen, WALLS, 34, 64)).isZero();
        assertThat(sum(seen, LIT, 0, 33)).isEqualTo(34L * 65 * 255);
        assertThat(seen.at(WALLS, 40, 32)).describedAs("the wall").isEqualTo(255);
        assertThat(seen.at(WALLS, 18, 32)).describedAs("its door").isZero();
    }

    @Test
    void throughTheDoorTheLightGoesWithTheDot() {
        var rooms = new DimRooms(new TwoRooms(TASK));
        rooms.reset(new Seed(1));
        Pixels seen = rooms.step(new Action(0, 0));
        while (rooms.position().x() < 40) {
            seen = rooms.step(new Action(1.5f, 0));
        }

        assertThat(sum(seen, LIT, 0, 30)).isZero();
        assertThat(seen.at(LIT, 30, 50)).isEqualTo(255);
        assertThat(seen.at(DOT, 40, 50))
                .describedAs("the mark is not shown again")
                .isZero();
    }
}
