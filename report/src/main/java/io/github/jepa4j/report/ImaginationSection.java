package io.github.jepa4j.report;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// Real futures beside imagined ones.
final class ImaginationSection {

    private static final int SHOWN = 6;

    private ImaginationSection() {}

    static void append(StringBuilder page, List<Imagination> imaginations) {
        page.append("<section>\n<h2>Imagined against real</h2>\n");
        if (imaginations.isEmpty()) {
            page.append("<p class=\"quiet\">No futures were imagined for this report.</p>\n</section>\n");
            return;
        }
        page.append(
                        "<p class=\"quiet\">The same actions done in the world and imagined by the model, from one picture and ")
                .append("with no further look. A place is read off an imagined latent as the place whose picture has ")
                .append("the most similar latent.</p>\n")
                .append("<p class=\"key\"><span class=\"c0\">real</span><span class=\"c1\">imagined</span></p>\n")
                .append("<div class=\"grid3 pairs\">");
        imaginations.stream().limit(SHOWN).forEach(imagination -> appendView(page, imagination));
        page.append("</div>\n");
        appendErrors(page, imaginations);
        page.append("</section>\n");
    }

    private static void appendView(StringBuilder page, Imagination imagination) {
        int horizon = imagination.horizon();
        String error = Text.format("%.1f", imagination.error(horizon));
        RoomsView view = new RoomsView(
                        imagination.scene(),
                        "A real way of %d steps and the imagined one; at the end %s px apart".formatted(horizon, error))
                .path(imagination.real(), "way c0")
                .path(imagination.imagined(), "way c1")
                .dot(imagination.real().getFirst(), 1.2, "start")
                .dot(imagination.real().getLast(), 1.2, "end c0")
                .dot(imagination.imagined().getLast(), 1.2, "end c1");
        page.append("<figure class=\"multiple\">")
                .append(view.svg())
                .append("<figcaption><span>")
                .append(horizon)
                .append(" steps</span><span class=\"last\">")
                .append(error)
                .append(" px off</span></figcaption></figure>\n");
    }

    private static void appendErrors(StringBuilder page, List<Imagination> imaginations) {
        Series imagined = mean("imagined", imaginations, Imagination::error);
        Series perceived = mean("perceived", imaginations, Imagination::perceptionError);
        Series put = mean("stays put", imaginations, Imagination::staysPutError);
        LineChart chart = new LineChart(
                "Distance from the real place, px",
                "imagined step",
                List.of(
                        new LineChart.Line("stays put", "c0", put),
                        new LineChart.Line("perceived", "c3", perceived),
                        new LineChart.Line("imagined", "c1", imagined)),
                null,
                LineChart.Range.FROM_ZERO);
        page.append(
                        "<figure class=\"wide\"><figcaption><span>Distance from the real place, px, by imagined step; mean of ")
                .append(imaginations.size())
                .append(imaginations.size() == 1 ? " future" : " futures")
                .append("</span></figcaption><p class=\"key\"><span class=\"c1\">imagined</span>")
                .append("<span class=\"c3\">read off the real picture</span>")
                .append("<span class=\"c0\">saying that nothing moves</span></p>")
                .append(chart.svg())
                .append("</figure>\n");
    }

    private static Series mean(
            String name, List<Imagination> imaginations, ToDoubleBiFunction<Imagination, Integer> error) {
        int horizon = imaginations.stream().mapToInt(Imagination::horizon).max().orElse(0);
        double[] steps = new double[horizon + 1];
        double[] means = new double[horizon + 1];
        for (int time = 0; time <= horizon; time++) {
            int now = time;
            steps[time] = time;
            means[time] = imaginations.stream()
                    .filter(imagination -> imagination.horizon() >= now)
                    .mapToDouble(imagination -> error.applyAsDouble(imagination, now))
                    .average()
                    .orElse(Double.NaN);
        }
        return new Series(name, steps, means);
    }
}
