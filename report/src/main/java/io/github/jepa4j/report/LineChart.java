package io.github.jepa4j.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Quantities over steps as a drawing that scales with its column and takes the page's colours. A series
/// longer than the chart has room for is thinned; a value that is not a number is a gap.
///
/// @param title       what is shown
/// @param abscissa    what is counted to the right, such as `update`
/// @param lines       at least one
/// @param threshold   a level worth knowing, or null
/// @param range       what the vertical axis covers
record LineChart(
        String title,
        String abscissa,
        List<Line> lines,
        @Nullable Threshold threshold,
        Range range) {

    static final double WIDTH = 360;
    static final double HEIGHT = 190;
    static final double LEFT = 46;
    static final double RIGHT = WIDTH - 10;
    static final double TOP = 12;
    static final double BOTTOM = HEIGHT - 24;

    private static final int POINTS = 180;
    private static final int TICKS_RIGHT = 4;
    private static final int TICKS_UP = 4;

    LineChart {
        lines = List.copyOf(lines);
    }

    /// What the vertical axis covers.
    enum Range {
        /// The values, and little more.
        VALUES,
        /// The values and zero.
        FROM_ZERO,
        /// The values, by their logarithm where all are above 0.
        LOGARITHMIC
    }

    /// One line.
    ///
    /// @param label  what it is called, empty where the chart has only one
    /// @param colour the style class of its colour, `c1` to `c4`
    /// @param series what it shows
    record Line(String label, String colour, Series series) {}

    /// A level drawn across.
    ///
    /// @param label what it means
    /// @param value where it is
    record Threshold(String label, double value) {}

    /// The chart as an SVG element.
    String svg() {
        Axis across = horizontal();
        Axis up = vertical();
        StringBuilder svg = new StringBuilder(4096);
        svg.append(Text.format(
                "<svg class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\" data-plot=\"%s %s %s %s\">",
                Text.place(WIDTH),
                Text.place(HEIGHT),
                Text.escape(description()),
                Text.place(LEFT),
                Text.place(RIGHT),
                Text.place(TOP),
                Text.place(BOTTOM)));
        drawGrid(svg, across, up);
        drawThreshold(svg, up);
        for (Line line : lines) {
            drawLine(svg, line, across, up);
        }
        return svg.append("<g class=\"hover\"></g></svg>").toString();
    }

    /// What the chart says, for those who cannot see it.
    String description() {
        StringBuilder text = new StringBuilder(title).append(" by ").append(abscissa);
        for (Line line : lines) {
            Series series = line.series();
            text.append("; ").append(line.label().isEmpty() ? "" : line.label() + ": ");
            text.append(Text.format(
                    "last %s, least %s, greatest %s",
                    Text.number(series.last()), Text.number(series.least()), Text.number(series.greatest())));
        }
        return text.toString();
    }

    private Axis horizontal() {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            double[] steps = line.series().steps();
            if (steps.length > 0) {
                first = Math.min(first, steps[0]);
                last = Math.max(last, steps[steps.length - 1]);
            }
        }
        return first <= last ? Axis.linear(first, last, LEFT, RIGHT) : Axis.linear(0, 1, LEFT, RIGHT);
    }

    private Axis vertical() {
        double least = Double.NaN;
        double greatest = Double.NaN;
        for (Line line : lines) {
            least = lesser(least, line.series().least());
            greatest = -lesser(-greatest, -line.series().greatest());
        }
        if (threshold != null) {
            least = lesser(least, threshold.value());
            greatest = -lesser(-greatest, -threshold.value());
        }
        if (range == Range.FROM_ZERO) {
            least = lesser(least, 0);
        }
        return Axis.around(least, greatest, BOTTOM, TOP, range == Range.LOGARITHMIC);
    }

    private static double lesser(double one, double other) {
        return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.min(one, other);
    }

    private void drawGrid(StringBuilder svg, Axis across, Axis up) {
        for (double tick : up.ticks(TICKS_UP)) {
            String y = Text.place(up.at(tick));
            svg.append(Text.format("<path class=\"grid\" d=\"M%s %sH%s\"/>", Text.place(LEFT), y, Text.place(RIGHT)));
            svg.append(Text.format(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" dy=\".32em\" text-anchor=\"end\">%s</text>",
                    Text.place(LEFT - 6), y, Text.number(tick)));
        }
        for (double tick : across.ticks(TICKS_RIGHT)) {
            svg.append(Text.format(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
                    Text.place(across.at(tick)),
                    Text.place(HEIGHT - 7),
                    Text.prefixed(tick).replace(" ", "")));
        }
        svg.append(Text.format(
                "<path class=\"base\" d=\"M%s %sH%s\"/>", Text.place(LEFT), Text.place(BOTTOM), Text.place(RIGHT)));
    }

    private void drawThreshold(StringBuilder svg, Axis up) {
        if (threshold == null) {
            return;
        }
        double y = up.at(threshold.value());
        svg.append(Text.format(
                "<path class=\"alarm\" d=\"M%s %sH%s\"/><text class=\"alarm\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
                Text.place(LEFT),
                Text.place(y),
                Text.place(RIGHT),
                Text.place(RIGHT),
                Text.place(y - 4),
                Text.escape(threshold.label())));
    }

    private void drawLine(StringBuilder svg, Line line, Axis across, Axis up) {
        Thinned points = Thinned.of(line.series(), POINTS);
        if (points.banded()) {
            svg.append(
                    Text.format("<path class=\"band %s\" d=\"%s\"/>", line.colour(), Curve.band(points, across, up)));
        }
        svg.append(Text.format(
                "<path class=\"line %s\" d=\"%s\" data-label=\"%s\" data-points=\"%s\"/>",
                line.colour(),
                Curve.line(points, across, up),
                Text.escape(line.label()),
                Text.escape(hoverPoints(points, across, up))));
    }

    /// What is shown under the pointer: `x y step value`, a point each.
    private static String hoverPoints(Thinned points, Axis across, Axis up) {
        StringBuilder text = new StringBuilder();
        for (int point = 0; point < points.size(); point++) {
            double value = points.means()[point];
            if (!Double.isNaN(value)) {
                text.append(text.isEmpty() ? "" : ";")
                        .append(Text.place(across.at(points.steps()[point])))
                        .append(' ')
                        .append(Text.place(up.at(value)))
                        .append(' ')
                        .append(Math.round(points.steps()[point]))
                        .append(' ')
                        .append(Text.number(value));
            }
        }
        return text.toString();
    }
}
