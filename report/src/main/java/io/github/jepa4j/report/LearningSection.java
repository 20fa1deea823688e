package io.github.jepa4j.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What training recorded: the loss and its terms, the signs of collapse, and the pace.
final class LearningSection {

    /// The levels at which training gives its alarm; repeated here, so that a report needs no training
    /// engine.
    private static final double STD_ALARM = 0.1;

    private static final double RANK_ALARM = 4;
    private static final double LOGARITHMIC_RATIO = 20;
    private static final String LOSS = "loss.";
    private static final List<String> TERMS =
            List.of("total", "prediction", "variance", "covariance", "similarity", "inverse_dynamics");

    private LearningSection() {}

    static void append(StringBuilder page, Metrics metrics) {
        page.append("<section>\n<h2>Learning</h2>\n");
        if (metrics.series().isEmpty()) {
            page.append("<p class=\"quiet\">No metrics were recorded.</p>\n</section>\n");
            return;
        }
        List<Series> losses = losses(metrics);
        if (!losses.isEmpty()) {
            page.append(
                            "<p class=\"quiet\">Each term of the loss by update. The line is the mean of its neighbourhood, ")
                    .append("the band its least and greatest values; a gap is a value that was not a number.</p>\n");
            page.append("<div class=\"grid3\">");
            losses.forEach(series -> appendChart(page, title(series.name()), "c1", series, null));
            page.append("</div>\n");
        }
        appendCollapse(page, metrics);
        appendPace(page, metrics);
        page.append("</section>\n");
    }

    /// The total and its terms in the order in which papers write them, then whatever else there is.
    private static List<Series> losses(Metrics metrics) {
        List<Series> losses = new ArrayList<>();
        for (String term : TERMS) {
            Series series = metrics.get(LOSS + term);
            if (series != null) {
                losses.add(series);
            }
        }
        metrics.series().forEach((name, series) -> {
            if (name.startsWith(LOSS) && !losses.contains(series)) {
                losses.add(series);
            }
        });
        return losses;
    }

    private static void appendCollapse(StringBuilder page, Metrics metrics) {
        Series least = metrics.get("collapse.std_min");
        Series mean = metrics.get("collapse.std_mean");
        Series rank = metrics.get("collapse.effective_rank");
        if (least == null && mean == null && rank == null) {
            return;
        }
        page.append("<h3>Signs of collapse</h3>\n");
        appendVerdict(page, mean, rank);
        page.append("<div class=\"grid3\">");
        appendChart(page, "Least spread", "c2", least, null);
        appendChart(page, "Mean spread", "c2", mean, alarm(STD_ALARM));
        appendChart(page, "Effective rank", "c2", rank, alarm(RANK_ALARM));
        page.append("</div>\n");
    }

    private static LineChart.Threshold alarm(double value) {
        return new LineChart.Threshold("alarm below " + Text.number(value), value);
    }

    /// Says whether the representation had collapsed when training ended.
    private static void appendVerdict(StringBuilder page, @Nullable Series mean, @Nullable Series rank) {
        List<String> findings = new ArrayList<>();
        boolean collapsed = false;
        if (mean != null && Double.isFinite(mean.last())) {
            findings.add("the mean spread is " + Text.number(mean.last()) + " (alarm below " + STD_ALARM + ")");
            collapsed = mean.last() < STD_ALARM;
        }
        if (rank != null && Double.isFinite(rank.last())) {
            findings.add("the effective rank is " + Text.number(rank.last()) + " (alarm below "
                    + Text.number(RANK_ALARM) + ")");
            collapsed |= rank.last() < RANK_ALARM;
        }
        if (!findings.isEmpty()) {
            page.append(collapsed ? "<p class=\"verdict bad\">Collapsed" : "<p class=\"verdict good\">Not collapsed")
                    .append(": at the end ")
                    .append(String.join(" and ", findings))
                    .append(".</p>\n");
        }
    }

    private static void appendPace(StringBuilder page, Metrics metrics) {
        List<Series> pace = new ArrayList<>();
        for (String name : List.of(
                "learning_rate",
                "frames_per_second",
                "gradient_norm.encoder",
                "gradient_norm.predictor",
                "gradient_norm.network")) {
            Series series = metrics.get(name);
            if (series != null) {
                pace.add(series);
            }
        }
        if (!pace.isEmpty()) {
            page.append("<h3>Pace</h3>\n<div class=\"grid3\">");
            pace.forEach(series -> appendChart(page, title(series.name()), "c3", series, null));
            page.append("</div>\n");
        }
    }

    private static void appendChart(
            StringBuilder page,
            String title,
            String colour,
            @Nullable Series series,
            LineChart.@Nullable Threshold threshold) {
        if (series == null) {
            return;
        }
        LineChart.Line line = new LineChart.Line("", colour, series);
        LineChart chart = new LineChart(title, "update", List.of(line), threshold, range(series));
        page.append("<figure class=\"multiple\"><figcaption><span>")
                .append(Text.escape(title))
                .append("</span><span class=\"last\">")
                .append(Text.number(series.last()))
                .append("</span></figcaption>")
                .append(chart.svg());
        if (series.missing() > 0) {
            page.append(Text.format("<p class=\"warn\">%,d not a finite number</p>", series.missing()));
        }
        page.append("</figure>\n");
    }

    private static LineChart.Range range(Series series) {
        boolean wide = series.least() > 0 && series.greatest() / series.least() > LOGARITHMIC_RATIO;
        if (series.name().startsWith(LOSS) || series.name().startsWith("gradient_norm")) {
            return wide ? LineChart.Range.LOGARITHMIC : LineChart.Range.VALUES;
        }
        return LineChart.Range.FROM_ZERO;
    }

    private static String title(String name) {
        return switch (name) {
            case "loss.total" -> "Total loss";
            case "loss.inverse_dynamics" -> "Inverse dynamics";
            case "frames_per_second" -> "Frames per second";
            case "learning_rate" -> "Learning rate";
            case "gradient_norm.encoder" -> "Gradient norm, encoder";
            case "gradient_norm.predictor" -> "Gradient norm, predictor";
            case "gradient_norm.network" -> "Gradient norm";
            default -> sentence(name.startsWith(LOSS) ? name.substring(LOSS.length()) : name);
        };
    }

    private static String sentence(String name) {
        String words = name.replace('_', ' ').replace('.', ' ');
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }
}
