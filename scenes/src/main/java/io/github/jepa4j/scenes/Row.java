package io.github.jepa4j.scenes;

import java.util.ArrayList;
import java.util.List;

/// Equal bodies in one row, that exchange their speeds where they meet, as is so where neither momentum nor energy
/// is lost, and come back from walls.
///
/// @param bodies from left to right, none over another
record Row(List<Body> bodies) {

    Row {
        bodies = List.copyOf(bodies);
    }

    /// What is in the row.
    ///
    /// @param x        at first
    /// @param y        always
    /// @param velocity to the right, at first; 0 of a wall
    /// @param isWall   whether it never moves
    record Body(double x, double y, double halfWidth, double velocity, boolean isWall) {}

    /// Whether none is over another.
    boolean isApart() {
        boolean apart = true;
        for (int i = 0; i + 1 < bodies.size(); i++) {
            Body left = bodies.get(i);
            Body right = bodies.get(i + 1);
            apart &= right.x() - left.x() > left.halfWidth() + right.halfWidth();
        }
        return apart;
    }

    /// The ways of all bodies, walls too.
    ///
    /// @param frames until when they are followed
    List<Path> paths(int frames) {
        List<Path> paths = new ArrayList<>();
        double[] velocity = new double[bodies.size()];
        for (int i = 0; i < velocity.length; i++) {
            Body body = bodies.get(i);
            velocity[i] = body.velocity();
            paths.add(Path.through(0, body.x(), body.y(), Motion.rolling(velocity[i])));
        }
        double now = 0;
        Contact next = first(paths, velocity, now);
        while (next.time() < frames) {
            now = next.time();
            meet(next.left(), velocity);
            for (int i = next.left(); i <= next.left() + 1; i++) {
                paths.set(i, paths.get(i).then(now, Motion.rolling(velocity[i])));
            }
            next = first(paths, velocity, now);
        }
        return paths;
    }

    /// When a body meets the one to its right.
    private record Contact(int left, double time) {}

    private Contact first(List<Path> paths, double[] velocity, double now) {
        Contact first = new Contact(-1, Double.POSITIVE_INFINITY);
        for (int i = 0; i + 1 < velocity.length; i++) {
            double closing = velocity[i] - velocity[i + 1];
            if (closing > 0) {
                double reach = bodies.get(i).halfWidth() + bodies.get(i + 1).halfWidth();
                double gap = paths.get(i + 1).at(now).x() - paths.get(i).at(now).x() - reach;
                double time = now + Math.max(0, gap) / closing;
                first = time < first.time() ? new Contact(i, time) : first;
            }
        }
        return first;
    }

    private void meet(int left, double[] velocity) {
        boolean toWall = bodies.get(left).isWall() || bodies.get(left + 1).isWall();
        double kept = velocity[left];
        velocity[left] = toWall ? -velocity[left] : velocity[left + 1];
        velocity[left + 1] = toWall ? -velocity[left + 1] : kept;
    }
}
