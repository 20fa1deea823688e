package io.github.jepa4j.safety;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stands between plan and actuator, and lets through only what can be undone: an action passes when
/// after it, from every state that the declared bounds allow, a backup manoeuvre keeps all limits until
/// the plant rests. Otherwise the nearest verified action is done, or the manoeuvre verified before goes
/// on. It knows a [Plant] and its [Bounds], nothing learned. One per episode and thread; not thread-safe.
///
/// **What is promised.** From the first step at which the ruling is not `Outside`, as long as the declared
/// bounds hold and every action ruled is done, no state of the plant violates a limit, between the steps
/// either, and no ruling is `Outside`. By induction: the true state is among those the observer holds. An
/// action is done only with a manoeuvre verified from all of these, or as part of a manoeuvre verified from
/// all that were held before, among which today's are. A manoeuvre's actions rely on no reading, and end in
/// a rest that keeps the limits for ever. That last is the plant's word (condition 4 of [Plant]):
/// [PointMazePlant] can give it, [CstrPlant] and [QuadrotorPlant] only as long as readings come, which
/// their own comments say.
///
/// Source: the predictive safety filter of Wabersich and Zeilinger (*Automatica* 129, 2021, 109597),
/// with a backup controller in place of an optimisation as in Gurriet, Mote, Singletary, Nilsson, Feron
/// and Ames (*IEEE Access* 8, 2020). Differs from them: everything is verified on boxes of states and
/// parameters, not on a nominal one; and the nearest action is looked for on a grid between proposal and
/// backup (decision 6).
public final class SafetyFilter {

    /// Of the proposal in a correction: less is none.
    private static final double LEAST_SHARE = 1e-6;

    private final Plant plant;
    private final Observer observer;
    private final Verifier verifier;
    private @Nullable Manoeuvre standing;
    private Tally tally = Tally.NONE;

    /// How often which kind of ruling was made since the episode began.
    ///
    /// @param passed     as proposed
    /// @param corrected  by less than to the backup manoeuvre
    /// @param backup     steps of backup manoeuvres
    /// @param outside    steps at which nothing was certain
    /// @param distrusted steps at which a signal was not believed
    public record Tally(int passed, int corrected, int backup, int outside, int distrusted) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        /// All rulings.
        public int steps() {
            return passed + corrected + backup + outside;
        }

        private Tally and(Ruling ruling) {
            int doubt = distrusted + (ruling.distrusted().isEmpty() ? 0 : 1);
            return switch (ruling.kind()) {
                case Ruling.Kind.Passed _ -> new Tally(passed + 1, corrected, backup, outside, doubt);
                case Ruling.Kind.Corrected _ -> new Tally(passed, corrected + 1, backup, outside, doubt);
                case Ruling.Kind.Backup _ -> new Tally(passed, corrected, backup + 1, outside, doubt);
                case Ruling.Kind.Outside _ -> new Tally(passed, corrected, backup, outside + 1, doubt);
            };
        }
    }

    /// A filter at the beginning of an episode.
    public SafetyFilter(Plant plant, Bounds bounds) {
        if (bounds.noise().length > plant.physical().length) {
            throw new IllegalArgumentException(
                    "The bounds declare the noise of %d signals, but the plant has %d.\nMaybe they are another plant's."
                            .formatted(bounds.noise().length, plant.physical().length));
        }
        this.plant = plant;
        this.observer = new Observer(plant, bounds);
        this.verifier = new Verifier(plant, observer);
    }

    /// Forgets everything: another episode begins.
    public void begin() {
        observer.begin();
        standing = null;
        tally = Tally.NONE;
    }

    /// The rulings since the episode began.
    public Tally tally() {
        return tally;
    }

    /// Rules on an action, to be called once a step, with the first reading of the episode first. What is
    /// ruled is taken to be done.
    ///
    /// @param seen     the latest reading, one number a signal; anything wrong in it is answered with
    ///     distrust
    /// @param proposed the action that is wanted
    public Ruling rule(Signals seen, Action proposed) {
        return rule(seen, proposed.values());
    }

    /// Likewise, of numbers that may not be an action at all: what is NaN or of the wrong length is
    /// answered with the backup manoeuvre.
    public Ruling rule(Signals seen, float[] proposed) {
        List<String> distrusted = observer.see(seen.values());
        Observer.Ahead ahead = observer.ahead();
        Decision decision = decide(ahead, proposed);
        standing = decision.manoeuvre;
        observer.command(decision.action);
        Ruling ruling = new Ruling(new Action(decision.action), decision.kind, decision.binding, distrusted);
        tally = tally.and(ruling);
        return ruling;
    }

    private record Decision(
            float[] action,
            Ruling.Kind kind,
            Margin binding,
            @Nullable Manoeuvre manoeuvre) {}

    private Decision decide(Observer.Ahead ahead, float[] proposed) {
        float[] going = standing == null ? null : legal(standing.next(ahead.sets()));
        if (going != null && Arrays.equals(going, proposed)) {
            return keepOn(new Ruling.Kind.Passed(), going);
        }
        String why = fault(proposed);
        Margin refused = ahead.margin();
        if (why.isEmpty()) {
            float[] wanted = legal(proposed);
            Verifier.Verdict verdict = verifier.verify(ahead, wanted);
            if (verdict.manoeuvre() != null) {
                boolean same = Arrays.equals(wanted, proposed);
                Ruling.Kind kind = same ? new Ruling.Kind.Passed() : new Ruling.Kind.Corrected(1);
                return new Decision(wanted, kind, verdict.margin(), verdict.manoeuvre());
            }
            refused = verdict.margin();
            why = "after the proposal, " + refused;
        }
        Decision backup = backup(ahead, going, why, refused);
        boolean certain = backup.manoeuvre != null && fault(proposed).isEmpty();
        Decision nearest = certain ? nearest(ahead, legal(proposed), backup.action) : null;
        return nearest == null ? backup : nearest;
    }

    /// The manoeuvre that stands, one step on.
    private Decision keepOn(Ruling.Kind kind, float[] going) {
        Manoeuvre held = Objects.requireNonNull(standing);
        return new Decision(going, kind, held.margin(), held.onward());
    }

    /// A manoeuvre of the first kind made for what is known now, where it can be verified, else the one that
    /// stands, else one of another kind, else the way out.
    private Decision backup(Observer.Ahead ahead, float @Nullable [] going, String why, Margin refused) {
        Decision fresh = fresh(ahead, 0, why);
        if (fresh == null && going != null) {
            return keepOn(new Ruling.Kind.Backup(why), going);
        }
        for (int kind = 1; kind < plant.manoeuvres() && fresh == null; kind++) {
            fresh = fresh(ahead, kind, why);
        }
        return fresh != null
                ? fresh
                : new Decision(legal(plant.escape(ahead.sets())), new Ruling.Kind.Outside(why), refused, null);
    }

    private @Nullable Decision fresh(Observer.Ahead ahead, int kind, String why) {
        float[] first = legal(plant.backup(kind, ahead.sets()));
        Verifier.Verdict verdict = verifier.verify(ahead, first, kind);
        return verdict.manoeuvre() == null
                ? null
                : new Decision(first, new Ruling.Kind.Backup(why), verdict.margin(), verdict.manoeuvre());
    }

    /// The nearest to the proposal that is verified, among the points of a grid whose corners are
    /// proposal and backup.
    private @Nullable Decision nearest(Observer.Ahead ahead, float[] wanted, float[] safe) {
        for (float[] between : grid(wanted, safe)) {
            float[] action = legal(between);
            if (distance(action, safe) < LEAST_SHARE * distance(wanted, safe)) {
                continue;
            }
            Verifier.Verdict verdict = verifier.verify(ahead, action);
            if (verdict.manoeuvre() != null) {
                Ruling.Kind kind = new Ruling.Kind.Corrected(1 - distance(action, wanted) / distance(safe, wanted));
                return new Decision(action, kind, verdict.margin(), verdict.manoeuvre());
            }
        }
        return null;
    }

    /// The grid's points but its two corners, the nearest to the proposal first.
    private List<float[]> grid(float[] wanted, float[] safe) {
        int parts = plant.grid();
        List<float[]> points = new ArrayList<>();
        int count = (int) Math.pow(parts + 1, wanted.length);
        for (int point = 1; point < count - 1; point++) {
            float[] between = new float[wanted.length];
            int rest = point;
            for (int axis = 0; axis < between.length; axis++) {
                int share = rest % (parts + 1);
                between[axis] = (wanted[axis] * share + safe[axis] * (parts - share)) / parts;
                rest /= parts + 1;
            }
            points.add(between);
        }
        points.sort(Comparator.comparingDouble(between -> distance(between, wanted)));
        return points;
    }

    private static double distance(float[] one, float[] other) {
        double squared = 0;
        for (int axis = 0; axis < one.length; axis++) {
            squared += Math.pow((double) one[axis] - other[axis], 2);
        }
        return Math.sqrt(squared);
    }

    /// Why these numbers are no action; empty when they are one.
    private String fault(float[] proposed) {
        if (proposed.length != plant.actionSpace().dimension()) {
            return "the proposal has %d axes, not %d"
                    .formatted(proposed.length, plant.actionSpace().dimension());
        }
        for (float value : proposed) {
            if (Float.isNaN(value)) {
                return "the proposal holds NaN";
            }
        }
        return "";
    }

    private float[] legal(float[] action) {
        float[] nearest = action.clone();
        plant.actionSpace().project(nearest, 0);
        return nearest;
    }
}
