package io.github.jepa4j.cli;

import io.github.jepa4j.learning.PerceivedEpisode;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well a model turns places into goals.
///
/// @param model       the file
/// @param data        hash of the episodes
/// @param fit         episodes to learn from
/// @param test        episodes to judge by
/// @param seed        of all that is random
/// @param seconds     that it took
/// @param unexplained by the counterfactual, of the mean squared distance between the first and the last
///     latent of an episode: 0 is perfect, 1 as bad as to say that nothing changes
/// @param ahead       how the critic's steps compare with those taken
record GoalFigures(
        Path model, String data, int fit, int test, long seed, double seconds, double unexplained, List<Ahead> ahead) {

    private static final int[] TAKEN = {1, 5, 10, 20, 40, 80};

    /// From the first frame of an episode to where it was later.
    ///
    /// @param taken  steps
    /// @param median of what the critic says
    /// @param atMost share of episodes in which it says at most so many
    record Ahead(int taken, double median, double atMost) {}

    static List<Ahead> ahead(Critic critic, List<PerceivedEpisode> episodes) {
        List<Ahead> all = new ArrayList<>();
        for (int taken : TAKEN) {
            double[] steps = episodes.stream()
                    .filter(episode -> observations(episode) > taken)
                    .mapToDouble(episode -> steps(critic, episode, taken))
                    .sorted()
                    .toArray();
            if (steps.length > 0) {
                long within = Arrays.stream(steps).filter(one -> one <= taken).count();
                all.add(new Ahead(taken, steps[steps.length / 2], (double) within / steps.length));
            }
        }
        return all;
    }

    private static double steps(Critic critic, PerceivedEpisode episode, int taken) {
        int dimension = critic.latentDimension();
        float[] still = new float[2 * dimension];
        System.arraycopy(episode.latents(), 0, still, 0, dimension);
        var rollout = new Rollout(ActionBatch.zeros(1, 1, 1), dimension, still, null);
        return critic.toward(place(episode, taken)).read(rollout)[0];
    }

    static double unexplained(Counterfactual counterfactual, List<PerceivedEpisode> episodes) {
        double left = 0;
        double all = 0;
        for (PerceivedEpisode episode : episodes) {
            int last = observations(episode) - 1;
            int dimension = counterfactual.latentDimension();
            float[] first = Arrays.copyOf(episode.latents(), dimension);
            float[] there = Arrays.copyOfRange(episode.latents(), last * dimension, (last + 1) * dimension);
            float[] told = counterfactual
                    .latent(new Latent(first), place(episode, last))
                    .values();
            for (int d = 0; d < dimension; d++) {
                left += Math.pow(there[d] - told[d], 2);
                all += Math.pow(there[d] - first[d], 2);
            }
        }
        return left / all;
    }

    private static int observations(PerceivedEpisode episode) {
        return episode.signals().length / GoalLearning.SIGNALS.size();
    }

    private static Map<String, Float> place(PerceivedEpisode episode, int time) {
        float[] signals = episode.signals();
        return Map.of(
                GoalLearning.SIGNALS.get(0), signals[2 * time], GoalLearning.SIGNALS.get(1), signals[2 * time + 1]);
    }

    void print(PrintWriter to) {
        to.printf(
                Locale.ROOT,
                "%,d episodes to learn from, %,d to judge by; seed %d, %.1f s%n%n",
                fit,
                test,
                seed,
                seconds);
        to.printf(Locale.ROOT, "counterfactual: %.1f %% of the squared distance is left%n%n", 100 * unexplained);
        to.printf(Locale.ROOT, "  %11s  %14s  %12s%n", "steps taken", "critic, median", "at most that");
        for (Ahead one : ahead) {
            to.printf(Locale.ROOT, "  %11d  %14.1f  %10.1f %%%n", one.taken(), one.median(), 100 * one.atMost());
        }
        to.printf(Locale.ROOT, "%nwritten to %s%n", model);
    }
}
