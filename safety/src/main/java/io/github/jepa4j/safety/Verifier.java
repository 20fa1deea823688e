package io.github.jepa4j.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says whether an action can be followed by a backup manoeuvre that keeps all limits, whatever is
/// possible.
///
/// The manoeuvre is chosen step by step from the sets it may lead to, and those are predicted only: it
/// relies on no reading to come. So it may be followed blindly, until its rest.
final class Verifier {

    /// Longer manoeuvres are not looked for.
    private static final int MOST_STEPS = 200;

    private final Plant plant;
    private final Observer observer;

    Verifier(Plant plant, Observer observer) {
        this.plant = plant;
        this.observer = observer;
    }

    /// @param manoeuvre what is verified to come after the action; none where the action is not safe
    /// @param margin    the least margin of the manoeuvre, or of the best that failed
    record Verdict(@Nullable Manoeuvre manoeuvre, Margin margin) {}

    /// An action now, and then a backup manoeuvre of the first kind that is safe; where none is, the
    /// verdict on the one that comes nearest to it.
    Verdict verify(Observer.Ahead ahead, float[] action) {
        Verdict best = new Verdict(null, new Margin("no manoeuvre", Double.NEGATIVE_INFINITY, ""));
        for (int kind = 0; kind < plant.manoeuvres(); kind++) {
            Verdict verdict = verify(ahead, action, kind);
            if (verdict.manoeuvre() != null) {
                return verdict;
            }
            best = verdict.margin().value() > best.margin().value() ? verdict : best;
        }
        return best;
    }

    /// An action now, and then a backup manoeuvre of this kind.
    Verdict verify(Observer.Ahead ahead, float[] action, int kind) {
        Observer.Lowest lowest = new Observer.Lowest(plant);
        lowest.take(ahead.margin());
        List<StateSet> sets = move(ahead.sets(), action, lowest);
        List<float[]> actions = new ArrayList<>();
        while (lowest.margin().safe()) {
            Optional<Plant.Rest> rest = plant.rest(kind, sets);
            if (rest.isPresent()) {
                lowest.take(rest.get().margin());
                Margin margin = lowest.margin();
                return new Verdict(
                        margin.safe() ? new Manoeuvre(List.copyOf(actions), rest.get(), margin) : null, margin);
            }
            if (actions.size() == MOST_STEPS) {
                return new Verdict(null, new Margin("the backup manoeuvre does not end", Double.NEGATIVE_INFINITY, ""));
            }
            float[] next = plant.backup(kind, sets);
            plant.actionSpace().project(next, 0);
            actions.add(next);
            sets = move(sets, next, lowest);
        }
        return new Verdict(null, lowest.margin());
    }

    private List<StateSet> move(List<StateSet> sets, float[] action, Observer.Lowest lowest) {
        Interval[] acting = observer.effective(action);
        List<StateSet> moved = new ArrayList<>(sets.size());
        for (StateSet set : sets) {
            moved.add(plant.step(set, acting, lowest::take));
        }
        return moved;
    }
}
