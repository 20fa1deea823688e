package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.Floor;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.evaluation.WilsonInterval;
import io.github.jepa4j.worlds.SuccessRule;
import java.util.ArrayList;
import java.util.List;

/// The top of the page: what was run, how often it wins, and against what.
final class HeaderSection {

    private HeaderSection() {}

    static void append(StringBuilder page, ReportData data) {
        page.append("<header>\n<p class=\"brand\">jepa4j run report</p>\n<h1>")
                .append(Text.escape(data.title()))
                .append("</h1>\n</header>\n");
        appendNotes(page, data);
        Evaluation evaluation = data.evaluation();
        if (data.subject() == ReportData.Subject.SEEING) {
            page.append(
                    "<section class=\"empty\"><p>This run learned to see: nothing acts by it. What can be read off its"
                            + " features is told by <code>jepa4j probe</code>, how well it foresees videos by <code>jepa4j"
                            + " surprise</code>.</p></section>\n");
        } else if (evaluation == null) {
            page.append("<section class=\"empty\"><p>This run has not been evaluated yet: how often it wins is not"
                    + " known.</p></section>\n");
        } else {
            appendHeadline(page, evaluation);
        }
        appendFacts(page, data);
    }

    private static void appendNotes(StringBuilder page, ReportData data) {
        List<String> notes = new ArrayList<>(data.notes());
        long unreadable = data.metrics().unreadable();
        if (unreadable > 0) {
            notes.add(Text.format(
                    "%,d %s of the metrics could not be read and %s left out.",
                    unreadable, unreadable == 1 ? "line" : "lines", unreadable == 1 ? "was" : "were"));
        }
        Evaluation evaluation = data.evaluation();
        if (evaluation != null && !evaluation.complete()) {
            notes.add(Text.format(
                    "The evaluation was interrupted: %,d of %,d episodes were played.",
                    evaluation.episodes().size(), evaluation.protocol().episodes()));
        }
        if (!notes.isEmpty()) {
            page.append("<aside class=\"notes\" aria-label=\"Notes\"><ul>");
            notes.forEach(note -> page.append("<li>").append(Text.escape(note)).append("</li>"));
            page.append("</ul></aside>\n");
        }
    }

    private static void appendHeadline(StringBuilder page, Evaluation evaluation) {
        SuccessRate rate = evaluation.rate(SuccessRule.FINAL);
        WilsonInterval interval = rate.interval();
        page.append("<section class=\"headline\">\n<div>\n<p class=\"big\">")
                .append(Text.percent(rate.rate()))
                .append("</p>\n<p class=\"lead\">")
                .append(Text.format(
                        "won %,d of %,d episodes; 95 %% interval %.1f to %.1f %%",
                        rate.successes(), rate.episodes(), 100 * interval.low(), 100 * interval.high()))
                .append("</p>\n<p class=\"quiet\">Won: at the last step the dot is less than 4.5 px from the goal. ")
                .append("By the stricter rule, ever within 1.414 px: ")
                .append(Text.escape(evaluation.rate(SuccessRule.EVER).toString()))
                .append(".</p>\n<dl class=\"figures\">");
        figure(page, "Mean final distance", Text.number(evaluation.meanFinalDistance()) + " px");
        figure(page, "Time per plan", Text.seconds(evaluation.secondsPerPlan()));
        figure(page, "Time per episode", Text.seconds(evaluation.secondsPerEpisode()));
        figure(page, "Whole evaluation", Text.seconds(evaluation.wallSeconds()));
        figure(page, "Arithmetic per plan", flop(evaluation.flopPerPlan()));
        figure(page, "Arithmetic per episode", flop(evaluation.flopPerEpisode()));
        page.append("</dl>\n</div>\n<figure>\n")
                .append(new BarChart("Episodes won, in percent, with 95 % intervals", bars(evaluation)).svg())
                .append("<figcaption>Episodes won, %. The floors need no learning and played the very same tasks; ")
                .append("whiskers are 95 % intervals.</figcaption></figure>\n</section>\n");
    }

    private static List<BarChart.Bar> bars(Evaluation evaluation) {
        List<BarChart.Bar> bars = new ArrayList<>();
        bars.add(new BarChart.Bar(evaluation.protocol().agent(), evaluation.rate(SuccessRule.FINAL), "c1"));
        for (Floor floor : evaluation.floors()) {
            bars.add(new BarChart.Bar(floor.name(), floor.rate(SuccessRule.FINAL), "c0"));
        }
        return bars;
    }

    private static void figure(StringBuilder page, String name, String value) {
        page.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Text.escape(value))
                .append("</dd></div>");
    }

    private static String flop(double flop) {
        return Double.isFinite(flop) ? Text.prefixed(flop) + "FLOP" : "—";
    }

    private static void appendFacts(StringBuilder page, ReportData data) {
        List<ReportData.Fact> facts = new ArrayList<>();
        if (data.evaluation() != null) {
            facts.addAll(protocol(data.evaluation().protocol()));
        }
        facts.addAll(data.provenance());
        if (facts.isEmpty()) {
            return;
        }
        page.append("<section aria-label=\"Protocol and provenance\"><dl class=\"facts\">");
        for (ReportData.Fact fact : facts) {
            page.append("<div><dt>")
                    .append(Text.escape(fact.name()))
                    .append("</dt><dd>")
                    .append(Text.escape(fact.value()))
                    .append("</dd></div>");
        }
        page.append("</dl></section>\n");
    }

    private static List<ReportData.Fact> protocol(Protocol protocol) {
        List<ReportData.Fact> facts = new ArrayList<>();
        facts.add(new ReportData.Fact("world", protocol.world()));
        facts.add(new ReportData.Fact("agent", protocol.agent()));
        facts.add(new ReportData.Fact(
                "episodes", Text.format("%,d of %d steps, no early stop", protocol.episodes(), protocol.steps())));
        if (protocol.horizon() > 0) {
            facts.add(new ReportData.Fact(
                    "planning",
                    Text.format(
                            "%d steps ahead, again every %s",
                            protocol.horizon(), protocol.replan() == 1 ? "step" : protocol.replan() + " steps")));
            facts.add(new ReportData.Fact(
                    "plans begin", protocol.warmStart() ? "with what is left of the one before" : "from nothing"));
            if (protocol.actionLimit() > 0) {
                facts.add(new ReportData.Fact("longest action", Text.format("%s px", protocol.actionLimit())));
            }
            facts.add(new ReportData.Fact("budget per plan", protocol.budget()));
        }
        if (!protocol.model().isEmpty()) {
            facts.add(new ReportData.Fact("model", protocol.model()));
        }
        if (!protocol.codeVersion().isEmpty()) {
            facts.add(new ReportData.Fact("played by jepa4j", protocol.codeVersion()));
        }
        facts.add(new ReportData.Fact("evaluation seed", Long.toString(protocol.seed())));
        facts.add(new ReportData.Fact(
                "evaluated on",
                Text.format(
                        "%s, %d %s",
                        protocol.machine(), protocol.threads(), protocol.threads() == 1 ? "thread" : "threads")));
        return facts;
    }
}
