package io.github.jepa4j.safety;

import io.github.jepa4j.world.Action;
import java.util.List;

/// What the filter rules at one step.
///
/// @param action     to be done
/// @param kind       how it came about
/// @param binding    the limit that comes nearest to being violated, from now until the backup manoeuvre
///     has ended, in worst case that is possible; below 0 only [Kind.Outside]
/// @param distrusted why signals were not believed; empty when all were
public record Ruling(Action action, Kind kind, Margin binding, List<String> distrusted) {

    public Ruling {
        distrusted = List.copyOf(distrusted);
    }

    /// Whether something else is done than was proposed.
    public boolean intervened() {
        return !(kind instanceof Kind.Passed);
    }

    /// How a ruling came about.
    public sealed interface Kind {

        /// The proposal is safe, and is done as it is.
        record Passed() implements Kind {}

        /// The nearest action that is safe, among those between the proposal and the backup manoeuvre,
        /// is done.
        ///
        /// @param share of the proposal in it, in (0, 1]; the rest is the manoeuvre. It is 1 where the
        ///     nearest legal action is done of a proposal that was not legal
        record Corrected(double share) implements Kind {}

        /// The backup manoeuvre goes on, as it was verified.
        ///
        /// @param why nothing of the proposal could be done
        record Backup(String why) implements Kind {}

        /// Nothing is certain: the state may be in violation, or bounds were not kept. The safest action
        /// known is done.
        ///
        /// @param why no manoeuvre is certain
        record Outside(String why) implements Kind {}
    }
}
