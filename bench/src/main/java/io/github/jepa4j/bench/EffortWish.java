package io.github.jepa4j.bench;

import io.github.jepa4j.objective.Effort;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Surprise;

/// How it is said that a goal is to be reached with little effort.
///
/// @param way    to say it
/// @param weight of effort beside the distance
record EffortWish(Way way, float weight) {

    /// Ways to say it.
    ///
    /// A plan that covers a way at pace `v` pays `d / v` of distance, summed, and `w v` of effort for each
    /// pixel, so that the best pace is the root of `d / w`: with a weight that stays, far goals are hurried to
    /// and near ones crept to. In proportion to the distance, the pace is the same everywhere. Where the
    /// distance counts in the end only, there is no hurry at all.
    enum Way {
        /// Beside the distance, summed.
        SUM,
        /// Likewise, the weight in proportion to the distance now.
        PROPORTIONAL,
        /// Beside the distance in the plan's end.
        LAST
    }

    /// @param now  `[D]`
    /// @param goal `[D]`
    Objective objective(Latent now, Latent goal) {
        Objective near = way == Way.LAST ? GoalDistance.last(goal) : GoalDistance.sum(goal);
        float much = way == Way.PROPORTIONAL
                ? weight * (float) Surprise.between(now, goal).value()
                : weight;
        return WeightedSum.of(new WeightedSum.Term(1, near), new WeightedSum.Term(much, new Effort()));
    }
}
