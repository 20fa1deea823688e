package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.Effort;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.GuardrailTally;
import io.github.jepa4j.evaluation.LevelTally;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the plans of an evaluation kept what must never happen, and how often something else than a plan
/// acted. Left out where there was neither.
final class GuardrailsSection {

    private GuardrailsSection() {}

    static void append(StringBuilder page, @Nullable Evaluation evaluation) {
        Effort effort = evaluation == null ? Effort.NONE : evaluation.effort();
        if (effort.guardrails().isEmpty() && effort.interventions() == 0) {
            return;
        }
        page.append("<section>\n<h2>Guardrails</h2>\n");
        if (!effort.guardrails().isEmpty()) {
            appendTable(page, effort.guardrails());
        }
        if (!effort.levels().isEmpty()) {
            appendLevels(page, effort.levels());
        }
        page.append(Text.format(
                "<p>%,d actions were not the plan's, but the fallback's or the safety filter's. Of %,d plans, %,d ended"
                        + " with <em>no safe plan</em>: the safest alternative was done.</p>\n",
                effort.interventions(), effort.plans(), effort.outcomes().getOrDefault("no safe plan", 0L)));
        page.append("</section>\n");
    }

    private static void appendTable(StringBuilder page, Map<String, GuardrailTally> guardrails) {
        page.append(
                        "<div class=\"scroll\"><table><thead><tr><th>guardrail</th><th>plans</th><th>kept, as imagined</th>")
                .append("<th>least margin</th><th>verdict</th></tr></thead><tbody>\n");
        guardrails.forEach((name, tally) -> {
            boolean kept = tally.kept() == tally.plans();
            page.append(Text.format(
                    "<tr><td>%s</td><td>%,d</td><td>%,d</td><td>%s %s</td><td%s>%s</td></tr>\n",
                    Text.escape(name),
                    tally.plans(),
                    tally.kept(),
                    Text.number(tally.least()),
                    Text.escape(tally.unit()),
                    kept ? "" : " class=\"lost\"",
                    kept ? "kept" : "not always kept"));
        });
        page.append("</tbody></table></div>\n");
    }

    private static void appendLevels(StringBuilder page, Map<Integer, LevelTally> levels) {
        page.append("<div class=\"scroll\"><table><thead><tr><th>level above</th><th>ways</th>")
                .append("<th>sub-goals in violation, as imagined</th><th>latents left for a guardrail</th>")
                .append("<th>verdict</th></tr></thead><tbody>\n");
        levels.forEach((level, tally) -> {
            boolean kept = tally.violated() == 0;
            page.append(Text.format(
                    "<tr><td>%d</td><td>%,d</td><td>%,d</td><td>%,d</td><td%s>%s</td></tr>\n",
                    level,
                    tally.ways(),
                    tally.violated(),
                    tally.left(),
                    kept ? "" : " class=\"lost\"",
                    kept ? "kept" : "not always kept"));
        });
        page.append("</tbody></table></div>\n");
    }
}
