package io.github.jepa4j.readout;

import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Perceives frames of recorded episodes, and imagines windows of them with the actions that were done.
///
/// @param done is run after each episode
record OpenLoop(JepaModel model, EpisodeSource source, List<LabelledSignal> signals, Runnable done) {

    /// The latents of frames drawn from each episode, with replacement.
    Latents perceive(int[] episodes, int framesPerEpisode, Seed seed) {
        int dimension = model.encoder().dimension();
        double[] values = new double[Math.multiplyExact(episodes.length * framesPerEpisode, dimension)];
        double[][] labels = new double[signals.size()][episodes.length * framesPerEpisode];
        IntStream.range(0, episodes.length).parallel().forEach(e -> {
            Episode episode = source.episode(episodes[e]);
            float[][] truth = truth(episodes[e], episode);
            RandomGenerator random = seed.split(episodes[e]).generator();
            for (int row = e * framesPerEpisode; row < (e + 1) * framesPerEpisode; row++) {
                int time = random.nextInt(episode.length() + 1);
                float[] latent =
                        model.encoder().encode(episode.observations().get(time)).values();
                for (int d = 0; d < dimension; d++) {
                    values[row * dimension + d] = latent[d];
                }
                for (int s = 0; s < labels.length; s++) {
                    labels[s][row] = truth[s][time];
                }
            }
            done.run();
        });
        int[] rows = IntStream.range(0, labels[0].length)
                .map(row -> episodes[row / framesPerEpisode])
                .toArray();
        return new Latents(values, dimension, labels, rows);
    }

    /// One window of each episode that has enough actions, from a frame drawn at random.
    List<Reading> imagine(int[] episodes, List<Readout> readouts, int horizon, Seed seed) {
        return Arrays.stream(episodes)
                .parallel()
                .mapToObj(number -> {
                    Optional<Reading> reading = window(number, readouts, horizon, seed.split(number));
                    done.run();
                    return reading;
                })
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Reading> window(int number, List<Readout> readouts, int horizon, Seed seed) {
        Episode episode = source.episode(number);
        if (episode.length() < horizon) {
            return Optional.empty();
        }
        int begin = seed.generator().nextInt(episode.length() - horizon + 1);
        float[][] truth = truth(number, episode);
        for (int s = 0; s < truth.length; s++) {
            truth[s] = Arrays.copyOfRange(truth[s], begin, begin + horizon + 1);
        }
        Latent now = model.encoder().encode(episode.observations().get(begin));
        Rollout rollout = model.worldModel().imagine(now, actions(episode, begin, horizon));
        float[][] read = readouts.stream().map(readout -> readout.read(rollout)).toArray(float[][]::new);
        return Optional.of(new Reading(read, truth));
    }

    private ActionBatch actions(Episode episode, int begin, int horizon) {
        int axes = model.actionScale().dimension();
        ActionBatch actions = ActionBatch.zeros(1, horizon, axes);
        for (int step = 0; step < horizon; step++) {
            float[] inside = model.actionScale().normalise(episode.actions().get(begin + step));
            System.arraycopy(inside, 0, actions.values(), step * axes, axes);
        }
        return actions;
    }

    private float[][] truth(int number, Episode episode) {
        float[][] truth = new float[signals.size()][];
        for (int s = 0; s < truth.length; s++) {
            truth[s] = signals.get(s).labels().of(number, episode);
            if (truth[s].length != episode.length() + 1) {
                throw new IllegalArgumentException(
                        "Episode %d has %d observations, but %d values of %s.\nMaybe the labels are of another episode."
                                .formatted(
                                        number,
                                        episode.length() + 1,
                                        truth[s].length,
                                        signals.get(s).name()));
            }
        }
        return truth;
    }
}
