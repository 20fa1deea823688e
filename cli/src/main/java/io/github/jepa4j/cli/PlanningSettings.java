package io.github.jepa4j.cli;

import io.github.jepa4j.actor.FuturesPlanner;
import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.actor.PolicyPlanner;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Policy;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// How is planned.
///
/// @param planner        which planner, by name, and its parameters
/// @param horizon        how many actions a plan looks ahead; towards an episode's end only those that are
///     left
/// @param replanInterval after how many actions it plans again, in [1, horizon]
/// @param warmStart      whether a plan begins with what is left of the one before; the peer's planners have none
/// @param actionLimit    the longest action of our planners, in pixels (1.8 is the longest in the data); 0 with the
///     peer's, which have the world's box of 2.45 px
/// @param time           a limit on each plan, such as `50ms`; `0ms` for none
/// @param levels         on how many levels is planned, the world model's being 1; those above are learned by
///     `jepa4j levels`
/// @param keepWays       how long a level above the model goes on along its way before it plans again,
///     in its own steps; 0 to plan on every level each time, as it does without `warmStart`
/// @param tether         what it weighs that plans to a sub-goal lead through what the first level above has no support
///     for, such as a wall that the model imagines to pass; 0 to leave it to the model
/// @param futures        how many futures are imagined of each plan, by the latent variable that
///     `jepa4j futures` learns; 0 for the model's own one
/// @param shared         after how many actions the futures branch, each with actions of its own from
///     then on: what will be known by then may decide; 0 where all get the same actions throughout
/// @param risk           what counts of them, and of what levels leave to chance: `mean`, `worst`,
///     `quantile 0.9` or `cvar 0.2`
/// @param guarded        the same of guardrails' margins: `worst`, so that they hold in all of them, unless who knows
///     why says otherwise
/// @param policy         what the policy is for that `jepa4j distil` learned: `none`, `alone` to act by it without
///     search, `proposal` to begin search there
record PlanningSettings(
        PlannerSpec planner,
        int horizon,
        int replanInterval,
        boolean warmStart,
        double actionLimit,
        Duration time,
        int levels,
        double keepWays,
        double tether,
        int futures,
        int shared,
        String risk,
        String guarded,
        PolicyUse policy) {

    private static final int MOST_LEVELS = 9;
    private static final double MOST_KEPT = 1000;
    private static final double MOST_TETHER = 1000;
    private static final int MOST_FUTURES = 1000;
    private static final String MEAN = "mean";
    private static final String WORST = "worst";

    private static final double ACTION_LIMIT = 1.8;

    /// Goes with every planner: nothing was said.
    private static final double OPEN_LIMIT = Double.MIN_VALUE;

    /// Any horizon and interval of a user go with these, and any planner: to find out which planner is
    /// wanted.
    static final PlanningSettings OPEN = openTo(PlannerSpec.of(PlanningDefaults.PLANNER));

    /// The same with a planner that is known already.
    static PlanningSettings openTo(PlannerSpec planner) {
        return new PlanningSettings(
                planner,
                Integer.MAX_VALUE,
                1,
                false,
                OPEN_LIMIT,
                Duration.ZERO,
                1,
                1,
                0,
                0,
                0,
                MEAN,
                WORST,
                PolicyUse.NONE);
    }

    PlanningSettings {
        var _ = planner.planner(); // refuses parameters that are out of range
        Check.that(horizon >= 1, "horizon", horizon, "at least 1");
        Check.that(
                replanInterval >= 1 && replanInterval <= horizon,
                "replanInterval",
                replanInterval,
                "in [1, horizon = " + horizon + "]");
        if (PlanningDefaults.isOfThePeer(planner)) {
            Check.that(!warmStart, "warmStart", warmStart, "false with " + planner.name());
            Check.that(
                    actionLimit == 0 || actionLimit == OPEN_LIMIT,
                    "actionLimit",
                    actionLimit,
                    "0 with " + planner.name() + ", which has the world's box of 2.45 px");
        } else {
            Check.that(actionLimit > 0 && actionLimit <= 10, "actionLimit", actionLimit, "above 0 and at most 10 px");
        }
        Check.that(!time.isNegative(), "time", time, "positive, or zero for no limit");
        Check.that(levels >= 1 && levels <= MOST_LEVELS, "levels", levels, "in [1, " + MOST_LEVELS + "]");
        Check.that(keepWays >= 0 && keepWays <= MOST_KEPT, "keepWays", keepWays, "in [0, " + MOST_KEPT + "]");
        Check.that(tether >= 0 && tether <= MOST_TETHER, "tether", tether, "in [0, " + MOST_TETHER + "]");
        Check.that(futures >= 0 && futures <= MOST_FUTURES, "futures", futures, "in [0, " + MOST_FUTURES + "]");
        Check.that(
                shared == 0 || futures > 0 && shared > 0 && shared < horizon,
                "shared",
                shared,
                "0, or with futures in [1, horizon = " + horizon + ")");
        boolean counts = futures > 0 || levels > 1 || Risk.parse(risk).equals(Risk.MEAN);
        Check.that(counts, "risk", risk, "mean where there are neither futures nor levels above the model");
        Check.that(
                policy == PolicyUse.NONE || levels == 1 && futures == 0,
                "policy",
                policy,
                "none with levels above the model or futures, which it was not distilled for");
        Check.that(futures > 0 || isGuardedAtWorst(guarded), "guarded", guarded, "worst where there are no futures");
    }

    /// The defaults of the planner that is wanted, with a horizon that fits the episode and an interval
    /// that fits the horizon.
    ///
    /// @param wanted what was written, laid over [#OPEN]
    /// @param steps  of an episode
    static PlanningSettings defaultsFor(PlanningSettings wanted, int steps) {
        PlanningDefaults defaults = PlanningDefaults.of(wanted.planner().name());
        int horizon = Math.min(defaults.horizon(), steps);
        return new PlanningSettings(
                defaults.planner(),
                horizon,
                Math.min(defaults.replanInterval(), Math.min(horizon, wanted.horizon())),
                defaults.warmStart(),
                PlanningDefaults.isOfThePeer(defaults.planner()) ? 0 : ACTION_LIMIT,
                Duration.ZERO,
                1,
                1,
                0,
                0,
                0,
                MEAN,
                WORST,
                PolicyUse.NONE);
    }

    private static boolean isGuardedAtWorst(String guarded) {
        try {
            return Risk.parse(guarded).equals(Risk.WORST);
        } catch (IllegalArgumentException failure) {
            throw new IllegalArgumentException(
                    "guarded is '%s'; it must be worst, mean, quantile Q or cvar A, such as 'quantile 0.9'.\nMaybe the number is missing."
                            .formatted(guarded),
                    failure);
        }
    }

    /// @param isWritten whether a task from a file is to be done, whose terms are other aims than a goal
    void requireNoPolicy(boolean isWritten) {
        if (isWritten && policy != PolicyUse.NONE) {
            throw new CommandFailure(
                    "planning.policy is %s, but a policy was distilled for goals, and a task from a file wants other things too.%nMaybe leave out --task or planning.policy."
                            .formatted(policy.name().toLowerCase(Locale.ROOT)));
        }
    }

    /// The same by another planner.
    PlanningSettings by(PlannerSpec other) {
        return new PlanningSettings(
                other,
                horizon,
                replanInterval,
                warmStart,
                actionLimit,
                time,
                levels,
                keepWays,
                tether,
                futures,
                shared,
                risk,
                guarded,
                policy);
    }

    boolean isOpen() {
        return horizon == Integer.MAX_VALUE;
    }

    ActionSpace actionSpace() {
        return PlanningDefaults.isOfThePeer(planner)
                ? new ActionSpace.Box(
                        new float[] {-TwoRooms.LIMIT, -TwoRooms.LIMIT}, new float[] {TwoRooms.LIMIT, TwoRooms.LIMIT})
                : new ActionSpace.Ball(2, (float) actionLimit);
    }

    Agent.Config agent() {
        return new Agent.Config(horizon, replanInterval, warmStart, time);
    }

    /// Such as `candidates 64, iterations 6, no time limit`.
    String budget() {
        StringBuilder words = new StringBuilder();
        new TreeMap<>(planner.effective())
                .forEach((name, value) -> words.append(name)
                        .append(' ')
                        .append(value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : value)
                        .append(", "));
        words.append(time.isZero() ? "no time limit" : "at most " + time.toMillis() + " ms");
        if (levels > 1) {
            words.append(", on ")
                    .append(levels)
                    .append(" levels by the ")
                    .append(Risk.parse(risk).words());
        }
        if (futures > 0) {
            words.append(", ")
                    .append(futures(futures).wanted().words())
                    .append(" of ")
                    .append(futures)
                    .append(" futures");
            words.append(shared == 0 ? "" : " that branch after %d actions".formatted(shared));
            words.append(
                    isGuardedAtWorst(guarded)
                            ? ""
                            : ", guardrails by the " + Risk.parse(guarded).words());
        }
        words.append(
                switch (policy) {
                    case NONE -> "";
                    case ALONE -> ", by the policy alone";
                    case PROPOSAL -> ", from what the policy proposes";
                });
        return words.toString();
    }

    private FuturesPlanner.Config futures(int count) {
        return new FuturesPlanner.Config(count, shared, Risk.parse(risk), Risk.parse(guarded));
    }

    /// The planner, on the levels and across the futures that are asked for.
    ///
    /// @param model whose file holds what is needed for that
    Planner planner(Path model) throws IOException {
        Planner lowest = acting(model, planner.planner());
        Planner across = futures == 0
                ? lowest
                : new FuturesPlanner(FuturesLearning.in(SafeTensors.read(model)), lowest, futures(futures));
        return levels == 1
                ? across
                : new HierarchicalPlanner(
                        above(model),
                        across,
                        HierarchicalPlanner.Config.defaults()
                                .withRisk(Risk.parse(risk))
                                .tetheredBy((float) tether)
                                .keeping((float) keepWays));
    }

    private Planner acting(Path model, Planner search) throws IOException {
        if (policy == PolicyUse.NONE) {
            return search;
        }
        Policy distilled = Policy.of(SafeTensors.read(model), Distilling.NAME);
        return policy == PolicyUse.ALONE
                ? new PolicyPlanner(distilled, search)
                : new ProposalPlanner(search, PolicyPlanner.proposals(distilled));
    }

    /// The levels above the model that are planned on, from the lowest up.
    List<Level> above(Path model) throws IOException {
        List<Level> above = new ArrayList<>();
        for (int number = 2; number <= levels; number++) {
            above.add(Level.of(SafeTensors.read(model), number));
        }
        return above;
    }
}
