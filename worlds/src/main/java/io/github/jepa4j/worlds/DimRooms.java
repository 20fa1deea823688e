package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.Pixels;
import java.util.Arrays;

/// Two rooms of which one is seen at a time. At first, and never again, the other room is shown: the one to
/// go to, with a mark where to go. From then on the room is lit in which the dot is; the other is dark, and
/// the mark is gone.
///
/// Seen as `[C, Y, X] = [3, 65, 65]`: the dot (at first the mark, drawn alike), the walls, and what is lit
/// (255 where it is). Where it is dark, the other channels are 0. Of the wall between the rooms both sides
/// see all three columns, and so the door.
///
/// Ours: a memory is worth in it what the T-shaped mazes of memory tests measure (a cue that is shown once,
/// and acted on later). Physics and tasks are those of [TwoRooms].
public final class DimRooms implements Environment {

    /// `C`: the dot, the walls, what is lit.
    public static final int CHANNELS = TwoRoomsRenderer.CHANNELS + 1;

    private static final byte LIT = (byte) 255;

    private final TwoRooms rooms;

    /// @param rooms whose episodes are played in the dark
    public DimRooms(TwoRooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return rooms.actionSpace();
    }

    /// {@inheritDoc}
    ///
    /// The room to go to is seen, with the mark.
    @Override
    public Pixels reset(Seed seed) {
        rooms.reset(seed);
        return lit(rooms.goal(), rooms.task().goal());
    }

    @Override
    public Pixels step(Action action) {
        return lit(rooms.step(action), rooms.position());
    }

    /// How far the dot is from the mark, in pixels. For judging only.
    public double distanceToGoal() {
        return rooms.distanceToGoal();
    }

    /// Where the dot is. For judging only.
    public Position position() {
        return rooms.position();
    }

    /// A picture, dark where a room is not that of a position.
    private Pixels lit(Pixels whole, Position inside) {
        int size = Layout.SIZE;
        int wall = rooms.task().layout().wall();
        boolean left = inside.x() < wall;
        int first = left ? 0 : wall - 1;
        int last = left ? wall + 1 : size - 1;
        byte[] values = new byte[CHANNELS * size * size];
        for (int line = 0; line < TwoRoomsRenderer.CHANNELS * size; line++) {
            int begin = line * size + first;
            System.arraycopy(whole.values(), begin, values, begin, last - first + 1);
        }
        for (int row = 0; row < size; row++) {
            int begin = (TwoRoomsRenderer.CHANNELS * size + row) * size + first;
            Arrays.fill(values, begin, begin + last - first + 1, LIT);
        }
        return new Pixels(CHANNELS, size, size, values);
    }
}
