package io.github.jepa4j.objective;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A task as it is written in a file: which signals shall do what, by name. For example
///
/// ```yaml
/// name: to the left, slowly, and not through the middle
/// reach:
///   - {signal: dot.x, target: 12, scale: 5}
/// effort: 0.02
/// limits:
///   - {signal: dot.y, low: 8, high: 56}
/// zones:
///   - {name: pit, x: dot.x, y: dot.y, centre: [32, 20], radius: 6}
/// ```
///
/// @param name       of the task
/// @param goal       weight of the latent distance to the goal picture; 0 for none
/// @param place      signals to bring to these values together, with weight 1, by the latent distance to
///                   what would be perceived there ([Counterfactual]); empty for none. Knows of walls,
///                   which `reach` does not
/// @param over       which times of these distances count: the `sum` of all, for those in a hurry, or the
///                   `last`, which leaves time to be calm
/// @param reach      signals to bring to a value
/// @param minimise   signals to keep low
/// @param avoid      discs that one would rather not be in
/// @param effort     weight of the squares of the actions; 0 for none
/// @param smoothness weight of the squares of their changes; 0 for none
/// @param limits     guardrails: signals to keep between two values
/// @param rates      guardrails: signals to keep from changing fast
/// @param zones      guardrails: discs to keep out of
/// @param totals     guardrails: signals with a budget
/// @param ensemble   whether guardrails shall hold in the worst of the model's ensemble ([WorstCase])
public record TaskSpec(
        String name,
        float goal,
        Map<String, Float> place,
        GoalDistance.Over over,
        List<ReachSpec> reach,
        List<MinimiseSpec> minimise,
        List<AvoidSpec> avoid,
        float effort,
        float smoothness,
        List<LimitSpec> limits,
        List<RateSpec> rates,
        List<ZoneSpec> zones,
        List<TotalSpec> totals,
        boolean ensemble) {

    /// Bring a signal to a value.
    ///
    /// @param signal its name
    /// @param target in its unit
    /// @param scale  the gap that counts as 1, in its unit
    /// @param weight what it counts for
    /// @param from   actions from now after which it counts
    public record ReachSpec(String signal, float target, float scale, float weight, int from) {

        /// To 0, with a gap of 1 counting as 1, from now on.
        public static ReachSpec defaults() {
            return new ReachSpec("", 0, 1, 1, 0);
        }
    }

    /// Keep a signal low.
    ///
    /// @param signal its name
    /// @param scale  the amount that counts as 1, in its unit
    /// @param weight what it counts for; below 0 it is kept high
    public record MinimiseSpec(String signal, float scale, float weight) {

        /// An amount of 1 counts as 1.
        public static MinimiseSpec defaults() {
            return new MinimiseSpec("", 1, 1);
        }
    }

    /// Rather not be in a disc.
    ///
    /// @param x      signal of the first coordinate
    /// @param y      signal of the second
    /// @param centre `[x, y]`, or `[x0, y0, x1, y1, ...]` now, after one action, and so on
    /// @param radius in the signals' unit
    /// @param weight what it counts for
    public record AvoidSpec(String x, String y, List<Float> centre, float radius, float weight) {

        /// Everything must be said but the weight.
        public static AvoidSpec defaults() {
            return new AvoidSpec("", "", List.of(), 0, 1);
        }
    }

    /// Keep a signal between two values.
    ///
    /// @param signal its name
    /// @param low    in its unit
    /// @param high   in its unit
    public record LimitSpec(String signal, float low, float high) {

        /// No limits.
        public static LimitSpec defaults() {
            return new LimitSpec("", Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
        }
    }

    /// Keep a signal from changing fast.
    ///
    /// @param signal its name
    /// @param most   in its unit, per step
    public record RateSpec(String signal, float most) {}

    /// Keep out of a disc.
    ///
    /// @param name   what is there
    /// @param x      signal of the first coordinate
    /// @param y      signal of the second
    /// @param centre as in [AvoidSpec]
    /// @param radius in the signals' unit
    public record ZoneSpec(String name, String x, String y, List<Float> centre, float radius) {}

    /// Keep to a budget.
    ///
    /// @param signal what is spent at each step
    /// @param most   of the episode, in its unit
    /// @param spent  so far
    public record TotalSpec(String signal, float most, float spent) {

        /// Nothing is spent yet.
        public static TotalSpec defaults() {
            return new TotalSpec("", Float.NaN, 0);
        }
    }

    /// A task in which nothing is wanted, to be changed by what is written.
    public static TaskSpec defaults() {
        return new TaskSpec(
                "task",
                0,
                Map.of(),
                GoalDistance.Over.SUM,
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /// The task of these names.
    ///
    /// @param readouts from a signal's name to its readout; throws with the names there are where there is
    ///     none
    /// @param seen     the goal's latent; null where there is no goal picture
    /// @throws IllegalArgumentException when nothing is wanted, or the goal or an ensemble is and there
    ///     is none
    public Task task(Function<String, Readout> readouts, @Nullable Latent seen) {
        return task(readouts, readouts, List.of(), null, seen);
    }

    /// The task of these names, whose guardrails read other errors than what is wanted does.
    ///
    /// @param readouts of what is wanted, as in [#task(Function, Latent)]
    /// @param guarded  of the guardrails, such as with errors that hold for a whole path
    /// @param others   models of the same latents, in the worst of which the guardrails shall hold
    ///     too where the task asks for an ensemble
    /// @param places   what would be perceived elsewhere; null where the model does not tell
    /// @param seen     the goal's latent, in which the place is put too; null where there is no goal
    ///     picture
    /// @throws IllegalArgumentException when nothing is wanted, or the goal, a place or an ensemble is
    ///     and there is none
    public Task task(
            Function<String, Readout> readouts,
            Function<String, Readout> guarded,
            List<WorldModel> others,
            @Nullable Counterfactual places,
            @Nullable Latent seen) {
        List<WeightedSum.Term> terms = new ArrayList<>();
        addGoals(terms, places, seen);
        addWishes(terms, readouts);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException(
                    "The task '%s' wants nothing; it needs at least one of goal, place, reach, minimise, avoid, effort and smoothness.\nMaybe it has guardrails alone: effort: 1 wants to do as little as they allow."
                            .formatted(name));
        }
        if (ensemble && (others.isEmpty() || !guards())) {
            throw new IllegalArgumentException(
                    "The task '%s' asks for an ensemble of %d models, for guardrails: %s; it needs at least 1 of each.\nMaybe the model has not learned one yet: jepa4j ensemble."
                            .formatted(name, others.size(), guards() ? "some" : "none"));
        }
        return new Task(
                name,
                new WeightedSum(terms),
                guardrails(guarded).stream()
                        .map(one -> ensemble ? new WorstCase(one, others) : one)
                        .toList());
    }

    private void addGoals(List<WeightedSum.Term> terms, @Nullable Counterfactual places, @Nullable Latent seen) {
        if (goal != 0) {
            if (seen == null) {
                throw new IllegalArgumentException(
                        "The task '%s' wants the goal picture, but there is none.\nMaybe remove 'goal', or say what to reach."
                                .formatted(name));
            }
            terms.add(new WeightedSum.Term(goal, new GoalDistance(seen, over)));
        }
        if (!place.isEmpty()) {
            terms.add(new WeightedSum.Term(1, new GoalDistance(there(seen, places), over)));
        }
    }

    private void addWishes(List<WeightedSum.Term> terms, Function<String, Readout> readouts) {
        reach.forEach(wish -> terms.add(new WeightedSum.Term(
                wish.weight, new Reach(readouts.apply(wish.signal), wish.target, wish.scale, Times.from(wish.from)))));
        minimise.forEach(wish -> terms.add(
                new WeightedSum.Term(wish.weight, new Minimise(readouts.apply(wish.signal), wish.scale, Times.all()))));
        avoid.forEach(wish -> terms.add(new WeightedSum.Term(
                wish.weight, new Avoid(disc(readouts, wish.x, wish.y, wish.centre, wish.radius)))));
        if (effort != 0) {
            terms.add(new WeightedSum.Term(effort, new Effort()));
        }
        if (smoothness != 0) {
            terms.add(new WeightedSum.Term(smoothness, new Smoothness()));
        }
    }

    private boolean guards() {
        return !(limits.isEmpty() && rates.isEmpty() && zones.isEmpty() && totals.isEmpty());
    }

    private Latent there(@Nullable Latent seen, @Nullable Counterfactual places) {
        if (seen == null) {
            throw new IllegalArgumentException(
                    "The task '%s' wants to be at %s, but there is no picture to put the place in.\nMaybe name a goal picture too."
                            .formatted(name, place));
        }
        if (places == null) {
            throw new IllegalArgumentException(
                    "The task '%s' wants to be at %s, but the model does not tell what would be perceived there.\nMaybe it has not learned it yet: jepa4j goals."
                            .formatted(name, place));
        }
        return places.latent(seen, place);
    }

    private List<Guardrail> guardrails(Function<String, Readout> readouts) {
        List<Guardrail> guardrails = new ArrayList<>();
        limits.forEach(limit -> guardrails.add(new SignalLimit(readouts.apply(limit.signal), limit.low, limit.high)));
        rates.forEach(rate -> guardrails.add(new RateLimit(readouts.apply(rate.signal), rate.most)));
        zones.forEach(zone ->
                guardrails.add(new NoGoDisc(zone.name, disc(readouts, zone.x, zone.y, zone.centre, zone.radius))));
        totals.forEach(total -> guardrails.add(new TotalLimit(readouts.apply(total.signal), total.most, total.spent)));
        return guardrails;
    }

    private static Disc disc(Function<String, Readout> readouts, String x, String y, List<Float> centre, float radius) {
        float[] centres = new float[centre.size()];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = centre.get(i);
        }
        return new Disc(readouts.apply(x), readouts.apply(y), centres, radius);
    }
}
