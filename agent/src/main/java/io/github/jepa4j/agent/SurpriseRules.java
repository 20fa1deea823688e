package io.github.jepa4j.agent;

import io.github.jepa4j.agent.Directive.FallBack;
import io.github.jepa4j.agent.Directive.Pursue;
import io.github.jepa4j.surprise.Calibration;
import java.util.Locale;

/// Reacts to surprise: first by a new plan, then by looking less far ahead, where errors have less time to
/// grow, and in the end by not trusting what is imagined at all. Three levels, in the unit of surprise (see
/// [Situation]), each `Infinity` for never. What surprise is usual for a model, its evaluation's traces
/// tell; [#of] makes levels of it.
///
/// @param inner    decides everything else
/// @param replan   above it, a new plan is made at once
/// @param shorten  above it, the horizon is halved too, for this plan; not below `replan`
/// @param distrust above it, the agent falls back; not below `shorten`
public record SurpriseRules(Configurator inner, double replan, double shorten, double distrust)
        implements Configurator {

    public SurpriseRules {
        if (!(0 <= replan && replan <= shorten && shorten <= distrust)) {
            throw new IllegalArgumentException(
                    "The levels of surprise are %s, %s and %s; they must be at least 0 and not fall.\nMaybe two were swapped."
                            .formatted(replan, shorten, distrust));
        }
    }

    /// Levels by what is usual: each step is held against steps at which nothing was wrong.
    ///
    /// A share of 0.01 is reached by one usual step in a hundred, so that an agent that is asked fifty
    /// times in an episode reacts in up to four usual episodes of ten: choose shares by how often it may
    /// react for nothing. Fewer usual steps than one over the share tell of nothing so rare; the level is
    /// `Infinity` then, for never.
    ///
    /// @param inner    decides everything else
    /// @param usual    surprises of such steps, in the unit of surprise (see [Situation]): of a watchful
    ///     agent with the same model, planner and task, in episodes that nothing was learned from
    /// @param replan   the share of usual steps, in [0, 1), at which a new plan is made; 0 for never
    /// @param shorten  likewise, at which the horizon is halved too; not above `replan`
    /// @param distrust likewise, at which the agent falls back; not above `shorten`
    public static SurpriseRules of(
            Configurator inner, Calibration usual, double replan, double shorten, double distrust) {
        if (!(replan >= shorten && shorten >= distrust)) {
            throw new IllegalArgumentException(
                    "The shares of usual steps are %s, %s and %s; they must not rise.\nMaybe they are levels rather than shares, or two were swapped."
                            .formatted(replan, shorten, distrust));
        }
        return new SurpriseRules(inner, usual.level(replan), usual.level(shorten), usual.level(distrust));
    }

    @Override
    public Directive configure(Situation situation) {
        double surprise = situation.surprise();
        if (surprise > distrust) {
            return new FallBack(String.format(
                    Locale.ROOT, "what is seen was not foreseen: surprise %.3g, above %.3g", surprise, distrust));
        }
        return switch (inner.configure(situation)) {
            case FallBack fallBack -> fallBack;
            case Pursue pursue when surprise > shorten -> new Pursue(shortened(pursue.setup()), true);
            case Pursue pursue -> new Pursue(pursue.setup(), pursue.afresh() || surprise > replan);
        };
    }

    private static Setup shortened(Setup setup) {
        Agent.Config loop = setup.loop();
        int horizon = Math.max(1, loop.horizon() / 2);
        int interval = Math.min(loop.replanInterval(), horizon);
        Agent.Config shorter = new Agent.Config(horizon, interval, loop.warmStart(), loop.planTime());
        return new Setup(setup.task(), setup.planner(), shorter);
    }
}
