package io.github.jepa4j.bench;

import io.github.jepa4j.safety.Infeasible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The tables of the safety benchmark.
final class SafetyTables {

    private static final double MICRO = 1e-3;
    private static final String ALL = "together";

    private final List<Played> all = new ArrayList<>();

    /// Scenarios of one kind in one world, with the filter or without.
    private record Played(String world, String kind, boolean filtered, List<TrialOutcome> outcomes) {

        String filter() {
            return filtered ? "on" : "off";
        }

        /// Those that were not refused.
        List<TrialOutcome> played() {
            return outcomes.stream().filter(outcome -> !outcome.refused()).toList();
        }
    }

    void add(String world, ScenarioKind kind, boolean filtered, List<TrialOutcome> outcomes) {
        all.add(new Played(world, kind.words(), filtered, outcomes));
    }

    void into(Findings findings) {
        List<Played> rows = new ArrayList<>(all);
        List<String> worlds = all.stream().map(Played::world).distinct().toList();
        for (boolean filtered : new boolean[] {true, false}) {
            for (String world : worlds) {
                rows.add(together(world, filtered, one -> one.world.equals(world)));
            }
            rows.add(together(ALL, filtered, _ -> true));
        }
        rows.removeIf(one -> one.outcomes.isEmpty());
        findings.add(violations(rows))
                .add(conduct(rows))
                .add(pace(rows))
                .add(refusals(rows))
                .add(reasons());
        findings.note("A margin is in the unit of the limit that it is the margin of; below 0 a limit is violated.");
        findings.note("The bound is 3 / N, for none of N that are independent; searched scenarios are not.");
        findings.note(
                "A task is feasible where something was found that does it, infeasible where nothing does with the true plant or an extreme of what is declared; others are unclear, and left out of success, precision and recall.");
        findings.note("A stop is timed from the task's end on, with nothing proposed any more.");
    }

    private Played together(String world, boolean filtered, Predicate<Played> which) {
        List<TrialOutcome> outcomes = all.stream()
                .filter(one -> one.filtered == filtered && which.test(one))
                .flatMap(one -> one.outcomes.stream())
                .toList();
        return new Played(world, ALL, filtered, outcomes);
    }

    private static Table violations(List<Played> rows) {
        Table table = new Table(
                "violations",
                "world",
                "kind",
                "filter",
                "scenarios",
                "played",
                "violating",
                "substeps",
                "worst margin",
                "5 % margin",
                "median margin",
                "95 % bound");
        for (Played row : rows) {
            List<TrialOutcome> played = row.played();
            long violating = played.stream().filter(TrialOutcome::violated).count();
            double[] margins =
                    played.stream().mapToDouble(TrialOutcome::worst).sorted().toArray();
            table.row(
                    row.world,
                    row.kind,
                    row.filter(),
                    row.outcomes.size(),
                    played.size(),
                    violating,
                    played.stream().mapToInt(TrialOutcome::substeps).sum(),
                    margins.length == 0 ? Double.NaN : margins[0],
                    Spread.quantile(margins, 0.05),
                    Spread.quantile(margins, 0.5),
                    violating == 0 && !played.isEmpty() ? 3.0 / played.size() : Double.NaN);
        }
        return table;
    }

    /// A success in which a limit was violated is none.
    private static boolean won(TrialOutcome outcome) {
        return outcome.success() && !outcome.violated();
    }

    private static Table conduct(List<Played> rows) {
        Table table = new Table(
                "conduct",
                "world",
                "kind",
                "filter",
                "success",
                "of feasible",
                "interventions",
                "outside",
                "mean |u - u_nom|");
        for (Played row : rows) {
            List<TrialOutcome> played = row.played();
            double steps =
                    Math.max(1, played.stream().mapToInt(TrialOutcome::steps).sum());
            List<TrialOutcome> feasible = played.stream()
                    .filter(outcome -> outcome.truth() == Trial.Truth.FEASIBLE)
                    .toList();
            long won = feasible.stream().filter(SafetyTables::won).count();
            // Worlds have different units of action.
            boolean oneUnit = !row.world.equals(ALL);
            table.row(
                    row.world,
                    row.kind,
                    row.filter(),
                    feasible.isEmpty() ? Double.NaN : (double) won / feasible.size(),
                    feasible.size(),
                    played.stream().mapToInt(TrialOutcome::interventions).sum() / steps,
                    played.stream().mapToInt(TrialOutcome::outside).sum() / steps,
                    oneUnit
                            ? played.stream()
                                            .mapToDouble(TrialOutcome::distance)
                                            .sum()
                                    / steps
                            : Double.NaN);
        }
        return table;
    }

    private static Table pace(List<Played> rows) {
        Table table = new Table(
                "pace of the filter",
                "world",
                "kind",
                "p50 us",
                "p99 us",
                "max us",
                "late",
                "median stop s",
                "longest stop s",
                "not stopped");
        for (Played row : rows) {
            List<TrialOutcome> played = row.played();
            if (!row.filtered || played.isEmpty()) {
                continue;
            }
            double[] nanos = played.stream()
                    .flatMapToLong(outcome -> Arrays.stream(outcome.nanos()))
                    .asDoubleStream()
                    .sorted()
                    .toArray();
            double[] stops = played.stream()
                    .mapToDouble(TrialOutcome::stop)
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            table.row(
                    row.world,
                    row.kind,
                    Spread.quantile(nanos, 0.5) * MICRO,
                    Spread.quantile(nanos, 0.99) * MICRO,
                    Spread.quantile(nanos, 1) * MICRO,
                    played.stream().mapToInt(TrialOutcome::late).sum(),
                    Spread.quantile(stops, 0.5),
                    Spread.quantile(stops, 1),
                    played.size() - stops.length);
        }
        return table;
    }

    private static Table refusals(List<Played> rows) {
        Table table = new Table(
                "refusals",
                "world",
                "kind",
                "refused",
                "infeasible",
                "feasible refused",
                "unclear refused",
                "precision",
                "recall");
        for (Played row : rows) {
            if (!row.filtered) {
                continue;
            }
            long right = count(row.outcomes, Trial.Truth.INFEASIBLE, true);
            long wrong = count(row.outcomes, Trial.Truth.FEASIBLE, true);
            long missed = count(row.outcomes, Trial.Truth.INFEASIBLE, false);
            table.row(
                    row.world,
                    row.kind,
                    row.outcomes.size() - row.played().size(),
                    right + missed,
                    wrong,
                    count(row.outcomes, Trial.Truth.UNCLEAR, true),
                    right + wrong == 0 ? Double.NaN : (double) right / (right + wrong),
                    right + missed == 0 ? Double.NaN : (double) right / (right + missed));
        }
        return table;
    }

    private static long count(List<TrialOutcome> outcomes, Trial.Truth truth, boolean refused) {
        return outcomes.stream()
                .filter(outcome -> outcome.truth() == truth && outcome.refused() == refused)
                .count();
    }

    private Table reasons() {
        Table table = new Table("reasons of refusals", "world", "reason", "infeasible", "feasible", "unclear");
        for (String name : all.stream().map(Played::world).distinct().toList()) {
            Played world = together(name, true, one -> one.world.equals(name));
            for (Infeasible.Reason reason : Infeasible.Reason.values()) {
                List<TrialOutcome> of = world.outcomes.stream()
                        .filter(outcome -> outcome.refusal()
                                .filter(refusal -> refusal.reason() == reason)
                                .isPresent())
                        .toList();
                if (!of.isEmpty()) {
                    table.row(
                            world.world,
                            reason.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            count(of, Trial.Truth.INFEASIBLE, true),
                            count(of, Trial.Truth.FEASIBLE, true),
                            count(of, Trial.Truth.UNCLEAR, true));
                }
            }
        }
        return table;
    }
}
