package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.SuccessRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An evaluation as plain text for a terminal: the rates beside the floors, then cost, then protocol.
public final class EvaluationTable {

    private static final String ROW = "%-28s %-32s %-32s %8s%n";
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private EvaluationTable() {}

    /// The table, ending in a line break.
    public static String text(Evaluation evaluation) {
        Protocol protocol = evaluation.protocol();
        StringBuilder text = new StringBuilder();
        text.append(format(ROW, "", "final < 4.5 px", "ever < 1.414 px", "mean px"));
        text.append(format(
                ROW,
                clip(protocol.agent()),
                evaluation.rate(SuccessRule.FINAL),
                evaluation.rate(SuccessRule.EVER),
                format("%.2f", evaluation.meanFinalDistance())));
        for (Floor floor : evaluation.floors()) {
            text.append(format(
                    ROW,
                    clip(floor.name()),
                    floor.finalRule(),
                    floor.everRule(),
                    format("%.2f", floor.meanFinalDistance())));
        }
        text.append(format("%n"));
        lines(evaluation).forEach(line -> text.append(format("%-12s %s%n", line[0], line[1])));
        return text.toString().lines().map(String::stripTrailing).reduce("", (all, line) -> all + line + "\n");
    }

    private static List<String[]> lines(Evaluation evaluation) {
        List<String[]> lines = new ArrayList<>(cost(evaluation));
        lines.addAll(protocol(evaluation));
        return lines;
    }

    private static List<String[]> cost(Evaluation evaluation) {
        List<String[]> lines = new ArrayList<>();
        Effort effort = evaluation.effort();
        if (effort.plans() > 0) {
            lines.add(new String[] {
                "per plan", format("%.4f s, %sFLOP", evaluation.secondsPerPlan(), prefixed(evaluation.flopPerPlan()))
            });
            lines.add(new String[] {"plans ended", effort.outcomes().toString()});
            lines.addAll(guardrails(effort));
        }
        lines.add(new String[] {
            "per episode",
            format("%.3f s, %sFLOP", evaluation.secondsPerEpisode(), prefixed(evaluation.flopPerEpisode()))
        });
        return lines;
    }

    private static List<String[]> guardrails(Effort effort) {
        List<String[]> lines = new ArrayList<>();
        effort.guardrails()
                .forEach((name, tally) -> lines.add(new String[] {
                    "guardrail",
                    format(
                            "%s: kept by %d of %d plans as imagined, least margin %.3g %s",
                            name, tally.kept(), tally.plans(), tally.least(), tally.unit())
                }));
        effort.levels()
                .forEach((level, tally) -> lines.add(new String[] {
                    "level " + level,
                    format(
                            "guardrails violated at %d sub-goals of %d ways as imagined; %d latents were left for them",
                            tally.violated(), tally.ways(), tally.left())
                }));
        if (!effort.guardrails().isEmpty() || effort.interventions() > 0) {
            lines.add(new String[] {"intervened", format("%d actions were not the plan's", effort.interventions())});
        }
        return lines;
    }

    private static List<String[]> protocol(Evaluation evaluation) {
        Protocol protocol = evaluation.protocol();
        List<String[]> lines = new ArrayList<>();
        String episodes = format("%d of %d steps, no early stop", protocol.episodes(), protocol.steps());
        lines.add(new String[] {"world", protocol.world()});
        lines.add(new String[] {
            "episodes",
            evaluation.complete()
                    ? episodes
                    : episodes
                            + format(
                                    "; interrupted, %d played",
                                    evaluation.episodes().size())
        });
        if (protocol.horizon() > 0) {
            lines.add(new String[] {"planning", planning(protocol)});
        }
        if (!protocol.model().isEmpty()) {
            lines.add(new String[] {"model", protocol.model()});
        }
        if (!protocol.codeVersion().isEmpty()) {
            lines.add(new String[] {"code", protocol.codeVersion()});
        }
        lines.add(new String[] {"seed", Long.toString(protocol.seed())});
        lines.add(new String[] {
            "machine",
            format(
                    "%s, %d thread%s, %.1f s in all",
                    protocol.machine(),
                    protocol.threads(),
                    protocol.threads() == 1 ? "" : "s",
                    evaluation.wallSeconds())
        });
        return lines;
    }

    private static String planning(Protocol protocol) {
        return format(
                "horizon %d, replan every %d, %s start%s, budget %s",
                protocol.horizon(),
                protocol.replan(),
                protocol.warmStart() ? "warm" : "cold",
                protocol.actionLimit() > 0 ? format(", actions up to %s", protocol.actionLimit()) : "",
                protocol.budget());
    }

    private static String clip(String name) {
        return name.length() <= 28 ? name : name.substring(0, 27) + "…";
    }

    private static String prefixed(double count) {
        if (!Double.isFinite(count)) {
            return "unknown ";
        }
        int prefix = 0;
        while (Math.abs(count) >= 999.5 && prefix < PREFIXES.length - 1) {
            count /= 1000;
            prefix++;
        }
        return format(prefix == 0 ? "%.0f " : "%.2f ", count) + PREFIXES[prefix];
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
