package io.github.jepa4j.evaluation;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One episode, to be played.
///
/// @param task       what is to be done
/// @param contenders who acts
/// @param steps      how many actions
/// @param clock      nanoseconds
record Match(TwoRoomsTask task, Contender.Factory contenders, int steps, LongSupplier clock) {

    private static final double NANOS = 1e-9;
    private static final double THOUSANDTHS = 1000;

    Match {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "An episode of %d steps cannot be judged; it needs at least 1.\nMaybe the protocol's steps were left unset."
                            .formatted(steps));
        }
    }

    /// Plays it to the end.
    ///
    /// @param stopped asked before every step
    /// @return how it went, or null where it was stopped
    @Nullable
    EpisodeResult play(Seed seed, BooleanSupplier stopped) {
        TwoRooms world = new TwoRooms(task);
        long begun = clock.getAsLong();
        Observation seen = world.reset(seed);
        Contender contender = contenders.begin(world, seen, Evaluator.contenderSeed(seed));
        List<Position> path = new ArrayList<>(steps + 1);
        path.add(rounded(world.position()));
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < steps; step++) {
            if (stopped.getAsBoolean()) {
                return null;
            }
            seen = world.step(contender.act(seen, steps - step));
            least = Math.min(least, world.distanceToGoal());
            path.add(rounded(world.position()));
        }
        double seconds = (clock.getAsLong() - begun) * NANOS;
        return new EpisodeResult(task, world.distanceToGoal(), least, steps, contender.effort(), seconds, path);
    }

    private static Position rounded(Position place) {
        return new Position(
                Math.round(place.x() * THOUSANDTHS) / THOUSANDTHS, Math.round(place.y() * THOUSANDTHS) / THOUSANDTHS);
    }
}
