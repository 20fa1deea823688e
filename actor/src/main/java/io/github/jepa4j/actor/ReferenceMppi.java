package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// "MPPI" exactly as EB-JEPA's two-rooms planner codes it, which is not what its text says: the elites'
/// weights are `exp(0.005 * (least energy - energy))`, nearly equal for energies of order 1 to 100, where
/// the text divides by 0.005; mean and biased deviation are the weighted ones; **actions have no limit at
/// all**; and the plan is one elite of the last iteration, drawn by its weight. For comparison with the
/// peer; `ImprovedMppi` is the one to use.
///
/// | tensor     | shape       | unit, range                                    |
/// |------------|-------------|------------------------------------------------|
/// | candidates | `[K, H, A]` | drawn in the world's units, **unbounded**      |
/// | mean, std  | `[H, A]`    | the world's units; std is a standard deviation |
///
/// It does not obey the action space, since the peer does not: its plans are what the peer would have
/// executed. It has no warm start: the one passed in is ignored, save that it is what is returned when no
/// candidate at all has a finite energy. Beyond the peer: candidates without a finite energy are left out
/// of the refit.
///
/// Method: Williams et al., *Information-theoretic MPC*, ICRA 2017, by way of TD-MPC (Hansen et al., 2022).
/// Constants: EB-JEPA (facebookresearch/eb_jepa); the deviation 2.0 is its built-in default, which silently
/// wins over its configuration's 1.5.
public final class ReferenceMppi implements Planner {

    /// The peer's constants.
    ///
    /// @param candidates `K`, drawn in each iteration
    /// @param iterations how often the Gaussian is refitted
    /// @param elites     how many of the best it is refitted to, at least 2
    /// @param initialStd of every axis at every step, in the world's units
    /// @param rate       what energy gaps are multiplied by in the exponent
    public record Config(int candidates, int iterations, int elites, float initialStd, float rate) {

        public Config {
            Checks.population(candidates, iterations, elites);
            Checks.positive("initial standard deviation", initialStd);
            Checks.positive("rate", rate);
        }

        /// 200 candidates, 20 iterations, 20 elites, deviation 2.0 px, rate 0.005.
        public static Config defaults() {
            return new Config(200, 20, 20, 2.0f, 0.005f);
        }
    }

    private final Config config;

    /// With the peer's constants.
    public ReferenceMppi() {
        this(Config.defaults());
    }

    public ReferenceMppi(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Checks.noGuardrails(problem, "mppi-reference");
        Border border = new Border(problem);
        Search search = new Search(problem, budget, border.legal(warmStart));
        RandomGenerator random = seed.split("reference-mppi").generator();
        Gaussian gaussian = RawGaussian.start(border.length(), config.initialStd());
        float[] chosen = gaussian.mean();
        while (search.goesOn(config.iterations())) {
            float[] raw = RawGaussian.sample(gaussian, config.candidates(), random);
            Ranking ranking = search.iterate(border.toModel(raw));
            float[] energies = ranking.bestEnergies(config.elites());
            if (energies.length == 0) {
                continue;
            }
            double[] weights = Gaussian.exponentialWeights(energies, config.rate());
            gaussian = Gaussian.fit(inRawUnits(ranking.rollout(), raw), ranking.order(), weights, 1);
            int elite = ranking.order()[draw(weights, random)];
            chosen = Arrays.copyOfRange(raw, elite * border.length(), (elite + 1) * border.length());
        }
        return search.peers(border.toModel(chosen), config.iterations());
    }

    private static ActionBatch inRawUnits(Rollout rollout, float[] raw) {
        return new ActionBatch(
                rollout.candidates(), rollout.horizon(), rollout.actions().dimension(), raw);
    }

    private static int draw(double[] weights, RandomGenerator random) {
        double left = random.nextDouble();
        for (int rank = 0; rank < weights.length - 1; rank++) {
            left -= weights[rank];
            if (left < 0) {
                return rank;
            }
        }
        return weights.length - 1;
    }
}
