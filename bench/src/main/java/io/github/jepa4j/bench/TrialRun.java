package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;

/// Plays a scenario, with the filter or without.
final class TrialRun {

    private final Trial trial;
    private final boolean filtered;
    private final long[] nanos;
    private int steps;
    private int interventions;
    private int outside;
    private double distance;

    private TrialRun(Trial trial, boolean filtered) {
        this.trial = trial;
        this.filtered = filtered;
        this.nanos = new long[trial.steps()];
    }

    /// Plays it. What the filtered agent refuses is not played; without the filter nothing is refused.
    static TrialOutcome play(Trial trial, boolean filtered) {
        return new TrialRun(trial, filtered).play();
    }

    private TrialOutcome play() {
        boolean bad = trial.judge().latest() < 0;
        Signals seen = trial.world().look();
        boolean refused = filtered && trial.refusal().of(seen).isPresent();
        SafetyFilter filter = new SafetyFilter(trial.plant(), trial.bounds());
        boolean success = trial.done().getAsBoolean();
        while (!refused && !success && steps < trial.steps()) {
            trial.world().act(act(filter, seen));
            success = trial.done().getAsBoolean();
            seen = trial.world().look();
        }
        return new TrialOutcome(
                refused,
                !bad && trial.judge().worst() < 0,
                trial.judge().violating(),
                trial.judge().worst(),
                steps,
                interventions,
                outside,
                distance,
                success,
                trial.truth(),
                Arrays.copyOf(nanos, steps));
    }

    private Action act(SafetyFilter filter, Signals seen) {
        float[] wanted = trial.proposer().propose(seen, steps);
        float[] legal = wanted.clone();
        boolean whole = wanted.length == trial.plant().actionSpace().dimension();
        if (whole) {
            trial.plant().actionSpace().project(legal, 0);
        } else {
            legal = trial.plant().idle();
        }
        if (!filtered) {
            steps++;
            return new Action(legal);
        }
        long begun = System.nanoTime();
        Ruling ruling = filter.rule(seen, wanted);
        nanos[steps++] = System.nanoTime() - begun;
        interventions += ruling.intervened() ? 1 : 0;
        outside += ruling.kind() instanceof Ruling.Kind.Outside ? 1 : 0;
        double squared = 0;
        for (int axis = 0; axis < legal.length; axis++) {
            squared += Math.pow(ruling.action().values()[axis] - legal[axis], 2);
        }
        distance += Math.sqrt(squared);
        return ruling.action();
    }
}
