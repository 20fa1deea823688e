package io.github.jepa4j.agent;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Observation;
import java.util.List;

/// What is done where nothing can be planned: a sensor is silent, the configurator does not trust the model. Often the
/// controller that was there before. It must answer whatever is seen, NaN included.
@FunctionalInterface
public interface Fallback {

    /// Chooses an action.
    ///
    /// @param seen     what is seen now; parts of it may be missing
    /// @param intended what is left of the last plan, in the world's units; none of it is known to be good any
    ///     more; may be empty
    /// @param reason   why nothing was planned
    Action act(Observation seen, List<Action> intended, String reason);

    /// Does what was intended for as long as there is anything, then the legal action nearest to none: for short
    /// gaps in what is seen.
    static Fallback keepOn(ActionSpace space) {
        return (_, intended, _) -> {
            if (!intended.isEmpty()) {
                return intended.getFirst();
            }
            float[] resting = new float[space.dimension()];
            space.project(resting, 0);
            return new Action(resting);
        };
    }
}
