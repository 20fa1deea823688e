package io.github.jepa4j.actor;

import io.github.jepa4j.actor.GaussianSearch.Settings;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;

/// The cross-entropy method made frugal: coloured noise, a population that shrinks, elites that stay, a
/// warm start, legal candidates only; the plan is the best sequence ever imagined. Use it where the
/// objective has no gradient, or the model's future has many valleys.
///
/// | tensor     | shape       | unit, range                                            |
/// |------------|-------------|--------------------------------------------------------|
/// | candidates | `[K, H, A]` | the model's units, legal                               |
/// | mean, std  | `[H, A]`    | the model's units; std is a standard deviation         |
///
/// Method: Pinneri et al., *Sample-efficient cross-entropy method for real-time planning* (iCEM), CoRL 2020.
/// Differs from it: actions are projected, which for a ball is radial, instead of clipped per axis; the
/// mean is a candidate in every iteration, not in the last alone, so that the best plan is there whenever
/// time runs out; the noise has twice the horizon's period (`1 / f^exponent` otherwise); the deviation has
/// a floor; elites of the plan before come in by the warm start only, since planners hold no history.
public final class ImprovedCem implements Planner {

    /// How to search. Defaults are iCEM's where not said otherwise.
    ///
    /// @param candidates    `K` of the first iteration, at least `elites`
    /// @param iterations    at most; fewer when the budget ends
    /// @param elites        how many of the best are refitted to, at least 2
    /// @param decay         each iteration has so many times fewer candidates, at least twice the elites; 1
    ///     to 4
    /// @param keptShare     the share of the elites that goes on into the next iteration, 0 to 1
    /// @param noiseExponent the power of the noise falls as `1 / f^noiseExponent`; 0 is white; 0 to 8
    /// @param spread        first standard deviation, in half-ranges of the action space (a ball's radius)
    /// @param minimumSpread least standard deviation, in the same unit (ours; iCEM has none)
    /// @param momentum      the share of the old mean and deviation that stays, 0 to below 1
    public record Config(
            int candidates,
            int iterations,
            int elites,
            float decay,
            float keptShare,
            float noiseExponent,
            float spread,
            float minimumSpread,
            float momentum) {

        public Config {
            Checks.population(candidates, iterations, elites);
            Checks.within("decay of the population", decay, 1, 4);
            Checks.within("share of elites kept", keptShare, 0, 1);
            Checks.within("noise exponent", noiseExponent, 0, 8);
            Checks.positive("spread", spread);
            Checks.within("least spread", minimumSpread, 0, spread);
            Checks.within("momentum", momentum, 0, 0.99f);
        }

        /// 64 candidates, 8 iterations, 8 elites, decay 1.25, 30 % kept, noise `1 / f^2`, spread 0.5, at
        /// least 0.05, momentum 0.1.
        public static Config defaults() {
            return new Config(64, 8, 8, 1.25f, 0.3f, 2, 0.5f, 0.05f, 0.1f);
        }

        Settings settings() {
            int kept = Math.round(keptShare * elites);
            return new Settings(candidates, elites, decay, kept, noiseExponent, spread, minimumSpread, momentum);
        }
    }

    private final Config config;

    /// With the defaults.
    public ImprovedCem() {
        this(Config.defaults());
    }

    public ImprovedCem(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Search search = new Search(problem, budget, new Border(problem).legal(warmStart));
        GaussianSearch sampling = new GaussianSearch(
                config.settings(), (energies, _) -> Gaussian.equalWeights(energies.length), search, problem, seed);
        while (search.goesOn(config.iterations())) {
            sampling.step();
        }
        return search.best(config.iterations());
    }
}
