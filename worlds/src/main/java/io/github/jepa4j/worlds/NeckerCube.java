package io.github.jepa4j.worlds;

import java.util.Arrays;

/// A cube drawn by its edges alone, seen from afar: a picture of two readings. What is near in the one is far in the
/// other, and the drawing says nothing of which is right, unless edges behind the cube are dashed.
///
/// Corner `i` has the bits of its three coordinates: edges join corners that differ in one bit. The drawing is from
/// infinitely far away, so that nothing looks smaller for being further.
///
/// Source: Necker, *Observations on some remarkable optical phænomena seen in Switzerland*, London and Edinburgh
/// Philosophical Magazine 1, 1832.
///
/// @param corners where the corners are drawn, `[8, 2]`, in px, `y` downward; all finite
/// @param dashed  which edges are drawn dashed, as those behind a cube are, `[12]`
public record NeckerCube(double[] corners, boolean[] dashed) {

    /// How many corners.
    public static final int CORNERS = 8;

    /// How many edges; edge `4 k + j` runs along axis `k`.
    public static final int EDGES = 12;

    public NeckerCube {
        corners = corners.clone();
        dashed = dashed.clone();
        if (corners.length != 2 * CORNERS || dashed.length != EDGES) {
            throw new IllegalArgumentException(
                    "The drawing of a cube has %d coordinates and %d edges; it must have 16 and 12.\nMaybe corners that are drawn at one place were counted once."
                            .formatted(corners.length, dashed.length));
        }
        if (!Arrays.stream(corners).allMatch(Double::isFinite) || edgeLength(corners) == 0) {
            throw new IllegalArgumentException(
                    "The corners of a cube are drawn at %s; they must be finite and not all at one place.\nMaybe a corner was not found."
                            .formatted(Arrays.toString(corners)));
        }
    }

    /// Draws a cube that is turned about the upright axis and then tilted towards the viewer, no edge dashed.
    ///
    /// @param turn   in radians
    /// @param tilt   in radians
    /// @param edge   its length in px, above 0
    /// @param centre of the drawing in px, both ways
    public static NeckerCube drawn(double turn, double tilt, double edge, double centre) {
        double[] corners = new double[2 * CORNERS];
        for (int corner = 0; corner < CORNERS; corner++) {
            double[] place = {side(corner, 0), side(corner, 1), side(corner, 2)};
            double[] seen = turned(place, turn, tilt);
            corners[2 * corner] = centre + edge * seen[0];
            corners[2 * corner + 1] = centre + edge * seen[1];
        }
        return new NeckerCube(corners, new boolean[EDGES]);
    }

    /// Turns a place about the upright axis and then tilts it.
    ///
    /// @param place `[3]`: to the right, down, away
    /// @return `[3]`
    static double[] turned(double[] place, double turn, double tilt) {
        double x = place[0] * StrictMath.cos(turn) + place[2] * StrictMath.sin(turn);
        double away = place[2] * StrictMath.cos(turn) - place[0] * StrictMath.sin(turn);
        double y = place[1] * StrictMath.cos(tilt) + away * StrictMath.sin(tilt);
        return new double[] {x, y, away * StrictMath.cos(tilt) - place[1] * StrictMath.sin(tilt)};
    }

    /// The same drawing with one more edge dashed.
    ///
    /// @param edge from 0 to 11
    public NeckerCube withDashed(int edge) {
        boolean[] more = dashed.clone();
        more[edge] = true;
        return new NeckerCube(corners, more);
    }

    /// The corner that an edge begins at: the one whose bit is not set.
    public static int begin(int edge) {
        int axis = edge / 4;
        int other = edge % 4;
        int low = other & ((1 << axis) - 1);
        return ((other - low) << 1) | low;
    }

    /// The corner that an edge ends at.
    public static int end(int edge) {
        return begin(edge) | (1 << edge / 4);
    }

    /// How long the edges of the cube are, in px, drawn shorter as they are: the squares of the three directions as
    /// drawn add up to twice the square of it, however the cube is turned.
    public double edgeLength() {
        return edgeLength(corners);
    }

    private static double edgeLength(double[] corners) {
        double squares = 0;
        for (int edge = 0; edge < EDGES; edge++) {
            double dx = corners[2 * end(edge)] - corners[2 * begin(edge)];
            double dy = corners[2 * end(edge) + 1] - corners[2 * begin(edge) + 1];
            squares += dx * dx + dy * dy;
        }
        return Math.sqrt(squares / 8);
    }

    private static double side(int corner, int axis) {
        return ((corner >> axis) & 1) - 0.5;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeckerCube that
                && Arrays.equals(corners, that.corners)
                && Arrays.equals(dashed, that.dashed);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(corners) + Arrays.hashCode(dashed);
    }
}
