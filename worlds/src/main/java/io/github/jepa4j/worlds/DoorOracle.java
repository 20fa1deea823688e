package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// The ceiling: knows where wall and door are, and walks through the door to the goal.
///
/// @param step the length of a step, in pixels, above 0; the last one is shorter
public record DoorOracle(double step) implements ScriptedPolicy<TwoRooms> {

    /// How far from the door's edges the oracle keeps, in pixels.
    private static final double EDGE_MARGIN = 1;

    /// How far beyond a face it aims, in pixels.
    private static final double FACE_MARGIN = 0.5;

    public DoorOracle {
        StraightLinePolicy.requireStep(step);
    }

    @Override
    public Action act(TwoRooms world, RandomGenerator random) {
        return StraightLinePolicy.toward(world.position(), waypoint(world.position(), world.task()), step);
    }

    private static Position waypoint(Position dot, TwoRoomsTask task) {
        Layout layout = task.layout();
        boolean goalIsRight = task.goal().x() > layout.wall();
        double near = goalIsRight ? layout.leftFace() - FACE_MARGIN : layout.rightFace() + FACE_MARGIN;
        double far = goalIsRight ? layout.rightFace() + FACE_MARGIN : layout.leftFace() - FACE_MARGIN;
        boolean through = goalIsRight ? dot.x() >= far : dot.x() <= far;
        if (through || passesDoor(dot, task.goal(), layout)) {
            return task.goal();
        }
        double row = Math.clamp(
                Crossing.yAt(dot, task.goal(), layout.wall()),
                layout.doorTop() + EDGE_MARGIN,
                layout.doorBottom() - EDGE_MARGIN);
        boolean atDoor = goalIsRight ? dot.x() >= near - FACE_MARGIN : dot.x() <= near + FACE_MARGIN;
        boolean aligned = Math.abs(dot.y() - layout.door()) <= layout.doorBottom() - layout.door() - EDGE_MARGIN / 2;
        return atDoor && aligned
                ? new Position(
                        far, Math.clamp(dot.y(), layout.doorTop() + EDGE_MARGIN, layout.doorBottom() - EDGE_MARGIN))
                : new Position(near, row);
    }

    private static boolean passesDoor(Position dot, Position goal, Layout layout) {
        return clear(Crossing.yAt(dot, goal, layout.leftFace()), layout)
                && clear(Crossing.yAt(dot, goal, layout.rightFace()), layout);
    }

    private static boolean clear(double y, Layout layout) {
        return y > layout.doorTop() + EDGE_MARGIN / 2 && y < layout.doorBottom() - EDGE_MARGIN / 2;
    }
}
