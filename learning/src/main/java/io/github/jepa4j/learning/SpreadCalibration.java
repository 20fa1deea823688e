package io.github.jepa4j.learning;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Whether the futures that a model with a continuous latent variable imagines are spread as what then happens is, and
/// how much the variable tells. Of each latent number one step ahead it is counted how many of a hundred futures lie
/// below what happened: where the spread is right, each count is as likely as any other.
///
/// Source: the probability integral transform, Dawid (1984), Gneiting, Balabdaoui and Raftery (2007); the error is that
/// of Kuleshov, Fenner and Ermon, *Accurate uncertainties for deep learning using calibrated regression* (2018, §3.5),
/// absolute rather than squared.
///
/// @param steps       how many recorded steps were looked at
/// @param unsure      how many of their latent numbers chance moves: whose futures are spread at all, by at least
///     half of what deviations are as a root mean square
/// @param error       how far the share of what happened below each of nine quantiles of the futures, a tenth to nine
///     tenths, is off, on average, of all latent numbers, 0 to 0.5; where next to nothing is left to chance it
///     tells of errors of foresight
/// @param unsureError that of the unsure ones alone; NaN where there are none
/// @param rate        bits a step, that the variable tells beyond what was known before
/// @param energy      the mean over `D` of the squared gaps to what happened, with what was inferred
public record SpreadCalibration(int steps, int unsure, double error, double unsureError, double rate, double energy)
        implements VariableCalibration {

    private static final int FUTURES = 100;
    private static final int QUANTILES = 10;
    private static final double FAR = 0.5;

    /// What one step tells.
    ///
    /// @param below  `[D]`, twice how many futures lie below what happened, those that meet it counted once
    /// @param spread `[D]`, their deviation
    private record Told(int[] below, double[] spread) {}

    /// @param model    imagines the futures
    /// @param episodes as the model perceives them, at least one step; steps with a missing latent are passed over
    /// @param seed     of the futures that are drawn
    public static SpreadCalibration of(GaussianWorldModel model, List<LatentEpisode> episodes, Seed seed) {
        int d = model.latentDimension();
        int a = model.actionDimension();
        List<Told> told = new ArrayList<>();
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
                GaussianWorldModel.Inferred inferred = model.infer(now, action, next);
                bits += inferred.bits();
                energy += squares(imagined(model.given(inferred.mean()), now, action), next.values()) / d;
                told.add(told(model.futures(FUTURES, seed.split(told.size())), now, action, next));
            }
        }
        if (told.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of %d episodes has a step that is known; there must be at least 1.\nMaybe readings are missing, or the episodes are of another world."
                            .formatted(episodes.size()));
        }
        int[] all = counts(told, 0);
        int[] unsure = counts(told, Math.max(Double.MIN_VALUE, FAR * typical(told)));
        return new SpreadCalibration(
                told.size(), unsure.length, error(all), error(unsure), bits / told.size(), energy / told.size());
    }

    /// `[D]`, one step ahead.
    private static float[] imagined(WorldModel model, Latent now, float[] action) {
        float[] latents =
                model.imagine(now, new ActionBatch(1, 1, action.length, action)).latents();
        return Arrays.copyOfRange(latents, now.dimension(), latents.length);
    }

    private static double squares(float[] some, float[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.pow(some[i] - others[i], 2);
        }
        return sum;
    }

    private static Told told(List<WorldModel> futures, Latent now, float[] action, Latent next) {
        int d = now.dimension();
        int[] below = new int[d];
        double[] sum = new double[d];
        double[] squares = new double[d];
        for (WorldModel future : futures) {
            float[] latent = imagined(future, now, action);
            for (int i = 0; i < d; i++) {
                double gap = (double) latent[i] - next.values()[i];
                below[i] += gap < 0 ? 2 : gap == 0 ? 1 : 0;
                sum[i] += gap / futures.size();
                squares[i] += gap * gap / futures.size();
            }
        }
        double[] spread = new double[d];
        Arrays.setAll(spread, i -> Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i])));
        return new Told(below, spread);
    }

    private static double typical(List<Told> told) {
        return Math.sqrt(told.stream()
                .flatMapToDouble(step -> Arrays.stream(step.spread()))
                .map(spread -> spread * spread)
                .average()
                .orElse(0));
    }

    /// Of the latent numbers whose futures are at least so far apart.
    private static int[] counts(List<Told> told, double least) {
        IntStream.Builder counts = IntStream.builder();
        for (Told step : told) {
            for (int i = 0; i < step.below().length; i++) {
                if (step.spread()[i] >= least) {
                    counts.add(step.below()[i]);
                }
            }
        }
        return counts.build().toArray();
    }

    /// A count that is a quantile's own lies half below it.
    private static double error(int[] counts) {
        double error = 0;
        for (int tenth = 1; tenth < QUANTILES; tenth++) {
            int quantile = 2 * FUTURES * tenth / QUANTILES;
            double below = 0;
            for (int count : counts) {
                below += count < quantile ? 1 : count == quantile ? 0.5 : 0;
            }
            error += Math.abs(below / counts.length - (double) tenth / QUANTILES) / (QUANTILES - 1);
        }
        return counts.length == 0 ? Double.NaN : error;
    }
}
