package io.github.jepa4j.worlds;

/// The physics that training data are made with: a move that would meet a wall does not happen at all.
///
/// Source: the trajectory generator of EB-JEPA's Two Rooms (arXiv 2602.03604). The evaluation has other
/// physics, [BouncingCollisions].
///
/// @param layout the rooms
public record FreezingCollisions(Layout layout) {

    /// Where the dot is after a commanded displacement in pixels: at `from + (dx, dy)`, or still at `from`
    /// when blocked.
    public Position move(Position from, double dx, double dy) {
        Position to = from.plus(dx, dy);
        return blocked(from, to) ? from : to;
    }

    /// Whether the straight move meets a wall.
    boolean blocked(Position from, Position to) {
        return meetsBorder(from, to) || meetsJamb(from, to) || meetsFace(from, to);
    }

    private static boolean meetsBorder(Position from, Position to) {
        return touches(from.x(), to.x(), Layout.LOW)
                || touches(from.x(), to.x(), Layout.HIGH)
                || touches(from.y(), to.y(), Layout.LOW)
                || touches(from.y(), to.y(), Layout.HIGH);
    }

    private static boolean touches(double from, double to, double line) {
        return Math.signum(from - line) * Math.signum(to - line) <= 0;
    }

    /// Out of the doorway through its lower or upper end, into the wall.
    private boolean meetsJamb(Position from, Position to) {
        double bottom = layout.doorBottom();
        double top = layout.doorTop();
        return (from.y() < bottom && bottom < to.y() && strictlyWithinWall(Crossing.xAt(from, to, bottom)))
                || (from.y() > top && top > to.y() && strictlyWithinWall(Crossing.xAt(from, to, top)));
    }

    private boolean strictlyWithinWall(double x) {
        return x > layout.leftFace() && x < layout.rightFace();
    }

    private boolean meetsFace(Position from, Position to) {
        boolean entersOrLeaves = layout.withinWall(from.x()) != layout.withinWall(to.x());
        boolean passes = (from.x() < layout.leftFace() && to.x() > layout.rightFace())
                || (from.x() > layout.rightFace() && to.x() < layout.leftFace());
        return (entersOrLeaves || passes)
                && (closedAt(from, to, layout.leftFace()) || closedAt(from, to, layout.rightFace()));
    }

    private boolean closedAt(Position from, Position to, double face) {
        boolean between = Math.min(from.x(), to.x()) < face && face < Math.max(from.x(), to.x());
        return between && !layout.openAt(Crossing.yAt(from, to, face));
    }
}
