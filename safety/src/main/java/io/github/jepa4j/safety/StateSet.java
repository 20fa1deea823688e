package io.github.jepa4j.safety;

/// States that may be the true one, and plants that may be the true one: two boxes, one interval an axis.
/// Not copied: the arrays are not written to again.
///
/// @param states     in the order and units of the plant's signals
/// @param parameters in the plant's own order; constant over an episode
public record StateSet(Interval[] states, Interval[] parameters) {

    /// Whether both have an axis' numbers in common, for every axis of the states.
    boolean meets(Interval[] other) {
        for (int i = 0; i < states.length; i++) {
            if (!states[i].meets(other[i])) {
                return false;
            }
        }
        return true;
    }

    /// The states that are also in the other box, which must meet these.
    StateSet meet(Interval[] other) {
        Interval[] both = new Interval[states.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = states[i].meet(other[i]);
        }
        return new StateSet(both, parameters);
    }
}
