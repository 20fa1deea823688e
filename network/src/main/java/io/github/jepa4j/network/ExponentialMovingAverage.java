package io.github.jepa4j.network;

import io.github.jepa4j.engine.Scope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// A target network that follows the one that is trained, `t = m t + (1 - m) s` for each parameter (Grill
/// et al., *Bootstrap Your Own Latent*, 2020, equation 1), with a momentum that grows linearly (Assran et
/// al., arXiv 2301.08243, appendix A.1) or stays.
public final class ExponentialMovingAverage {

    private final Parameters target;
    private final Parameters source;
    private final Config config;

    /// The momentum's schedule.
    ///
    /// @param from  the momentum of step 0, in [0, 1]
    /// @param to    the momentum from `steps` on, in [0, 1]
    /// @param steps over how many steps it changes, at least 1
    public record Config(double from, double to, long steps) {

        public Config {
            if (!(from >= 0 && from <= 1 && to >= 0 && to <= 1) || steps < 1) {
                throw new IllegalArgumentException(
                        "A momentum that goes from %s to %s in %d steps is impossible; it must be in [0, 1], and the steps at least 1.\nMaybe 1 - momentum was given."
                                .formatted(from, to, steps));
            }
        }

        /// I-JEPA's: from 0.996 to 1.
        public static Config ijepa(long steps) {
            return new Config(0.996, 1, steps);
        }

        /// V-JEPA 2's: always 0.99925.
        public static Config vjepa2() {
            return constant(0.99925);
        }

        /// Always the same.
        public static Config constant(double momentum) {
            return new Config(momentum, momentum, 1);
        }

        /// The momentum at a step, counted from 0.
        public double momentum(long step) {
            return from + (to - from) * Math.min(1, (double) step / steps);
        }
    }

    private ExponentialMovingAverage(Parameters target, Parameters source, Config config) {
        this.target = target;
        this.source = source;
        this.config = config;
    }

    /// Lets a target follow a source. It starts as a copy of it, and is frozen.
    ///
    /// @param source may have more parameters than the target
    /// @throws IllegalArgumentException when it lacks one of the target's, or has it in another shape
    public static ExponentialMovingAverage follow(Parameters target, Parameters source, Config config) {
        var names = target.shapes().keySet();
        target.load(source.copy(names::contains));
        target.freeze(_ -> true);
        return new ExponentialMovingAverage(target, source, config);
    }

    /// Moves the target towards the source.
    ///
    /// @param step from 0
    public void update(long step) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Scalar share = new Scalar(1 - config.momentum(step));
            for (String name : target.shapes().keySet()) {
                Tensor follower = target.tensor(name);
                follower.lerp_(source.tensor(name), share);
            }
        }
    }
}
