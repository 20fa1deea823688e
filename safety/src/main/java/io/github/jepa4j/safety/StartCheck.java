package io.github.jepa4j.safety;

import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.Optional;

/// Whether an episode may begin: from every state that its first reading allows, doing a backup
/// manoeuvre from the first step on must keep all limits.
public final class StartCheck {

    private StartCheck() {}

    /// @param first the first reading of an episode
    /// @return why not; empty when it may begin
    public static Optional<Infeasible> refuse(Plant plant, Bounds bounds, Signals first) {
        Observer observer = new Observer(plant, bounds);
        List<String> distrusted = observer.see(first.values());
        Observer.Ahead ahead = observer.ahead();
        Verifier verifier = new Verifier(plant, observer);
        Margin best = new Margin("no manoeuvre", Double.NEGATIVE_INFINITY, "");
        for (int kind = 0; kind < plant.manoeuvres(); kind++) {
            float[] action = plant.backup(kind, ahead.sets());
            plant.actionSpace().project(action, 0);
            Verifier.Verdict verdict = verifier.verify(ahead, action);
            if (verdict.manoeuvre() != null) {
                return Optional.empty();
            }
            best = verdict.margin().value() > best.value() ? verdict.margin() : best;
        }
        Margin now = likely(plant, observer);
        String alternative = distrusted.isEmpty() ? "escape, then ask again" : "repair the sensors: " + distrusted;
        return Optional.of(
                now.safe()
                        ? new Infeasible(Infeasible.Reason.CANNOT_STOP, best, alternative)
                        : new Infeasible(Infeasible.Reason.START_IN_VIOLATION, now, alternative));
    }

    /// The margin in the middle of what is possible.
    private static Margin likely(Plant plant, Observer observer) {
        Interval[] states = observer.hypotheses().getFirst().set().states();
        Interval[] middle = new Interval[states.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = Interval.of(states[i].middle());
        }
        return plant.margin(middle);
    }
}
