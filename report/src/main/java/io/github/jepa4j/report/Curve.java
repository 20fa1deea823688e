package io.github.jepa4j.report;

/// The outlines of a thinned series as SVG path data. A gap ends a stretch; a stretch of one point is drawn
/// as a dot (a line of no length, which round caps make visible).
final class Curve {

    private Curve() {}

    /// The line through the means.
    static String line(Thinned points, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        boolean begun = false;
        for (int point = 0; point < points.size(); point++) {
            double value = points.means()[point];
            if (Double.isNaN(value)) {
                begun = false;
                continue;
            }
            boolean alone = !begun && (point + 1 == points.size() || Double.isNaN(points.means()[point + 1]));
            path.append(begun ? 'L' : 'M');
            append(path, across.at(points.steps()[point]), up.at(value));
            path.append(alone ? "h0" : "");
            begun = true;
        }
        return path.toString();
    }

    /// The area between the least and the greatest values.
    static String band(Thinned points, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        while (from < points.size()) {
            int to = from;
            while (to < points.size() && !Double.isNaN(points.means()[to])) {
                to++;
            }
            if (to > from) {
                path.append(outline(points, from, to, across, up));
            }
            from = to + 1;
        }
        return path.toString();
    }

    private static String outline(Thinned points, int from, int to, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        for (int point = from; point < to; point++) {
            path.append(point == from ? 'M' : 'L');
            append(path, across.at(points.steps()[point]), up.at(points.greatest()[point]));
        }
        for (int point = to - 1; point >= from; point--) {
            path.append('L');
            append(path, across.at(points.steps()[point]), up.at(points.least()[point]));
        }
        return path.append('Z').toString();
    }

    private static void append(StringBuilder path, double x, double y) {
        path.append(Text.place(x)).append(' ').append(Text.place(y));
    }
}
