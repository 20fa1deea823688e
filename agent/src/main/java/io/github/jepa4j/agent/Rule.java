package io.github.jepa4j.agent;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// One rule of a [RuleConfigurator]: when all that is said of the situation is so, all that is said of the
/// setup is changed.
///
/// @param when what must be so; a rule of no conditions always holds
/// @param then what is changed
public record Rule(When when, Then then) {

    /// Conditions; null for any.
    ///
    /// @param surpriseAbove  surprise is above it (see [Situation])
    /// @param stepsLeftBelow fewer steps of the episode are left
    /// @param signal         name of a signal that is seen
    /// @param above          the signal is above it, in its unit
    /// @param below          the signal is below it, in its unit
    /// @param successBelow   of the episodes of this task that came nearest to here, less than this
    ///                       share succeeded, 0 to 1; needs an [Experience]
    public record When(
            @Nullable Double surpriseAbove,
            @Nullable Integer stepsLeftBelow,
            @Nullable String signal,
            @Nullable Float above,
            @Nullable Float below,
            @Nullable Double successBelow) {

        public When {
            if (signal == null && (above != null || below != null)
                    || signal != null && above == null && below == null) {
                throw new IllegalArgumentException(
                        "The condition on the signal %s is above %s and below %s; a signal needs at least one of them, and they need a signal.\nMaybe the line with its name is missing."
                                .formatted(signal, above, below));
            }
        }

        /// No conditions.
        public static When defaults() {
            return new When(null, null, null, null, null, null);
        }

        /// What is not known (surprise at the first step, a silent sensor, an empty memory) fulfils no
        /// condition.
        ///
        /// @param success of like situations before, asked only where it matters
        boolean holds(Situation situation, SignalSpace signals, DoubleSupplier success) {
            return (surpriseAbove == null || situation.surprise() > surpriseAbove)
                    && (stepsLeftBelow == null || situation.stepsLeft() < stepsLeftBelow)
                    && (signal == null || holds(value(situation, signals, signal)))
                    && (successBelow == null || success.getAsDouble() < successBelow);
        }

        private boolean holds(float value) {
            return (above == null || value > above) && (below == null || value < below);
        }

        private static float value(Situation situation, SignalSpace signals, String signal) {
            return situation.seen() instanceof Signals seen ? signals.read(seen, signal) : Float.NaN;
        }
    }

    /// Changes; null for none.
    ///
    /// @param task       the name of another task
    /// @param planner    the name of another planner (see [PlannerSpec]), with its defaults
    /// @param horizon    how far to look ahead
    /// @param replan     actions done between plans; at most the horizon, or it is cut to it
    /// @param planTime   limit on a decision's time
    /// @param afresh     whether to plan at once
    /// @param fallBack   why not to plan at all
    public record Then(
            @Nullable String task,
            @Nullable String planner,
            @Nullable Integer horizon,
            @Nullable Integer replan,
            @Nullable Duration planTime,
            boolean afresh,
            @Nullable String fallBack) {

        /// No changes.
        public static Then defaults() {
            return new Then(null, null, null, null, null, false, null);
        }

        Setup change(Setup setup, Map<String, Task> tasks) {
            Agent.Config loop = setup.loop();
            int ahead = horizon == null ? loop.horizon() : horizon;
            int interval = Math.min(ahead, replan == null ? loop.replanInterval() : replan);
            Duration time = planTime == null ? loop.planTime() : planTime;
            return new Setup(
                    task == null ? setup.task() : RuleConfigurator.named(task, tasks),
                    planner == null ? setup.planner() : PlannerSpec.of(planner).planner(),
                    new Agent.Config(ahead, interval, loop.warmStart(), time));
        }
    }

    /// Always, and nothing.
    public static Rule defaults() {
        return new Rule(When.defaults(), Then.defaults());
    }
}
