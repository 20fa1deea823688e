package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One step of a life: what was seen, done, predicted and felt. Its arrays are not written to again.
///
/// A latent that is not finite, or beyond 1e17, is no reason to refuse a moment, since such moments are the
/// ones asked about later: it is remembered, and never found by nearness.
///
/// @param when     in which episode, at which step, at what time
/// @param task     the name of what was wanted, at most [#LONGEST_NAME] characters
/// @param seen     the latent perceived, `[D]`
/// @param signals  what it was perceived from, in the world's units; null where it was not kept (pixels
///     never are)
/// @param done     the action commanded then, `[A]`, raw units
/// @param foreseen the latent that an earlier plan foresaw for this very instant, `[D]`; null where none
///     did
/// @param felt     what the agent held of it
/// @param plan     what was meant to be done from here on, `[H, A]` in the model's units, action 0 being
///     the one done now; null where there was none. Where a planner can start from when something like this
///     is seen again
/// @param success  of the whole episode, from 0 (failed) to 1 (done); NaN while it is not known
public record Moment(
        When when,
        String task,
        Latent seen,
        @Nullable Signals signals,
        Action done,
        @Nullable Latent foreseen,
        Felt felt,
        @Nullable ActionSequence plan,
        double success) {

    /// The most characters of a name: of a task, an episode, a guardrail.
    public static final int LONGEST_NAME = 1000;

    /// When a moment was.
    ///
    /// @param episode the name of its episode, which no other episode has, also of an earlier process; at
    ///     most [#LONGEST_NAME] characters
    /// @param step    of the episode, from 0
    /// @param millis  the instant by the caller's clock, milliseconds since 1970
    public record When(String episode, int step, long millis) {

        public When {
            requireName("episode", episode);
            if (step < 0) {
                throw new IllegalArgumentException(
                        "The moment's step is %d; steps count from 0.\nMaybe it was taken before the episode began."
                                .formatted(step));
            }
        }
    }

    /// What the agent held of a moment. Any of it may be NaN, where it was not known.
    ///
    /// @param energy   of the plan that was followed, unit-free; low is good
    /// @param surprise how far the latent foreseen is from the one seen, as in
    ///     [io.github.jepa4j.worldmodel.Surprise]; at least 0
    /// @param margins  of each guardrail by its name, in the guarded unit; at least 0 is safe. Sorted by
    ///     name
    public record Felt(double energy, double surprise, Map<String, Double> margins) {

        /// Nothing was felt, or nothing was kept of it.
        public static final Felt NOTHING = new Felt(Double.NaN, Double.NaN, Map.of());

        public Felt {
            margins.keySet().forEach(name -> requireName("guardrail", name));
            SortedMap<String, Double> sorted = new TreeMap<>(margins);
            margins = Collections.unmodifiableSortedMap(sorted);
        }
    }

    public Moment {
        requireName("task", task);
        if (foreseen != null && foreseen.dimension() != seen.dimension()) {
            throw new IllegalArgumentException(
                    "The moment's foreseen latent has %d dimensions, but the one seen has %d.\nMaybe they are of two models."
                            .formatted(foreseen.dimension(), seen.dimension()));
        }
        if (plan != null && plan.dimension() != done.dimension()) {
            throw new IllegalArgumentException(
                    "The moment's plan is of actions with %d axes, but the action done has %d.\nMaybe they are of two worlds."
                            .formatted(plan.dimension(), done.dimension()));
        }
        if (success < 0 || success > 1) {
            throw new IllegalArgumentException(outOfRange(success));
        }
    }

    /// What was seen and done, and nothing else: the rest can be added.
    public static Moment of(When when, String task, Latent seen, Action done) {
        return new Moment(when, task, seen, null, done, null, Felt.NOTHING, null, Double.NaN);
    }

    /// The same, perceived from these signals.
    public Moment from(Signals from) {
        return new Moment(when, task, seen, from, done, foreseen, felt, plan, success);
    }

    /// The same, for which this latent was foreseen, `[D]`.
    public Moment foreseenAs(Latent latent) {
        return new Moment(when, task, seen, signals, done, latent, felt, plan, success);
    }

    /// The same, felt so.
    public Moment feeling(Felt feeling) {
        return new Moment(when, task, seen, signals, done, foreseen, feeling, plan, success);
    }

    /// The same, with what was meant to be done from here on, `[H, A]` in the model's units.
    public Moment following(ActionSequence followed) {
        return new Moment(when, task, seen, signals, done, foreseen, felt, followed, success);
    }

    /// The same, of an episode that ended so: 0 to 1, NaN for unknown.
    public Moment endedWith(double outcome) {
        return new Moment(when, task, seen, signals, done, foreseen, felt, plan, outcome);
    }

    static void requireSuccess(double success) {
        if (!(success >= 0 && success <= 1)) {
            throw new IllegalArgumentException(outOfRange(success));
        }
    }

    private static String outOfRange(double success) {
        return "The episode's success is %s; it goes from 0 (failed) to 1 (done).\nMaybe it was given in percent."
                .formatted(success);
    }

    static void requireName(String what, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "The name of the %s has %d characters; it must have 1 to %d.\nMaybe a text was taken for a name."
                            .formatted(what, name.length(), LONGEST_NAME));
        }
    }
}
