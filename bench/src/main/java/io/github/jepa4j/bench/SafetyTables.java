package io.github.jepa4j.bench;

import java.util.Arrays;
import java.util.List;

/// The tables of the safety benchmark.
final class SafetyTables {

    private static final double MICRO = 1e-3;

    private final Table violations = new Table(
            "violations",
            "world",
            "kind",
            "filter",
            "scenarios",
            "played",
            "violating",
            "substeps",
            "worst margin",
            "95 % bound");

    private final Table conduct = new Table(
            "conduct",
            "world",
            "kind",
            "filter",
            "success",
            "of feasible",
            "interventions",
            "outside",
            "mean |u - u_nom|",
            "p50 us",
            "p99 us",
            "max us");

    private final Table refusals =
            new Table("refusals", "world", "kind", "refused", "infeasible", "feasible refused", "precision", "recall");

    void add(String world, ScenarioKind kind, boolean filtered, List<TrialOutcome> outcomes) {
        List<TrialOutcome> played =
                outcomes.stream().filter(outcome -> !outcome.refused()).toList();
        long violating = played.stream().filter(TrialOutcome::violated).count();
        String with = filtered ? "on" : "off";
        violations.row(
                world,
                kind.words(),
                with,
                outcomes.size(),
                played.size(),
                violating,
                played.stream().mapToInt(TrialOutcome::substeps).sum(),
                played.stream().mapToDouble(TrialOutcome::worst).min().orElse(Double.NaN),
                violating == 0 && !played.isEmpty() ? 3.0 / played.size() : Double.NaN);
        conduct(world, kind, with, played);
        if (filtered) {
            refusals(world, kind, outcomes);
        }
    }

    private void conduct(String world, ScenarioKind kind, String with, List<TrialOutcome> played) {
        double steps = Math.max(1, played.stream().mapToInt(TrialOutcome::steps).sum());
        List<TrialOutcome> feasible = played.stream()
                .filter(outcome -> outcome.truth() == Trial.Truth.FEASIBLE)
                .toList();
        // A success in which a limit was violated is none.
        long won = feasible.stream()
                .filter(outcome -> outcome.success() && !outcome.violated())
                .count();
        long[] nanos = played.stream()
                .flatMapToLong(outcome -> Arrays.stream(outcome.nanos()))
                .filter(time -> time > 0)
                .sorted()
                .toArray();
        conduct.row(
                world,
                kind.words(),
                with,
                feasible.isEmpty() ? Double.NaN : (double) won / feasible.size(),
                feasible.size(),
                played.stream().mapToInt(TrialOutcome::interventions).sum() / steps,
                played.stream().mapToInt(TrialOutcome::outside).sum() / steps,
                played.stream().mapToDouble(TrialOutcome::distance).sum() / steps,
                quantile(nanos, 0.5),
                quantile(nanos, 0.99),
                quantile(nanos, 1));
    }

    private void refusals(String world, ScenarioKind kind, List<TrialOutcome> outcomes) {
        List<TrialOutcome> known = outcomes.stream()
                .filter(outcome -> outcome.truth() != Trial.Truth.UNCLEAR)
                .toList();
        long refused = known.stream().filter(TrialOutcome::refused).count();
        long infeasible = known.stream()
                .filter(outcome -> outcome.truth() == Trial.Truth.INFEASIBLE)
                .count();
        long right = known.stream()
                .filter(outcome -> outcome.refused() && outcome.truth() == Trial.Truth.INFEASIBLE)
                .count();
        refusals.row(
                world,
                kind.words(),
                refused,
                infeasible,
                refused - right,
                refused == 0 ? Double.NaN : (double) right / refused,
                infeasible == 0 ? Double.NaN : (double) right / infeasible);
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.ceil(share * sorted.length) - (share > 0 ? 1 : 0)] * MICRO;
    }

    void into(Findings findings) {
        findings.add(violations).add(conduct).add(refusals);
        findings.note("A margin is in the unit of the limit that it is the margin of; below 0 a limit is violated.");
        findings.note("The bound is 3 / N, for none of N. Precision and recall leave out tasks of which nobody knows.");
    }
}
