package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.ExponentialMovingAverage;
import io.github.jepa4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A target that follows what is trained: networks of the same sizes, whose parameters are a moving
/// average of the trained ones and have no gradient. Their running statistics are their own.
///
/// @param <N> the networks
final class Follower<N> {

    private final Networks twin;
    private final N networks;
    private final ExponentialMovingAverage average;

    private Follower(Networks twin, N networks, ExponentialMovingAverage average) {
        this.twin = twin;
        this.networks = networks;
        this.average = average;
    }

    /// Begins as a copy of what is trained.
    ///
    /// @param trained  has all parameters that the target will have, and may have more
    /// @param networks makes the target's
    static <N> Follower<N> of(
            Networks trained, Function<Networks, N> networks, ExponentialMovingAverage.Config momentum) {
        Networks twin = trained.twin();
        N made = networks.apply(twin);
        var average = ExponentialMovingAverage.follow(twin.parameters(), trained.parameters(), momentum);
        return new Follower<>(twin, made, average);
    }

    /// Those that are kept as a model where a method's source judges the average.
    Networks twin() {
        return twin;
    }

    N networks() {
        return networks;
    }

    /// Moves towards what is trained.
    ///
    /// @param step from 0
    void update(long step) {
        average.update(step);
    }

    /// A copy of all parameters and buffers, by name.
    Map<String, Tensor> copy() {
        Map<String, Tensor> all = new LinkedHashMap<>(twin.parameters().copy());
        all.putAll(twin.buffers().copy());
        return all;
    }

    /// Puts back what [#copy] gave.
    ///
    /// @throws IllegalArgumentException where a parameter or buffer is missing or of another shape
    void load(Map<String, Tensor> values) {
        twin.parameters().load(values);
        twin.buffers().load(values);
    }
}
