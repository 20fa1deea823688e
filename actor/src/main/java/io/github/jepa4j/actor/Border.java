package io.github.jepa4j.actor;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;

/// The border between the raw units in which actions are legal and the model's units in which a planner
/// searches.
final class Border {

    private final ActionSpace space;
    private final ActionScale scale;
    private final int horizon;
    private final int dimension;
    private final float[] resting;

    Border(Problem problem) {
        space = problem.actionSpace();
        scale = problem.scale();
        horizon = problem.horizon();
        dimension = space.dimension();
        resting = scale.normalise(new Action(new float[dimension]));
        scale.project(space, resting, 0);
    }

    /// The numbers in one sequence, `H * A`.
    int length() {
        return horizon * dimension;
    }

    /// Doing nothing all the time, `[H, A]`.
    float[] restingSequence() {
        float[] sequence = new float[length()];
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = resting[i % dimension];
        }
        return sequence;
    }

    /// A warm start cut or filled up to the horizon and made legal; what is no number in it becomes rest.
    float[] legal(ActionSequence warmStart) {
        if (warmStart.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "The warm start has %d axes, but the action space has %d.\nMaybe it is the plan of another world."
                            .formatted(warmStart.dimension(), dimension));
        }
        float[] sequence = restingSequence();
        int given = Math.min(sequence.length, warmStart.values().length);
        for (int i = 0; i < given; i++) {
            if (Float.isFinite(warmStart.values()[i])) {
                sequence[i] = warmStart.values()[i];
            }
        }
        project(sequence);
        return sequence;
    }

    /// Makes every action of some sequences legal, in place.
    void project(float[] values) {
        for (int offset = 0; offset < values.length; offset += dimension) {
            scale.project(space, values, offset);
        }
    }

    /// Half of what each axis may range over, `[A]`, in the model's units: the length that spreads and
    /// steps are fractions of. Where an axis has no limits it is one of the model's units.
    float[] halfRanges() {
        float[] halves = halves(space);
        for (int axis = 0; axis < dimension; axis++) {
            halves[axis] = Float.isInfinite(halves[axis]) ? 1 : halves[axis] / scale.std()[axis];
        }
        return halves;
    }

    private static float[] halves(ActionSpace space) {
        float[] halves = new float[space.dimension()];
        switch (space) {
            case ActionSpace.Ball ball -> Arrays.fill(halves, ball.radius());
            case ActionSpace.Box box -> {
                for (int axis = 0; axis < halves.length; axis++) {
                    halves[axis] = (box.high()[axis] - box.low()[axis]) / 2;
                }
            }
            case ActionSpace.Repeated repeated -> {
                float[] each = halves(repeated.each());
                for (int axis = 0; axis < halves.length; axis++) {
                    halves[axis] = each[axis % each.length];
                }
            }
        }
        return halves;
    }

    /// From raw units to the model's, of any number of actions.
    float[] toModel(float[] raw) {
        float[] inside = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            int axis = i % dimension;
            inside[i] = (raw[i] - scale.mean()[axis]) / scale.std()[axis];
        }
        return inside;
    }
}
