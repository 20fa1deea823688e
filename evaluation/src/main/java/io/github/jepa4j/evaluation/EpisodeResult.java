package io.github.jepa4j.evaluation;

import java.util.List;

/// How one episode went.
///
/// @param task          what was to be done
/// @param finalDistance how far the goal was after the last step, px
/// @param leastDistance how far it was when nearest, the start included, px
/// @param steps         actions done
/// @param effort        what acting cost
/// @param wallSeconds   seconds from the first observation to the last
/// @param path          where the dot was: `steps + 1` places, to a thousandth of a px
public record EpisodeResult(
        Task task,
        double finalDistance,
        double leastDistance,
        int steps,
        Effort effort,
        double wallSeconds,
        List<Position> path) {

    public EpisodeResult {
        path = List.copyOf(path);
    }
}
