package io.github.jepa4j.learning;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.CategoricalWorldModel.Inferred;
import java.util.Arrays;
import java.util.List;

/// Whether the chances that a model tells are the frequencies of what then happens, and how much its latent
/// variable tells. What happened is the value that was inferred from it.
///
/// Source: the expected calibration error, Naeini, Cooper and Hauskrecht (2015), of all values rather than the
/// likeliest alone (Kull et al., 2019, *class-wise*).
///
/// @param steps       how many recorded steps were looked at
/// @param unsure      of how many of them no value was thought likelier than 95 %
/// @param error       the expected calibration error of all steps, 0 to 1, in ten bins of equal width
/// @param unsureError that of the unsure ones alone: steps of which one value is all but certain are many and
///     calibrated by themselves; NaN where there are none
/// @param rate        bits a step: what a code made of the chances takes to say which values they were
/// @param energy      the mean over `D` of the squared gaps to what happened, with the inferred values
public record ChanceCalibration(int steps, int unsure, double error, double unsureError, double rate, double energy)
        implements VariableCalibration {

    private static final int BINS = 10;
    private static final float SURE = 0.95f;

    /// Of one bin.
    private static final class Bin {
        private double chances;
        private int happened;
        private int count;
    }

    /// @param episodes as the model perceives them, at least one step; steps with a missing latent are passed over
    public static ChanceCalibration of(CategoricalWorldModel model, List<LatentEpisode> episodes) {
        Bin[] all = bins();
        Bin[] unsure = bins();
        int d = model.latentDimension();
        int a = model.actionDimension();
        int steps = 0;
        int unsureSteps = 0;
        double bits = 0;
        double energy = 0;
        for (LatentEpisode episode : episodes) {
            for (int time = 0; time < episode.actions().length / a; time++) {
                if (!episode.isKnown(time, 1, d)) {
                    continue;
                }
                Latent now = new Latent(Arrays.copyOfRange(episode.latents(), time * d, (time + 1) * d));
                Latent next = new Latent(Arrays.copyOfRange(episode.latents(), (time + 1) * d, (time + 2) * d));
                float[] action = Arrays.copyOfRange(episode.actions(), time * a, (time + 1) * a);
                float[] chances = model.chances(now, action);
                Inferred inferred = model.infer(now, action, next);
                add(all, chances, inferred.value());
                if (isUnsure(chances)) {
                    add(unsure, chances, inferred.value());
                    unsureSteps++;
                }
                steps++;
                bits -= Math.log(Math.max(inferred.chance(), Float.MIN_NORMAL)) / Math.log(2);
                energy += inferred.energy();
            }
        }
        if (steps == 0) {
            throw new IllegalArgumentException(
                    "None of %d episodes has a step that is known; there must be at least 1.\nMaybe readings are missing, or the episodes are of another world."
                            .formatted(episodes.size()));
        }
        return new ChanceCalibration(steps, unsureSteps, error(all), error(unsure), bits / steps, energy / steps);
    }

    private static Bin[] bins() {
        Bin[] bins = new Bin[BINS];
        Arrays.setAll(bins, _ -> new Bin());
        return bins;
    }

    private static boolean isUnsure(float[] chances) {
        boolean unsure = true;
        for (float chance : chances) {
            unsure &= chance <= SURE;
        }
        return unsure;
    }

    private static void add(Bin[] bins, float[] chances, int happened) {
        for (int value = 0; value < chances.length; value++) {
            Bin bin = bins[Math.min(BINS - 1, (int) (chances[value] * BINS))];
            bin.chances += chances[value];
            bin.happened += value == happened ? 1 : 0;
            bin.count++;
        }
    }

    private static double error(Bin[] bins) {
        double gaps = 0;
        int count = 0;
        for (Bin bin : bins) {
            gaps += Math.abs(bin.chances - bin.happened);
            count += bin.count;
        }
        return count == 0 ? Double.NaN : gaps / count;
    }
}
