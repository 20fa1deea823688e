package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Infeasible;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.util.Arrays;
import java.util.Optional;

/// Plays a scenario, with the filter or without.
final class TrialRun {

    private static final double NANO = 1e-9;

    /// Longer than this, in steps, is no stop.
    private static final int MOST_STOP = 200;

    private static final float[] NOTHING = {Float.NaN, Float.NaN};

    private final Trial trial;
    private final boolean filtered;
    private final SafetyFilter filter;
    private final long[] nanos;
    private int steps;
    private int interventions;
    private int outside;
    private double distance;

    private TrialRun(Trial trial, boolean filtered) {
        this.trial = trial;
        this.filtered = filtered;
        this.filter = new SafetyFilter(trial.plant(), trial.bounds());
        this.nanos = new long[trial.steps()];
    }

    /// Plays it. What the filtered agent refuses is not played; without the filter nothing is refused.
    static TrialOutcome play(Trial trial, boolean filtered) {
        return new TrialRun(trial, filtered).play();
    }

    private TrialOutcome play() {
        boolean bad = trial.judge().latest() < 0;
        Signals seen = trial.world().look();
        Optional<Infeasible> refusal = filtered ? trial.refusal().of(seen) : Optional.empty();
        boolean success = trial.done().getAsBoolean();
        while (refusal.isEmpty() && !success && steps < trial.steps()) {
            trial.world().act(act(seen));
            success = trial.done().getAsBoolean();
            seen = trial.world().look();
        }
        double stop = filtered && refusal.isEmpty() ? stop(seen) : Double.NaN;
        return new TrialOutcome(
                refusal,
                !bad && trial.judge().worst() < 0,
                trial.judge().violating(),
                trial.judge().worst(),
                steps,
                interventions,
                outside,
                distance,
                success,
                trial.truth().get(),
                stop,
                (int) Arrays.stream(nanos)
                        .filter(time -> time * NANO > trial.period())
                        .count(),
                Arrays.copyOf(nanos, steps));
    }

    /// Nothing is wanted any more: the filter brings the plant to a stop, and the judge goes on
    /// judging.
    private double stop(Signals last) {
        Signals seen = last;
        for (int step = 0; step < MOST_STOP; step++) {
            if (trial.stopped().getAsBoolean()) {
                return step * trial.period();
            }
            trial.world().act(filter.rule(seen, NOTHING).action());
            seen = trial.world().look();
        }
        return Double.NaN;
    }

    private Action act(Signals seen) {
        float[] wanted = trial.proposer().propose(seen, steps);
        float[] legal = legal(wanted);
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

    /// The nearest legal action; what is idle in place of what is none.
    private float[] legal(float[] wanted) {
        if (wanted.length != trial.plant().actionSpace().dimension()) {
            return trial.plant().idle();
        }
        float[] legal = wanted.clone();
        trial.plant().actionSpace().project(legal, 0);
        return legal;
    }
}
