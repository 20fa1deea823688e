package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.List;

/// How one episode went.
///
/// @param task          what was to be done
/// @param finalDistance how far the goal was after the last step, px
/// @param leastDistance how far it was when nearest, after any of the steps, px
/// @param steps         actions done, at least 1
/// @param effort        what acting cost
/// @param wallSeconds   seconds from the first observation to the last
/// @param path          where the dot was: `steps + 1` places, to a thousandth of a px
public record EpisodeResult(
        TwoRoomsTask task,
        double finalDistance,
        double leastDistance,
        int steps,
        Effort effort,
        double wallSeconds,
        List<Position> path) {

    public EpisodeResult {
        path = List.copyOf(path);
    }

    /// Whether the episode was won by a rule.
    public boolean won(SuccessRule rule) {
        return rule.won(new double[] {leastDistance, finalDistance});
    }
}
