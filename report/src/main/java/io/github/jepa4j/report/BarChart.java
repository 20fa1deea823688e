package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.evaluation.WilsonInterval;
import java.util.List;

/// Success rates as bars from 0 to 100 %, each with its 95 % interval as a whisker.
///
/// @param title what is compared
/// @param bars  from top to bottom
record BarChart(String title, List<Bar> bars) {

    static final double WIDTH = 400;
    static final double ROW = 38;
    static final double LEFT = 2;
    static final double RIGHT = WIDTH - 66;

    private static final double THICKNESS = 13;
    private static final double BAR_TOP = 19;
    private static final double CAP = 4;
    private static final double FOOT = 18;

    BarChart {
        bars = List.copyOf(bars);
    }

    /// One bar.
    ///
    /// @param label  what it is called
    /// @param rate   its length
    /// @param colour the style class of its colour
    record Bar(String label, SuccessRate rate, String colour) {}

    /// The chart as an SVG element.
    String svg() {
        Axis across = Axis.linear(0, 1, LEFT, RIGHT);
        double height = bars.size() * ROW + FOOT;
        StringBuilder svg = new StringBuilder(2048);
        svg.append(Text.format(
                "<svg class=\"bars\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
                Text.place(WIDTH), Text.place(height), Text.escape(description())));
        for (int percent = 0; percent <= 100; percent += 25) {
            String x = Text.place(across.at(percent / 100.0));
            svg.append(Text.format(
                    "<path class=\"grid\" d=\"M%s %sV%s\"/><text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%d</text>",
                    x,
                    Text.place(BAR_TOP - 3),
                    Text.place(height - FOOT),
                    x,
                    Text.place(height - 4),
                    percent == 0 ? "start" : "middle",
                    percent));
        }
        for (int row = 0; row < bars.size(); row++) {
            drawBar(svg, bars.get(row), row * ROW, across);
        }
        return svg.append("</svg>").toString();
    }

    private String description() {
        StringBuilder text = new StringBuilder(title);
        bars.forEach(bar -> text.append("; ").append(bar.label()).append(": ").append(bar.rate()));
        return text.toString();
    }

    private static void drawBar(StringBuilder svg, Bar bar, double top, Axis across) {
        SuccessRate rate = bar.rate();
        double share = rate.episodes() == 0 ? 0 : rate.rate();
        double y = top + BAR_TOP;
        double middle = y + THICKNESS / 2;
        svg.append(Text.format(
                "<text class=\"label\" x=\"%s\" y=\"%s\">%s</text>",
                Text.place(LEFT), Text.place(top + 13), Text.escape(bar.label())));
        svg.append(Text.format(
                "<rect class=\"bar %s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"/>",
                bar.colour(),
                Text.place(LEFT),
                Text.place(y),
                Text.place(across.at(share) - LEFT),
                Text.place(THICKNESS)));
        drawWhisker(svg, rate.interval(), middle, across);
        svg.append(Text.format(
                "<text class=\"value\" x=\"%s\" y=\"%s\" dy=\".34em\" text-anchor=\"end\">%s</text>",
                Text.place(WIDTH), Text.place(middle), rate.episodes() == 0 ? "—" : Text.percent(share)));
    }

    private static void drawWhisker(StringBuilder svg, WilsonInterval interval, double middle, Axis across) {
        String low = Text.place(across.at(interval.low()));
        String high = Text.place(across.at(interval.high()));
        svg.append(Text.format(
                "<path class=\"whisker\" d=\"M%s %sv%sM%s %sH%sM%s %sv%s\"/>",
                low,
                Text.place(middle - CAP),
                Text.place(2 * CAP),
                low,
                Text.place(middle),
                high,
                high,
                Text.place(middle - CAP),
                Text.place(2 * CAP)));
    }
}
