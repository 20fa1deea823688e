package io.github.jepa4j.cli;

import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.Surprise;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Judges an ensemble by episodes held out: how far what its members and the model's own predictor imagine
/// is from what was perceived, and how far they part from each other, with the actions as they were and
/// with longer ones, which nobody has learned of.
final class EnsembleJudge {

    /// How many times as far from their mean as they were the actions are. The first are as they were.
    private static final int[] STRETCHES = {1, 2, 3};

    private final List<WorldModel> models = new ArrayList<>(); // the model's own first
    private final int steps;

    /// The mean squared error of a latent dimension.
    ///
    /// @param of  whom
    /// @param one step ahead
    /// @param far as many steps ahead as were unrolled
    record Off(String of, double one, double far) {}

    /// The variance of a latent dimension among all predictors, on average.
    ///
    /// @param stretch how many times as far from their mean as they were the actions are
    /// @param one     step ahead
    /// @param far     as many steps ahead as were unrolled
    record Disagreement(int stretch, double one, double far) {}

    /// What it came to.
    record Judgement(List<Off> errors, List<Disagreement> disagreement) {}

    EnsembleJudge(JepaModel model, Ensemble ensemble, int steps) {
        models.add(model.worldModel());
        models.addAll(ensemble.members());
        this.steps = steps;
    }

    /// Refuses, before anything is learned, episodes by which nothing could be judged.
    static void requireWindows(List<LatentEpisode> episodes, int steps, JepaModel model) {
        int dimension = model.encoder().dimension();
        if (episodes.stream()
                .allMatch(episode -> starts(episode, steps, dimension).isEmpty())) {
            throw new CommandFailure(
                    "None of the %d episodes to judge by has %d steps in a row without a missing reading.%nMaybe lower unrolled."
                            .formatted(episodes.size(), steps));
        }
    }

    private static List<Integer> starts(LatentEpisode episode, int steps, int dimension) {
        int length = episode.latents().length / dimension - 1;
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + steps <= length; start += steps) {
            if (episode.isKnown(start, steps, dimension)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /// Takes window after window of each episode, as long as what was unrolled.
    Judgement judge(List<LatentEpisode> episodes) {
        List<double[][]> windows = episodes.parallelStream()
                .<double[][]>mapMulti((episode, each) -> windows(episode).forEach(each))
                .toList();
        double[][] mean = new double[windows.getFirst().length][2];
        windows.forEach(window -> {
            for (int row = 0; row < mean.length; row++) {
                mean[row][0] += window[row][0] / windows.size();
                mean[row][1] += window[row][1] / windows.size();
            }
        });
        List<Off> errors = new ArrayList<>();
        for (int row = 0; row <= models.size(); row++) {
            String of = row == 0 ? "nothing changes" : row == 1 ? "model's own" : "member " + (row - 2);
            errors.add(new Off(of, mean[row][0], mean[row][1]));
        }
        List<Disagreement> disagreement = new ArrayList<>();
        for (int s = 0; s < STRETCHES.length; s++) {
            double[] row = mean[models.size() + 1 + s];
            disagreement.add(new Disagreement(STRETCHES[s], row[0], row[1]));
        }
        return new Judgement(errors, disagreement);
    }

    /// Of each window a row for `nothing changes`, one for each model, and one for each stretch; after one
    /// step, and after all.
    private List<double[][]> windows(LatentEpisode episode) {
        return starts(episode, steps, models.getFirst().latentDimension()).stream()
                .map(start -> window(episode, start))
                .toList();
    }

    private double[][] window(LatentEpisode episode, int start) {
        Latent now = latent(episode.latents(), start);
        ActionBatch actions = stretched(episode, start);
        List<Rollout> futures =
                models.stream().map(model -> model.imagine(now, actions)).toList();
        double[][] rows = new double[1 + models.size() + STRETCHES.length][2];
        for (int column = 0; column < 2; column++) {
            int time = column == 0 ? 1 : steps;
            Latent perceived = latent(episode.latents(), start + time);
            rows[0][column] = Surprise.between(now, perceived).value();
            for (int m = 0; m < models.size(); m++) {
                Latent imagined = latent(futures.get(m).latents(), time);
                rows[1 + m][column] = Surprise.between(imagined, perceived).value();
            }
            for (int s = 0; s < STRETCHES.length; s++) {
                rows[1 + models.size() + s][column] = variance(futures, s, time);
            }
        }
        return rows;
    }

    private Latent latent(float[] latents, int time) {
        int dimension = models.getFirst().latentDimension();
        return new Latent(Arrays.copyOfRange(latents, time * dimension, (time + 1) * dimension));
    }

    /// A candidate for each stretch.
    private ActionBatch stretched(LatentEpisode episode, int start) {
        int axes = models.getFirst().actionDimension();
        ActionBatch actions = ActionBatch.zeros(STRETCHES.length, steps, axes);
        for (int s = 0; s < STRETCHES.length; s++) {
            for (int i = 0; i < steps * axes; i++) {
                actions.values()[actions.index(s, 0) + i] = STRETCHES[s] * episode.actions()[start * axes + i];
            }
        }
        return actions;
    }

    private static double variance(List<Rollout> futures, int candidate, int time) {
        int dimension = futures.getFirst().latentDimension();
        int from = futures.getFirst().index(candidate, time);
        double sum = 0;
        for (int d = from; d < from + dimension; d++) {
            double mean = 0;
            for (Rollout future : futures) {
                mean += future.latents()[d] / (double) futures.size();
            }
            for (Rollout future : futures) {
                sum += Math.pow(future.latents()[d] - mean, 2) / (futures.size() - 1);
            }
        }
        return sum / dimension;
    }
}
