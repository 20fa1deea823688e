package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Position;
import java.util.List;

/// A flat world from above: walls, and whatever is laid over them in the order given. One unit of the
/// drawing is one unit of the world, so that what is added needs no conversion.
final class RoomsView {

    private static final double START_RADIUS = 1.3;
    private static final double GOAL_CROSS = 1.2;

    private final Scene scene;
    private final String description;
    private final StringBuilder under = new StringBuilder();
    private final StringBuilder over = new StringBuilder();

    /// A view of the bare walls.
    ///
    /// @param description what is to be seen, for those who cannot
    RoomsView(Scene scene, String description) {
        this.scene = scene;
        this.description = description;
    }

    /// Lays an image under the walls.
    ///
    /// @param low  the centre of its first pixel
    /// @param high the centre of its last pixel
    RoomsView image(HeatMap map, Position low, Position high) {
        double halfColumn = map.columns() > 1 ? (high.x() - low.x()) / (map.columns() - 1) / 2 : 0.5;
        double halfRow = map.rows() > 1 ? (high.y() - low.y()) / (map.rows() - 1) / 2 : 0.5;
        under.append(Text.format(
                "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" href=\"%s\"/>",
                Text.place(low.x() - halfColumn),
                Text.place(low.y() - halfRow),
                Text.place(high.x() - low.x() + 2 * halfColumn),
                Text.place(high.y() - low.y() + 2 * halfRow),
                map.image()));
        return this;
    }

    /// Draws a way.
    ///
    /// @param style style classes
    RoomsView path(List<Position> places, String style) {
        over.append(Text.format("<polyline class=\"%s\" points=\"%s\"/>", style, points(places)));
        return this;
    }

    /// Draws a dot at a place.
    RoomsView dot(Position place, double radius, String style) {
        over.append(Text.format(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>",
                style, Text.place(place.x()), Text.place(place.y()), Text.place(radius)));
        return this;
    }

    /// Marks where it begins.
    RoomsView start(Position place) {
        return dot(place, START_RADIUS, "start");
    }

    /// Marks where it should end, and how near is near enough.
    RoomsView goal(Position place, double radius) {
        dot(place, radius, "goal");
        over.append(Text.format(
                "<path class=\"goal\" d=\"M%s %sh%sM%s %sv%s\"/>",
                Text.place(place.x() - GOAL_CROSS),
                Text.place(place.y()),
                Text.place(2 * GOAL_CROSS),
                Text.place(place.x()),
                Text.place(place.y() - GOAL_CROSS),
                Text.place(2 * GOAL_CROSS)));
        return this;
    }

    /// The view as an SVG element.
    String svg() {
        StringBuilder svg = new StringBuilder(1024);
        Position low = scene.low();
        svg.append(Text.format(
                "<svg class=\"rooms\" viewBox=\"%s %s %s %s\" role=\"img\" aria-label=\"%s\">",
                Text.place(low.x()),
                Text.place(low.y()),
                Text.place(scene.high().x() - low.x()),
                Text.place(scene.high().y() - low.y()),
                Text.escape(description)));
        svg.append(under);
        svg.append("<path class=\"wall\" d=\"");
        for (Scene.Wall wall : scene.walls()) {
            svg.append(Text.format(
                    "M%s %sH%sV%sH%sZ",
                    Text.place(wall.left()),
                    Text.place(wall.top()),
                    Text.place(wall.right()),
                    Text.place(wall.bottom()),
                    Text.place(wall.left())));
        }
        return svg.append("\"/>").append(over).append("</svg>").toString();
    }

    /// Places as SVG wants them.
    static String points(List<Position> places) {
        StringBuilder text = new StringBuilder(places.size() * 12);
        for (Position place : places) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(Text.place(place.x()))
                    .append(',')
                    .append(Text.place(place.y()));
        }
        return text.toString();
    }
}
