package io.github.jepa4j.safety;

import java.util.List;

/// A verified way to end safely: actions that are done whatever is read, then a rest.
///
/// @param actions left to do, one a step
/// @param rest    what is done after them, for ever
/// @param margin  the least from now on, in the worst case
record Manoeuvre(List<float[]> actions, Plant.Rest rest, Margin margin) {

    /// The action of this step.
    float[] next(List<StateSet> ahead) {
        return actions.isEmpty() ? rest.policy().act(ahead) : actions.getFirst();
    }

    /// What is left after this step.
    Manoeuvre onward() {
        return actions.isEmpty() ? this : new Manoeuvre(actions.subList(1, actions.size()), rest, margin);
    }
}
