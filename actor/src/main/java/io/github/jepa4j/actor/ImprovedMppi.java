package io.github.jepa4j.actor;

import io.github.jepa4j.actor.GaussianSearch.Settings;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;

/// Model-predictive path integral control with a temperature that means the same in every task: weights are
/// `exp(-(energy - least) / (temperature * gap))`, `gap` being how far the mean of the elites is above
/// their best. Coloured noise, a warm start, legal candidates only; the plan is the best sequence ever
/// imagined. Smoother than `ImprovedCem` where many good sequences differ a little.
///
/// | tensor     | shape       | unit, range                                            |
/// |------------|-------------|--------------------------------------------------------|
/// | candidates | `[K, H, A]` | the model's units, legal                               |
/// | mean, std  | `[H, A]`    | the model's units; std is a standard deviation         |
///
/// Method: Williams et al., *Information-theoretic MPC for model-based reinforcement learning*, ICRA 2017.
/// Differs from it: a few refinements per plan instead of one, a deviation that is refitted (as in TD-MPC,
/// Hansen et al., 2022), a temperature relative to the elites' spread, coloured noise, and the best
/// sequence instead of the mean.
public final class ImprovedMppi implements Planner {

    /// How to search.
    ///
    /// @param candidates    `K` of each iteration, at least `elites`
    /// @param iterations    at most; fewer when the budget ends
    /// @param elites        how many of the best are weighted, at least 2
    /// @param temperature   in gaps of the elites; small is greedy
    /// @param noiseExponent the power of the noise falls as `1 / f^noiseExponent`; 0 is white; 0 to 8
    /// @param spread        first standard deviation, in half-ranges of the action space (a ball's radius)
    /// @param minimumSpread least standard deviation, in the same unit
    public record Config(
            int candidates,
            int iterations,
            int elites,
            float temperature,
            float noiseExponent,
            float spread,
            float minimumSpread) {

        public Config {
            Checks.population(candidates, iterations, elites);
            Checks.positive("temperature", temperature);
            Checks.within("noise exponent", noiseExponent, 0, 8);
            Checks.positive("spread", spread);
            Checks.within("least spread", minimumSpread, 0, spread);
        }

        /// 64 candidates, 6 iterations, 16 elites, temperature 0.5, noise `1 / f^2`, spread 0.5, at least 0.05.
        public static Config defaults() {
            return new Config(64, 6, 16, 0.5f, 2, 0.5f, 0.05f);
        }

        Settings settings() {
            return new Settings(candidates, elites, 1, 1, noiseExponent, spread, minimumSpread, 0);
        }
    }

    private final Config config;

    /// With the defaults.
    public ImprovedMppi() {
        this(Config.defaults());
    }

    public ImprovedMppi(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Search search = new Search(problem, budget, new Border(problem).legal(warmStart));
        GaussianSearch sampling = new GaussianSearch(config.settings(), this::weights, search, problem, seed);
        while (search.goesOn(config.iterations())) {
            sampling.step();
        }
        return search.best(config.iterations());
    }

    /// Energies weigh only between candidates that are equally safe; where too few are, all elites weigh alike.
    private double[] weights(float[] energies, int safe) {
        return safe < 2
                ? Gaussian.equalWeights(energies.length)
                : Arrays.copyOf(weights(Arrays.copyOf(energies, safe)), energies.length);
    }

    private double[] weights(float[] energies) {
        double sum = 0;
        for (float energy : energies) {
            sum += energy;
        }
        double gap = sum / energies.length - energies[0];
        return gap > 0
                ? Gaussian.exponentialWeights(energies, 1 / (config.temperature() * gap))
                : Gaussian.equalWeights(energies.length);
    }
}
