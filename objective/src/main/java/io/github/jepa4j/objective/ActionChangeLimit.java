package io.github.jepa4j.objective;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Rollout;

/// Keeps an axis of the actions from changing too fast, such as a valve that must not slam: `margin_t =
/// most -
/// |a_(t-1) - a_(t-2)|` in the world's units, the first change being from the action done before. How large an action
/// may be is no guardrail: the action space says it, and planners never leave that.
///
/// @param axis   its name, such as `coolant valve`
/// @param unit   of the action
/// @param index  of the axis, from 0
/// @param most   the largest change from one action to the next that is safe, in `unit`, at least 0
/// @param before the action done last, in the world's units
/// @param scale  the border between the world's units and the model's
public record ActionChangeLimit(String axis, String unit, int index, float most, Action before, ActionScale scale)
        implements Guardrail {

    public ActionChangeLimit {
        if (!(most >= 0)) {
            throw new IllegalArgumentException(
                    "The limit on changes of %s is %s %s; it must be at least 0.\nMaybe the sign is that of a fall: the limit holds both ways."
                            .formatted(axis, most, unit));
        }
        if (index < 0 || index >= scale.dimension() || before.dimension() != scale.dimension()) {
            throw new IllegalArgumentException(
                    "The limit on changes of %s is for axis %d of an action of %d axes, but the scale has %d.\nMaybe axes are counted from 0."
                            .formatted(axis, index, before.dimension(), scale.dimension()));
        }
    }

    @Override
    public String name() {
        return "change of %s at most %s".formatted(axis, most);
    }

    @Override
    public float[] margins(Rollout rollout) {
        float[] margins = new float[rollout.candidates() * rollout.horizon()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = most - Math.abs(change(rollout, i));
        }
        return margins;
    }

    /// Before an action there is no change.
    @Override
    public float marginNow(Rollout present) {
        return Float.NaN;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        int dimension = scale.dimension();
        for (int i = 0; i < gradients.length; i++) {
            int at = i * dimension + index;
            float slope = gradients[i] * Math.signum(change(rollout, i)) * scale.std()[index];
            into.actions()[at] -= slope;
            if (i % rollout.horizon() > 0) {
                into.actions()[at - dimension] += slope;
            }
        }
    }

    /// The change that an action of the batch makes, in the world's units.
    private float change(Rollout rollout, int action) {
        float[] actions = rollout.actions().values();
        int at = action * scale.dimension() + index;
        return action % rollout.horizon() == 0
                ? actions[at] * scale.std()[index] + scale.mean()[index] - before.values()[index]
                : (actions[at] - actions[at - scale.dimension()]) * scale.std()[index];
    }
}
