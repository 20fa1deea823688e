package io.github.jepa4j.safety;

import io.github.jepa4j.world.ActionSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What is known for certain of a plant: how it may move, what must hold, and a manoeuvre that keeps it.
/// Written from first principles and declared ranges, never from a simulator's code or a learned model;
/// wherever it is uncertain it says more than can happen. Immutable, and safe to use from many threads.
///
/// The filter's promise is as good as these statements, each of which [SafetyFilter] relies on:
///
/// 1. [#step] holds every state that the true plant can be in afterwards, and what it reports on the way
///    holds every state in between.
/// 2. [#margin] is at most the margin of every state of the box.
/// 3. [#learn] drops no parameters that can have led from the one state to the other.
/// 4. Where [#rest] gives an answer, following it for ever keeps all limits. A plant that can say so only while
///    readings come says that in its own comment, and the filter promises no more of it.
///
/// A state has one number for each signal, in the same order and units; more may follow that no signal
/// tells. `PlantContract` holds an implementation to these.
public interface Plant {

    /// Which actions there are.
    ActionSpace.Box actionSpace();

    /// What acts before the first action arrives.
    float[] idle();

    /// The states that can be at all; readings elsewhere are not believed.
    Interval[] physical();

    /// The plants that may be the true one.
    Interval[] parameters();

    /// The same in parts that together hold all of them, each a hypothesis that readings may refute.
    default List<Interval[]> plants() {
        return List.<Interval[]>of(parameters());
    }

    /// Moves on by one step of control.
    ///
    /// @param from   states and plants
    /// @param action what acts, one interval an axis
    /// @param passed is given boxes that together hold every state on the way, both ends included
    StateSet step(StateSet from, Interval[] action, Consumer<Interval[]> passed);

    /// Less of the parameters, by what was seen.
    ///
    /// @param before the states and plants a step before
    /// @param action what acted since
    /// @param after  the states now, of the same plants
    /// @return `after` with fewer parameters; empty when none can have led there
    default Optional<StateSet> learn(StateSet before, Interval[] action, StateSet after) {
        return Optional.of(after);
    }

    /// The least margin of all limits over all states of a box.
    Margin margin(Interval[] states);

    /// How many kinds of backup manoeuvre there are, at least 1; the first that is safe is taken.
    default int manoeuvres() {
        return 1;
    }

    /// Into how many parts each axis is cut between proposal and backup, where the nearest safe action
    /// is looked for.
    default int grid() {
        return 8;
    }

    /// The next action of a backup manoeuvre.
    ///
    /// @param manoeuvre which kind, from 0
    /// @param ahead     one set for each hypothesis about the delay: where the plant may be when the
    ///     action begins to act
    float[] backup(int manoeuvre, List<StateSet> ahead);

    /// How to keep all limits for ever from here, if that is certain.
    ///
    /// @param manoeuvre which kind, from 0
    /// @param ahead     as for [#backup]
    Optional<Rest> rest(int manoeuvre, List<StateSet> ahead);

    /// The safest action known where nothing is certain: of a state in violation, the way out.
    float[] escape(List<StateSet> ahead);

    /// How the limits are kept for ever.
    ///
    /// @param margin the least margin from here on
    /// @param policy the action, from where the plant may be when it begins to act
    record Rest(Margin margin, Policy policy) {}

    /// From where the plant may be to an action.
    @FunctionalInterface
    interface Policy {
        /// @param ahead one set for each hypothesis about the delay
        float[] act(List<StateSet> ahead);
    }
}
