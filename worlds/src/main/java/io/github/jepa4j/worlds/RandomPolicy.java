package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// The lowest floor: independent Gaussian actions.
///
/// @param std standard deviation of each axis, in pixels, above 0
public record RandomPolicy(double std) implements ScriptedPolicy<TwoRooms> {

    public RandomPolicy {
        if (!(std > 0) || Double.isInfinite(std)) {
            throw new IllegalArgumentException(
                    "The random policy's standard deviation is %s; it must be finite and above 0.\nMaybe a variance or a percentage was meant."
                            .formatted(std));
        }
    }

    @Override
    public Action act(TwoRooms world, RandomGenerator random) {
        return new Action((float) (std * random.nextGaussian()), (float) (std * random.nextGaussian()));
    }
}
