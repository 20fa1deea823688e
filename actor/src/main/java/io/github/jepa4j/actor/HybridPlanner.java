package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;

/// Sampling proposes, gradient refines: a few iterations of `ImprovedCem` find the right valleys, then Adam
/// through the world model walks the best few down to their bottoms. The plan is the best sequence ever
/// imagined.
///
/// | tensor     | shape       | unit, range              |
/// |------------|-------------|--------------------------|
/// | candidates | `[K, H, A]` | the model's units, legal |
/// | refined    | `[R, H, A]` | the model's units, legal |
///
/// Method: Bharadhwaj, Xie and Shkurti, *Model-predictive control via cross-entropy and gradient-based
/// optimization*, L4DC 2020. Differs from it: gradient steps come after the sampling instead of within each
/// iteration, with Adam, and only for the best.
public final class HybridPlanner implements Planner {

    /// How to search.
    ///
    /// @param proposing  the sampling; its `iterations` are how many propose
    /// @param refined    `R`, how many of the best candidates are refined, 1 to the proposing elites
    /// @param iterations how many refine
    /// @param stepLength of Adam, in half-ranges of the action space (a ball's radius)
    public record Config(ImprovedCem.Config proposing, int refined, int iterations, float stepLength) {

        public Config {
            Checks.atLeast("number of refining iterations", iterations, 1);
            Checks.within("number of refined candidates", refined, 1, proposing.elites());
            Checks.positive("step length", stepLength);
        }

        /// 4 iterations of sampling as `ImprovedCem` does, then 8 steps of 0.05 for the best 8.
        public static Config defaults() {
            ImprovedCem.Config sampling = new ImprovedCem.Config(64, 4, 8, 1.25f, 0.3f, 2, 0.5f, 0.05f, 0.1f);
            return new Config(sampling, 8, 8, 0.05f);
        }
    }

    private final Config config;

    /// With the defaults.
    public HybridPlanner() {
        this(Config.defaults());
    }

    public HybridPlanner(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        AdamDescent.requireGradient(problem, "hybrid");
        int proposing = config.proposing().iterations();
        int wanted = proposing + config.iterations();
        Search search = new Search(problem, budget, new Border(problem).legal(warmStart));
        GaussianSearch sampling = new GaussianSearch(
                config.proposing().settings(),
                (energies, _) -> Gaussian.equalWeights(energies.length),
                search,
                problem,
                seed);
        float[] proposals = new float[0];
        while (search.goesOn(proposing)) {
            Ranking ranking = sampling.step();
            proposals = GaussianSearch.rows(ranking, Math.min(config.refined(), ranking.finite()));
        }
        if (proposals.length > 0 && search.goesOn(wanted)) {
            System.arraycopy(search.bestActions(), 0, proposals, 0, search.bestActions().length);
            AdamDescent descent = new AdamDescent(search, problem, proposals, config.stepLength());
            while (search.goesOn(wanted)) {
                descent.step(wanted);
            }
        }
        return search.best(wanted);
    }
}
