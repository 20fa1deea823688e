package io.github.jepa4j.bench;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Surprise;

/// What effort weighs beside the distance to a goal.
///
/// A plan that covers a way at pace `v` pays `d / v` of distance and `w v` of effort for each pixel, so
/// that the best pace is the root of `d / w`: with a weight that stays, far goals are hurried to and near
/// ones crept to. In proportion to the distance, the pace is the same everywhere.
///
/// @param factor       of effort
/// @param proportional whether times the distance now
record EffortWeight(float factor, boolean proportional) {

    /// @param now  `[D]`
    /// @param goal `[D]`
    float weight(Latent now, Latent goal) {
        return proportional ? factor * (float) Surprise.between(now, goal).value() : factor;
    }
}
