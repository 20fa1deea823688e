package io.github.jepa4j.world;

import java.util.List;

/// What was seen and done, in order: `T` actions and `T + 1` observations, all of one shape. Observation
/// `t` was there when action `t` was commanded; the last observation follows the last action.
///
/// @param observations `T + 1` of them
/// @param actions      `T` of them, as commanded (a blocked move is still the move commanded)
public record Episode(List<? extends Observation> observations, List<Action> actions) {

    public Episode {
        observations = List.copyOf(observations);
        actions = List.copyOf(actions);
        if (observations.size() != actions.size() + 1) {
            throw new IllegalArgumentException(
                    "An episode of %d actions needs %d observations, but has %d.\nMaybe the last observation was not recorded."
                            .formatted(actions.size(), actions.size() + 1, observations.size()));
        }
    }

    /// The number of actions, `T`.
    public int length() {
        return actions.size();
    }
}
