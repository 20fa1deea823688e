package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one objective adds to the energy of one imagined future, and when.
///
/// @param objective its name
/// @param weight    what it counts for
/// @param energy    weighted
/// @param byTime    weighted, `[H + 1]`, index 0 is now; adds up to `energy` but for rounding
public record EnergyShare(String objective, float weight, float energy, float[] byTime) {

    /// The shares of an objective: one for each term of a [WeightedSum], sums within sums included, and one for any
    /// other.
    ///
    /// @param rollout of one candidate, `K = 1`
    public static List<EnergyShare> of(Objective objective, Rollout rollout) {
        if (rollout.candidates() != 1) {
            throw new IllegalArgumentException(
                    "The rollout has %d candidates; its energy is explained for 1.\nMaybe take that of the plan."
                            .formatted(rollout.candidates()));
        }
        List<EnergyShare> shares = new ArrayList<>();
        add(objective, 1, rollout, shares);
        return List.copyOf(shares);
    }

    private static void add(Objective objective, float weight, Rollout rollout, List<EnergyShare> shares) {
        if (objective instanceof WeightedSum sum) {
            sum.terms().forEach(term -> add(term.objective(), weight * term.weight(), rollout, shares));
            return;
        }
        float[] byTime = objective.energyByTime(rollout);
        for (int time = 0; time < byTime.length; time++) {
            byTime[time] *= weight;
        }
        shares.add(new EnergyShare(objective.name(), weight, weight * objective.energy(rollout)[0], byTime));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnergyShare that
                && objective.equals(that.objective)
                && weight == that.weight
                && Float.compare(energy, that.energy) == 0
                && Arrays.equals(byTime, that.byTime);
    }

    @Override
    public int hashCode() {
        return 31 * objective.hashCode() + Arrays.hashCode(byTime);
    }
}
