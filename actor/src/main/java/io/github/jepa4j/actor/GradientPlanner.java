package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.random.RandomGenerator;

/// Gradient descent on action sequences through the unrolled world model, from many starts at once: the
/// warm start, rays that keep one direction, and smooth random sequences. Each step is projected onto the
/// legal actions; the plan is the best sequence ever imagined. A few starts suffice where the way is
/// smooth; it takes one for each valley where it is not.
///
/// | tensor    | shape       | unit, range              |
/// |-----------|-------------|--------------------------|
/// | starts    | `[K, H, A]` | the model's units, legal |
/// | gradients | `[K, H, A]` | energy per model unit    |
///
/// Method: shooting through a learned model (Henaff, Whitney and LeCun, *Model-based planning with discrete
/// and continuous actions*, 2017) with Adam (Kingma and Ba, 2015). Differs from it: many starts in one
/// batch, projection after every step, and the best ever instead of the last.
public final class GradientPlanner implements Planner {

    /// How to search.
    ///
    /// @param starts        `K`, at least 1; the first is the warm start, then half rays, half random
    ///     sequences
    /// @param iterations    at most; each imagines all starts and takes one step
    /// @param stepLength    of Adam, in half-ranges of the action space (a ball's radius)
    /// @param noiseExponent of the random starts: power falls as `1 / f^noiseExponent`; 0 to 8
    /// @param spread        standard deviation of the random starts, in half-ranges
    public record Config(int starts, int iterations, float stepLength, float noiseExponent, float spread) {

        public Config {
            Checks.atLeast("number of starts", starts, 1);
            Checks.atLeast("number of iterations", iterations, 1);
            Checks.positive("step length", stepLength);
            Checks.within("noise exponent", noiseExponent, 0, 8);
            Checks.positive("spread", spread);
        }

        /// 24 starts, 12 iterations, step 0.15, noise `1 / f^2`, spread 0.5.
        public static Config defaults() {
            return new Config(24, 12, 0.15f, 2, 0.5f);
        }
    }

    private final Config config;

    /// With the defaults.
    public GradientPlanner() {
        this(Config.defaults());
    }

    public GradientPlanner(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        AdamDescent.requireGradient(problem, "gradient");
        Border border = new Border(problem);
        float[] warm = border.legal(warmStart);
        Search search = new Search(problem, budget, warm);
        AdamDescent descent = new AdamDescent(search, problem, starts(problem, warm, seed), config.stepLength());
        while (search.goesOn(config.iterations())) {
            descent.step(config.iterations());
        }
        return search.best(config.iterations());
    }

    float[] starts(Problem problem, float[] warm, Seed seed) {
        Border border = new Border(problem);
        int length = border.length();
        int rays = config.starts() / 2;
        float[] unit = border.halfRanges();
        float[] values = new float[config.starts() * length];
        RandomGenerator random = seed.split("gradient-starts").generator();
        new ColouredNoise(problem.horizon(), config.noiseExponent()).fill(values, 1 + rays, unit.length, random);
        for (int i = (1 + rays) * length; i < values.length; i++) {
            values[i] *= config.spread() * unit[i % unit.length];
        }
        for (int ray = 0; ray < rays; ray++) {
            float[] direction = direction(ray, rays, unit, random);
            for (int i = 0; i < length; i++) {
                values[(1 + ray) * length + i] = direction[i % unit.length];
            }
        }
        System.arraycopy(warm, 0, values, 0, length);
        border.project(values);
        return values;
    }

    /// Around the clock on a plane, at random in other dimensions; at full length and at half in turn.
    private static float[] direction(int ray, int rays, float[] unit, RandomGenerator random) {
        float[] direction = new float[unit.length];
        double squares = 0;
        if (unit.length == 2) {
            double angle = 2 * Math.PI * ray / rays;
            direction[0] = (float) StrictMath.cos(angle);
            direction[1] = (float) StrictMath.sin(angle);
            squares = 1;
        } else {
            for (int axis = 0; axis < unit.length; axis++) {
                direction[axis] = (float) random.nextGaussian();
                squares += direction[axis] * direction[axis];
            }
        }
        double length = (ray % 2 == 0 ? 1 : 0.5) / Math.sqrt(Math.max(squares, 1e-30));
        for (int axis = 0; axis < unit.length; axis++) {
            direction[axis] = (float) (direction[axis] * length * unit[axis]);
        }
        return direction;
    }
}
