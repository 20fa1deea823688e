package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;

/// The loop that the improved sampling planners share: coloured noise around a mean, candidates made legal,
/// the best kept for the next iteration, the Gaussian refitted. Candidate 0 of every batch is the mean
/// itself (at first: the warm start), so that the best ever seen is never worse than the warm start.
final class GaussianSearch {

    /// How elites are weighted.
    interface Weighting {

        /// @param energies of the elites, best first
        /// @param safe     how many of them keep the guardrails: the first so many
        /// @return as many, adding up to 1
        double[] weights(float[] energies, int safe);
    }

    /// @param candidates    in the first iteration
    /// @param elites        how many of the best are refitted to
    /// @param decay         how much fewer candidates each iteration has
    /// @param kept          how many of the elites go on into the next iteration
    /// @param noiseExponent of the coloured noise
    /// @param spread        first standard deviation, in half-ranges of the action space
    /// @param minimumSpread least standard deviation, in half-ranges
    /// @param momentum      the share of the old mean and deviation that stays
    record Settings(
            int candidates,
            int elites,
            float decay,
            int kept,
            float noiseExponent,
            float spread,
            float minimumSpread,
            float momentum) {}

    private final Settings settings;
    private final Weighting weighting;
    private final Search search;
    private final Border border;
    private final ColouredNoise noise;
    private final Seed seed;
    private final float[] unit;
    private Gaussian gaussian;
    private float[] survivors = new float[0];

    GaussianSearch(Settings settings, Weighting weighting, Search search, Problem problem, Seed seed) {
        this.settings = settings;
        this.weighting = weighting;
        this.search = search;
        this.border = new Border(problem);
        this.noise = new ColouredNoise(problem.horizon(), settings.noiseExponent());
        this.seed = seed.split("gaussian-search");
        this.unit = border.halfRanges();
        this.gaussian = new Gaussian(search.bestActions(), deviations(settings.spread()));
    }

    /// One iteration.
    Ranking step() {
        float[] values = sample();
        border.project(values);
        Ranking ranking = search.iterate(values);
        refit(ranking);
        return ranking;
    }

    private float[] sample() {
        int iteration = search.iterations();
        int length = border.length();
        int wanted = (int) (settings.candidates() * Math.pow(settings.decay(), -iteration));
        int given = length + survivors.length;
        float[] values = new float[Math.max(Math.max(wanted, 2 * settings.elites()) * length, given)];
        noise.fill(values, given / length, unit.length, seed.split(iteration).generator());
        System.arraycopy(gaussian.mean(), 0, values, 0, length);
        System.arraycopy(survivors, 0, values, length, survivors.length);
        for (int start = given; start < values.length; start += length) {
            for (int i = 0; i < length; i++) {
                values[start + i] = gaussian.mean()[i] + gaussian.std()[i] * values[start + i];
            }
        }
        return values;
    }

    private void refit(Ranking ranking) {
        float[] energies = ranking.bestEnergies(settings.elites());
        if (energies.length == 0) {
            return;
        }
        ActionBatch candidates = ranking.rollout().actions();
        Gaussian fitted = Gaussian.fit(
                candidates, ranking.order(), weighting.weights(energies, Math.min(ranking.safe(), energies.length)), 1);
        float[] least = deviations(settings.minimumSpread());
        float old = settings.momentum();
        for (int i = 0; i < least.length; i++) {
            fitted.mean()[i] = old * gaussian.mean()[i] + (1 - old) * fitted.mean()[i];
            float std = old * gaussian.std()[i] + (1 - old) * fitted.std()[i];
            fitted.std()[i] = Math.max(least[i], std);
        }
        gaussian = fitted;
        survivors = rows(ranking, Math.min(settings.kept(), energies.length));
    }

    private float[] deviations(float spread) {
        float[] std = new float[border.length()];
        for (int i = 0; i < std.length; i++) {
            std[i] = spread * unit[i % unit.length];
        }
        return std;
    }

    /// The best rows of a ranking, one after the other.
    static float[] rows(Ranking ranking, int count) {
        float[] values = ranking.rollout().actions().values();
        int length = values.length / ranking.rollout().candidates();
        float[] rows = new float[count * length];
        for (int rank = 0; rank < count; rank++) {
            System.arraycopy(values, ranking.order()[rank] * length, rows, rank * length, length);
        }
        return rows;
    }
}
