package io.github.jepa4j.cli;

import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsRenderer;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.util.Locale;
import java.util.Map;

/// What `collect` does.
///
/// @param seed             everything random is split from it
/// @param world            which world; so far `two-rooms`
/// @param layout           where the wall stands
/// @param episodes         how many there are to be
/// @param steps            actions per episode
/// @param crossingFraction share of the episodes that go through the door on purpose, in [0, 1]
/// @param threads          how many make episodes, 0 for one per core; changes no byte
record CollectSettings(
        long seed, String world, Rooms layout, int episodes, int steps, double crossingFraction, int threads) {

    static final String WORLD = "two-rooms";

    /// What to look up a store's layout by.
    static final String LAYOUT = "layout";

    static final CollectSettings DEFAULTS = new CollectSettings(
            1,
            WORLD,
            Rooms.RANDOM,
            20_000,
            TwoRoomsTrajectories.POSITIONS - 1,
            TwoRoomsTrajectories.CROSSING_FRACTION,
            0);

    CollectSettings {
        Check.that(world.equals(WORLD), "world", world, WORLD);
        Check.that(episodes >= 1, "episodes", episodes, "at least 1");
        Check.that(steps >= 1, "steps", steps, "at least 1");
        Check.that(crossingFraction >= 0 && crossingFraction <= 1, "crossingFraction", crossingFraction, "in [0, 1]");
        Check.that(threads >= 0, "threads", threads, "at least 0 (0 is one per core)");
    }

    TwoRoomsTrajectories source() {
        return new TwoRoomsTrajectories(layout.choice(), crossingFraction, steps + 1);
    }

    /// What the store holds and all that its bytes depend on, but the number of episodes: a store may be
    /// continued.
    StoreDescription description() {
        return new StoreDescription(
                new ObservationShape.OfPixels(TwoRoomsRenderer.CHANNELS, Layout.SIZE, Layout.SIZE),
                new TwoRooms(layout.choice()).actionSpace().dimension(),
                Map.of(
                        "world",
                        world,
                        "generator",
                        TwoRoomsTrajectories.class.getSimpleName(),
                        LAYOUT,
                        layout.name().toLowerCase(Locale.ROOT),
                        "steps",
                        Integer.toString(steps),
                        "crossing_fraction",
                        Double.toString(crossingFraction),
                        "seed",
                        Long.toString(seed)));
    }
}
