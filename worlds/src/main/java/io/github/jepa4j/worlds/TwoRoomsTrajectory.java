package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import java.util.ArrayList;
import java.util.List;

/// Where the dot was and what was commanded, without pictures: `T + 1` positions and `T` actions.
///
/// @param layout    the rooms
/// @param positions position `t` is where action `t` was commanded
/// @param actions   as commanded, displacements in pixels `[A] = [2]`: a blocked move keeps its command
public record TwoRoomsTrajectory(Layout layout, List<Position> positions, List<Action> actions) {

    public TwoRoomsTrajectory {
        positions = List.copyOf(positions);
        actions = List.copyOf(actions);
        if (positions.size() != actions.size() + 1) {
            throw new IllegalArgumentException(
                    "A trajectory of %d actions needs %d positions, but has %d.\nMaybe the last position was not recorded."
                            .formatted(actions.size(), actions.size() + 1, positions.size()));
        }
    }

    /// The same as pictures `[C, Y, X] = [2, 65, 65]`.
    public Episode episode() {
        var renderer = new TwoRoomsRenderer(layout);
        List<Observation> frames = new ArrayList<>(positions.size());
        for (Position position : positions) {
            frames.add(renderer.render(position));
        }
        return new Episode(frames, actions);
    }

    /// Whether the dot was in both rooms between two times (in the doorway is in neither).
    ///
    /// @param from the first position looked at
    /// @param to   one beyond the last
    public boolean crosses(int from, int to) {
        boolean left = false;
        boolean right = false;
        for (Position position : positions.subList(from, to)) {
            left |= position.x() < layout.leftFace();
            right |= position.x() > layout.rightFace();
        }
        return left && right;
    }

    /// Whether action `t` had no effect because a wall was in the way.
    public boolean blockedAt(int t) {
        return positions.get(t).equals(positions.get(t + 1));
    }
}
