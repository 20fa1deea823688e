package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.SubstepObserver;
import java.util.List;

/// Judges true states at every substep, and the straight way between two. Shares no code with the filter.
final class Judge implements SubstepObserver {

    /// A margin of the way from a state to the next, at least 0 where nothing is violated.
    @FunctionalInterface
    interface Rule {
        double margin(double[] from, double[] to);
    }

    private final List<Rule> rules;
    private double[] before = {};
    private double worst = Double.POSITIVE_INFINITY;
    private double latest = Double.POSITIVE_INFINITY;
    private int violating;
    private int substeps;

    Judge(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public void substep(double time, double[] state) {
        double[] from = before.length == 0 || time == 0 ? state : before;
        latest = Double.POSITIVE_INFINITY;
        for (Rule rule : rules) {
            double margin = rule.margin(from, state);
            latest = Double.isNaN(margin) ? Double.NEGATIVE_INFINITY : Math.min(latest, margin);
        }
        worst = Math.min(worst, latest);
        violating += latest < 0 ? 1 : 0;
        substeps++;
        before = state.clone();
    }

    /// The least margin so far.
    double worst() {
        return worst;
    }

    /// The margin of the latest substep.
    double latest() {
        return latest;
    }

    /// How many substeps violated a rule.
    int violating() {
        return violating;
    }

    int substeps() {
        return substeps;
    }

    /// Off a disc, anywhere on the straight way.
    static Rule disc(double x, double y, double radius) {
        return (from, to) -> {
            double dx = to[0] - from[0];
            double dy = to[1] - from[1];
            double squared = dx * dx + dy * dy;
            double share = squared == 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / squared;
            double at = Math.max(0, Math.min(1, share));
            return Math.hypot(from[0] + at * dx - x, from[1] + at * dy - y) - radius;
        };
    }

    /// No faster than this, by the speeds at two places of the state.
    static Rule speed(double limit) {
        return (_, to) -> limit - Math.hypot(to[2], to[3]);
    }

    /// A state within two numbers; the way between two states within them is within them.
    static Rule between(int state, double low, double high) {
        return (_, to) -> Math.min(to[state] - low, high - to[state]);
    }
}
