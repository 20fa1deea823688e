package io.github.jepa4j.worlds;

import io.github.jepa4j.worlds.LineFinder.Line;
import java.util.ArrayList;
import java.util.List;

/// From twelve strokes to the eight corners of a cube: ends that lie near each other are one corner, which
/// is put where its lines meet. Strokes of one direction are the edges along one axis, and which end a
/// corner is of its three edges are its three bits.
final class CubeCorners {

    /// Ends no further apart are one corner, in px.
    private static final double NEAR = 8;

    /// Drawn edges along one axis differ by no more, in radians.
    private static final double PARALLEL = 0.05;

    /// Where ends meet: the lines that do, and at which bits.
    private record Meeting(double x, double y, List<Line> lines, int bits) {}

    private CubeCorners() {}

    /// @throws IllegalArgumentException when the strokes are no cube's
    static NeckerCube of(List<Line> lines) {
        List<List<Line>> axes = axes(lines);
        List<Meeting> meetings = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            for (Line line : axes.get(axis)) {
                join(meetings, line, line.from(), 0);
                join(meetings, line, line.until(), 1 << axis);
            }
        }
        double[] corners = new double[2 * NeckerCube.CORNERS];
        int seen = 0;
        boolean cube = lines.size() == NeckerCube.EDGES && axes.size() == 3 && meetings.size() == NeckerCube.CORNERS;
        for (int i = 0; cube && i < meetings.size(); i++) {
            Meeting meeting = meetings.get(i);
            seen |= 1 << meeting.bits();
            place(meeting, corners);
        }
        if (seen != (1 << NeckerCube.CORNERS) - 1) {
            throw new IllegalArgumentException(
                    "The picture shows %d lines of %d directions that meet at %d places; the edges of a cube are 12 of 3 that meet at 8.\nMaybe two edges lie on one another, or the picture is too small."
                            .formatted(lines.size(), axes.size(), meetings.size()));
        }
        return new NeckerCube(corners, new boolean[NeckerCube.EDGES]);
    }

    /// Lines by direction, all of one turned the same way.
    private static List<List<Line>> axes(List<Line> lines) {
        List<List<Line>> axes = new ArrayList<>();
        for (Line line : lines) {
            List<Line> own = null;
            for (List<Line> axis : axes) {
                own = Math.abs(sine(line, axis.getFirst())) < PARALLEL ? axis : own;
            }
            if (own == null) {
                own = new ArrayList<>();
                axes.add(own);
            }
            boolean against = !own.isEmpty() && cosine(line, own.getFirst()) < 0;
            own.add(against ? turned(line) : line);
        }
        return axes;
    }

    private static Line turned(Line line) {
        return new Line(-line.cos(), -line.sin(), -line.offset(), -line.until(), -line.from());
    }

    /// Adds an end to the corner it is near, with its bit, or begins a corner.
    private static void join(List<Meeting> meetings, Line line, double along, int bit) {
        double x = line.x(along);
        double y = line.y(along);
        for (int i = 0; i < meetings.size(); i++) {
            Meeting meeting = meetings.get(i);
            if (Math.hypot(meeting.x() - x, meeting.y() - y) < NEAR) {
                List<Line> lines = new ArrayList<>(meeting.lines());
                lines.add(line);
                meetings.set(i, new Meeting(meeting.x(), meeting.y(), lines, meeting.bits() | bit));
                return;
            }
        }
        meetings.add(new Meeting(x, y, List.of(line), bit));
    }

    /// Puts a corner where it is nearest to all its lines, in squares.
    private static void place(Meeting meeting, double[] corners) {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double x = 0;
        double y = 0;
        for (Line line : meeting.lines()) {
            xx += line.cos() * line.cos();
            xy += line.cos() * line.sin();
            yy += line.sin() * line.sin();
            x += line.cos() * line.offset();
            y += line.sin() * line.offset();
        }
        double determinant = xx * yy - xy * xy;
        corners[2 * meeting.bits()] = (x * yy - y * xy) / determinant;
        corners[2 * meeting.bits() + 1] = (y * xx - x * xy) / determinant;
    }

    private static double sine(Line one, Line other) {
        return one.cos() * other.sin() - one.sin() * other.cos();
    }

    private static double cosine(Line one, Line other) {
        return one.cos() * other.cos() + one.sin() * other.sin();
    }
}
