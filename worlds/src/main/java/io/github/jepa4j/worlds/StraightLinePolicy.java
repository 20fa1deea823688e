package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// The greedy floor: walks at the goal as if there were no wall. It wins more than two in five episodes,
/// because the noisy bounces let it slide along the wall into the door; a planner that does no better has
/// learned nothing about walls.
///
/// @param step the length of a step, in pixels, above 0; the last one is shorter
public record StraightLinePolicy(double step) implements ScriptedPolicy<TwoRooms> {

    public StraightLinePolicy {
        requireStep(step);
    }

    @Override
    public Action act(TwoRooms world, RandomGenerator random) {
        return toward(world.position(), world.task().goal(), step);
    }

    static Action toward(Position from, Position to, double step) {
        double distance = from.distanceTo(to);
        if (distance == 0) {
            return new Action(0, 0);
        }
        double scale = Math.min(step, distance) / distance;
        return new Action((float) ((to.x() - from.x()) * scale), (float) ((to.y() - from.y()) * scale));
    }

    static void requireStep(double step) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException(
                    "The policy's step is %s px; it must be finite and above 0.\nMaybe it was left unset."
                            .formatted(step));
        }
    }
}
