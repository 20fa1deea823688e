package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.random.RandomGenerator;

/// The cross-entropy method exactly as EB-JEPA's two-rooms planner codes it: white noise around a mean that
/// starts at zero, every action's norm limited radially before it is imagined and refitted, mean and
/// unbiased deviation of the elites, no floor; the final mean is the plan. For comparison with the peer;
/// `ImprovedCem` is the one to use.
///
/// | tensor     | shape       | unit, range                                               |
/// |------------|-------------|-----------------------------------------------------------|
/// | candidates | `[K, H, A]` | drawn in the world's units, Euclidean norm ≤ `actionLimit` |
/// | mean, std  | `[H, A]`    | the world's units; std is a standard deviation            |
///
/// It has no warm start: the one passed in is ignored, save that it is what is returned when no candidate
/// at all has a finite energy. Beyond the peer: what comes out of the radial limit is also projected onto
/// the action space, which changes nothing in the peer's world (a box that holds the limit's disc);
/// candidates without a finite energy are left out of the refit; and the final mean is imagined once more,
/// so that the plan has an energy and a future.
///
/// Method: Rubinstein and Kroese, *The Cross-Entropy Method*, 2004. Constants: EB-JEPA
/// (facebookresearch/eb_jepa), planner and two-rooms planning configuration.
public final class ReferenceCem implements Planner {

    /// The peer's constants.
    ///
    /// @param candidates  `K`, drawn in each iteration
    /// @param iterations  how often the Gaussian is refitted
    /// @param elites      how many of the best it is refitted to, at least 2
    /// @param initialStd  of every axis at every step, in the world's units
    /// @param actionLimit the greatest norm of an action, in the world's units
    public record Config(int candidates, int iterations, int elites, float initialStd, float actionLimit) {

        public Config {
            Checks.population(candidates, iterations, elites);
            Checks.positive("initial standard deviation", initialStd);
            Checks.positive("action limit", actionLimit);
        }

        /// 200 candidates, 20 iterations, 20 elites, deviation 1.5 px, limit 2.45 px.
        public static Config defaults() {
            return new Config(200, 20, 20, 1.5f, 2.45f);
        }
    }

    private final Config config;

    /// With the peer's constants.
    public ReferenceCem() {
        this(Config.defaults());
    }

    public ReferenceCem(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Checks.noGuardrails(problem, "cem-reference");
        Border border = new Border(problem);
        Search search = new Search(problem, budget, border.legal(warmStart));
        RandomGenerator random = seed.split("reference-cem").generator();
        int dimension = problem.actionSpace().dimension();
        Gaussian gaussian = RawGaussian.start(border.length(), config.initialStd());
        while (search.goesOn(config.iterations())) {
            float[] raw = RawGaussian.sample(gaussian, config.candidates(), random);
            limit(problem, raw, dimension);
            Ranking ranking = search.iterate(border.toModel(raw));
            gaussian = refit(gaussian, ranking, raw);
        }
        float[] mean = gaussian.mean().clone();
        limit(problem, mean, dimension);
        return search.peers(border.toModel(mean), config.iterations());
    }

    private Gaussian refit(Gaussian before, Ranking ranking, float[] raw) {
        int elites = Math.min(config.elites(), ranking.finite());
        if (elites < 2) {
            return before;
        }
        Rollout rollout = ranking.rollout();
        ActionBatch candidates = new ActionBatch(
                rollout.candidates(), rollout.horizon(), rollout.actions().dimension(), raw);
        double unbiased = Math.sqrt(elites / (elites - 1.0));
        return Gaussian.fit(candidates, ranking.order(), Gaussian.equalWeights(elites), unbiased);
    }

    private void limit(Problem problem, float[] raw, int dimension) {
        for (int offset = 0; offset < raw.length; offset += dimension) {
            double squares = 0;
            for (int axis = 0; axis < dimension; axis++) {
                squares += (double) raw[offset + axis] * raw[offset + axis];
            }
            double norm = Math.sqrt(squares);
            if (norm > config.actionLimit()) {
                for (int axis = 0; axis < dimension; axis++) {
                    raw[offset + axis] *= (float) (config.actionLimit() / norm);
                }
            }
            problem.actionSpace().project(raw, offset);
        }
    }
}
