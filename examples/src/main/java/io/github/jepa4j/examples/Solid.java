package io.github.jepa4j.examples;

import io.github.jepa4j.worlds.NeckerCube;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/// A reading of the drawing of a cube, painted as the solid that it says is there.
///
/// @param drawing what is read
/// @param depths  of its corners, in edge lengths, growing away from the viewer
/// @param colour  of the solid
record Solid(NeckerCube drawing, double[] depths, Color colour) {

    private static final Color INK = new Color(0x2B2B33);

    /// From the upper left, before the cube; `y` is down and depth away.
    private static final double[] LIGHT = {-0.45, -0.68, -0.58};

    /// The three sides that face the viewer, lit, their edges, and on a large solid the hidden ones
    /// dashed.
    ///
    /// @param centre of it, in px
    /// @param scale  px of the painting for each of the drawing
    void paint(Graphics2D graphics, double[] centre, double scale) {
        for (int axis = 0; axis < 3; axis++) {
            for (int side = 0; side < 2; side++) {
                double[] outward = outward(axis, side);
                if (outward[2] < 0) {
                    graphics.setColor(lit(outward));
                    graphics.fill(outline(axis, side, centre, scale));
                }
            }
        }
        int hidden = 0;
        for (int corner = 1; corner < depths.length; corner++) {
            hidden = depths[corner] > depths[hidden] ? corner : hidden;
        }
        float width = (float) Math.max(1.2, 2.6 * scale);
        for (int edge = 0; edge < NeckerCube.EDGES; edge++) {
            boolean behind = NeckerCube.begin(edge) == hidden || NeckerCube.end(edge) == hidden;
            if (behind && scale < 1) {
                continue;
            }
            graphics.setColor(behind ? new Color(255, 255, 255, 130) : mixed(colour, INK, 0.72));
            graphics.setStroke(
                    behind
                            ? new BasicStroke(
                                    width * 0.6f,
                                    BasicStroke.CAP_BUTT,
                                    BasicStroke.JOIN_ROUND,
                                    1,
                                    new float[] {7, 6},
                                    0)
                            : new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            double[] from = place(NeckerCube.begin(edge), centre, scale);
            double[] to = place(NeckerCube.end(edge), centre, scale);
            graphics.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
        }
    }

    /// From the opposite side to this one, which is a whole edge long.
    private double[] outward(int axis, int side) {
        int here = side << axis;
        int opposite = here ^ (1 << axis);
        double[] corners = drawing.corners();
        double edge = drawing.edgeLength();
        return new double[] {
            (corners[2 * here] - corners[2 * opposite]) / edge,
            (corners[2 * here + 1] - corners[2 * opposite + 1]) / edge,
            depths[here] - depths[opposite]
        };
    }

    /// Half of the light comes from all around, so that no two sides look alike.
    private Color lit(double[] outward) {
        double light = 0.5;
        for (int i = 0; i < 3; i++) {
            light += 0.5 * outward[i] * LIGHT[i];
        }
        return mixed(mixed(colour, INK, 0.62), mixed(colour, Color.WHITE, 0.5), Math.clamp(light, 0, 1));
    }

    private Path2D outline(int axis, int side, double[] centre, double scale) {
        int first = side << axis;
        int across = 1 << (axis + 1) % 3;
        int down = 1 << (axis + 2) % 3;
        double[] begin = place(first, centre, scale);
        Path2D outline = new Path2D.Double();
        outline.moveTo(begin[0], begin[1]);
        for (int corner : new int[] {first | across, first | across | down, first | down}) {
            double[] place = place(corner, centre, scale);
            outline.lineTo(place[0], place[1]);
        }
        outline.closePath();
        return outline;
    }

    private double[] place(int corner, double[] centre, double scale) {
        double[] corners = drawing.corners();
        double[] place = centre.clone();
        for (int i = 0; i < NeckerCube.CORNERS; i++) {
            place[0] += scale * (corners[2 * corner] - corners[2 * i]) / NeckerCube.CORNERS;
            place[1] += scale * (corners[2 * corner + 1] - corners[2 * i + 1]) / NeckerCube.CORNERS;
        }
        return place;
    }

    /// Of two colours, the other's share being from 0 to 1.
    static Color mixed(Color one, Color other, double share) {
        return new Color(
                (int) Math.round(one.getRed() * (1 - share) + other.getRed() * share),
                (int) Math.round(one.getGreen() * (1 - share) + other.getGreen() * share),
                (int) Math.round(one.getBlue() * (1 - share) + other.getBlue() * share));
    }
}
