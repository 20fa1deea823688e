package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Pixels;
import java.util.Arrays;

/// The drawing of a cube as a picture: one grey channel, dark lines on white.
public final class NeckerCubePicture {

    private NeckerCubePicture() {}

    /// Draws all edges, each whole, with soft borders.
    ///
    /// @param cube   whose corners lie within the picture
    /// @param size   rows and columns, at least 16
    /// @param stroke width of a line in px, at least 1
    /// @throws IllegalArgumentException when a corner is outside, or an edge is dashed, which is not drawn
    public static Pixels draw(NeckerCube cube, int size, double stroke) {
        boolean inside = Arrays.stream(cube.corners()).allMatch(place -> place >= 0 && place <= size - 1);
        boolean dashed = false;
        for (boolean edge : cube.dashed()) {
            dashed |= edge;
        }
        if (!inside || dashed || size < 16 || !(stroke >= 1)) {
            throw new IllegalArgumentException(
                    "A picture of %d px with lines of %s px cannot show the cube; it needs at least 16 px, lines of at least 1 px, all corners inside and no edge dashed.\nMaybe the cube is larger than the picture."
                            .formatted(size, stroke));
        }
        byte[] values = new byte[size * size];
        for (int i = 0; i < values.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int edge = 0; edge < NeckerCube.EDGES; edge++) {
                nearest = Math.min(nearest, distance(cube, edge, i % size, i / size));
            }
            double ink = Math.clamp(stroke / 2 + 0.5 - nearest, 0, 1);
            values[i] = (byte) Math.round(255 * (1 - ink));
        }
        return new Pixels(1, size, size, values);
    }

    /// Finds the drawing in a picture again: its lines, where they meet, and which corners of a cube those
    /// are. Which reading is right no picture tells, so that the corners' bits are one labelling of
    /// several that mean the same.
    ///
    /// @throws IllegalArgumentException when the picture shows no cube with all its edges apart from each
    ///     other
    public static NeckerCube read(Pixels picture) {
        return CubeCorners.of(LineFinder.lines(picture, NeckerCube.EDGES));
    }

    private static double distance(NeckerCube cube, int edge, double x, double y) {
        double[] corners = cube.corners();
        int begin = 2 * NeckerCube.begin(edge);
        int end = 2 * NeckerCube.end(edge);
        double dx = corners[end] - corners[begin];
        double dy = corners[end + 1] - corners[begin + 1];
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : ((x - corners[begin]) * dx + (y - corners[begin + 1]) * dy) / length;
        double nearest = Math.clamp(along, 0, 1);
        return Math.hypot(corners[begin] + nearest * dx - x, corners[begin + 1] + nearest * dy - y);
    }
}
