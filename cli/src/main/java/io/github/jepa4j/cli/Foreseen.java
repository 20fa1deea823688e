package io.github.jepa4j.cli;

import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Surprise;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.Arrays;
import java.util.List;

/// How far what a model imagines so many steps ahead is from what was perceived, and how far what was perceived had
/// gone: mean squared errors of a latent dimension, over window after window of each episode.
///
/// @param steps ahead, at least 1
record Foreseen(WorldModel worldModel, int steps) {

    /// What it came to.
    ///
    /// @param model   the model's error
    /// @param nothing the error of who expects that nothing changes
    record Errors(double model, double nothing) {}

    /// Refuses, before anything is learned, episodes by which nothing could be judged.
    ///
    /// @param dimension of latents
    static void requireWindows(List<LatentEpisode> episodes, int steps, int dimension) {
        if (episodes.stream().noneMatch(episode -> episode.latents().length / dimension > steps)) {
            throw new CommandFailure(
                    "None of the %d episodes to judge by has %d steps in a row.%nMaybe lower how many are unrolled, or their span."
                            .formatted(episodes.size(), steps));
        }
    }

    /// @param episodes of which one at least has a window without a missing latent
    Errors of(List<LatentEpisode> episodes) {
        List<double[]> windows = episodes.parallelStream()
                .<double[]>mapMulti((episode, each) -> {
                    int d = worldModel.latentDimension();
                    for (int start = 0; start + steps < episode.latents().length / d; start += steps) {
                        if (episode.isKnown(start, steps, d)) {
                            each.accept(window(episode, start));
                        }
                    }
                })
                .toList();
        return new Errors(mean(windows, 0), mean(windows, 1));
    }

    private static double mean(List<double[]> windows, int column) {
        return windows.stream().mapToDouble(window -> window[column]).average().orElse(Double.NaN);
    }

    private double[] window(LatentEpisode episode, int start) {
        int a = worldModel.actionDimension();
        Latent now = latent(episode.latents(), start);
        Latent perceived = latent(episode.latents(), start + steps);
        float[] actions = Arrays.copyOfRange(episode.actions(), start * a, (start + steps) * a);
        float[] imagined =
                worldModel.imagine(now, new ActionBatch(1, steps, a, actions)).latents();
        return new double[] {
            Surprise.between(latent(imagined, steps), perceived).value(),
            Surprise.between(now, perceived).value()
        };
    }

    private Latent latent(float[] latents, int time) {
        int d = worldModel.latentDimension();
        return new Latent(Arrays.copyOfRange(latents, time * d, (time + 1) * d));
    }
}
