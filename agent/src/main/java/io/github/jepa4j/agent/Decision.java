package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.world.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the agent decided at one step, and why.
///
/// @param step        of the episode, from 0
/// @param action      to do now, in the world's units
/// @param proposed    the action that the plan or the fallback proposed; another one where the filter
///     intervened
/// @param outcome     how it came about: that of the plan it is from, or `FellBack`
/// @param plan        the plan it is from; null when it fell back
/// @param planStep    which of the plan's actions it is, from 0; 0 when it was planned at this very step
/// @param doubts      why what was seen was not believed, so that the fallback acted; empty when it was
/// @param ruling      what the safety filter said; null when there is none
/// @param surprise    mean over `D` of the squared gap between the latent that the plan foresaw for now
///     and the one perceived; NaN when nothing was perceived (between plans) or foreseen (at the first
///     step)
/// @param encodeNanos time spent perceiving, by the agent's clock
/// @param planNanos   time spent configuring and planning, recalling included, by the agent's clock
public record Decision(
        int step,
        Action action,
        Action proposed,
        Outcome outcome,
        @Nullable Plan plan,
        int planStep,
        List<Doubt> doubts,
        @Nullable Ruling ruling,
        double surprise,
        long encodeNanos,
        long planNanos) {

    public Decision {
        doubts = List.copyOf(doubts);
    }

    Decision ruled(Ruling by) {
        return new Decision(
                step, by.action(), proposed, outcome, plan, planStep, doubts, by, surprise, encodeNanos, planNanos);
    }

    Decision doubted(List<Doubt> by) {
        return new Decision(
                step, action, proposed, outcome, plan, planStep, by, ruling, surprise, encodeNanos, planNanos);
    }

    /// Whether there was a new plan at this step.
    public boolean planned() {
        return plan != null && planStep == 0;
    }

    /// The plan's energy as imagined, NaN when unknown.
    public float energy() {
        return plan == null ? Float.NaN : plan.energy();
    }

    /// Why this action, in words: how it came about, what each guardrail says of the imagined future, what
    /// each objective adds to the energy, and how surprising the present was. Several lines.
    public String explain() {
        return explanation().text();
    }

    /// The same, and what was decided, as one JSON object on one line: for logs and other programs. What is
    /// not known is the text `NaN`, as in traces.
    public String json() {
        return DecisionJson.of(this);
    }

    /// The same in figures.
    public Explanation explanation() {
        return Explanation.of(this);
    }
}
