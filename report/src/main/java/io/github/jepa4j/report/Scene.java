package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.Position;
import java.util.List;

/// What is solid in a flat world, for drawing it: `x` to the right, `y` downward, both in the world's unit.
///
/// @param low   the upper left corner of what is worth showing
/// @param high  the lower right corner
/// @param walls what cannot be walked through
public record Scene(Position low, Position high, List<Wall> walls) {

    private static final double MARGIN = 1.5;

    public Scene {
        walls = List.copyOf(walls);
        if (!(low.x() < high.x() && low.y() < high.y())) {
            throw new IllegalArgumentException(
                    "The scene goes from %s to %s; the second corner must lie right of and below the first.\nMaybe the corners were swapped."
                            .formatted(low, high));
        }
    }

    /// Two Rooms as its collision lines have it: borders of 1 px outside them, the inner wall between its
    /// faces, less the door.
    public static Scene of(Layout layout) {
        double low = Layout.LOW;
        double high = Layout.HIGH;
        List<Wall> walls = List.of(
                new Wall(low - 1, low - 1, high + 1, low),
                new Wall(low - 1, high, high + 1, high + 1),
                new Wall(low - 1, low, low, high),
                new Wall(high, low, high + 1, high),
                new Wall(layout.leftFace(), low, layout.rightFace(), layout.doorTop()),
                new Wall(layout.leftFace(), layout.doorBottom(), layout.rightFace(), high));
        return new Scene(new Position(low - MARGIN, low - MARGIN), new Position(high + MARGIN, high + MARGIN), walls);
    }

    /// A solid rectangle.
    ///
    /// @param left   its least `x`
    /// @param top    its least `y`
    /// @param right  its greatest `x`
    /// @param bottom its greatest `y`
    public record Wall(double left, double top, double right, double bottom) {}
}
