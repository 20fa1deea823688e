package io.github.jepa4j.learning;

import io.github.jepa4j.worldmodel.PredictorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The windows of perceived episodes that a predictor can learn from: `K + 1` latents in a row, all of them
/// known, and the `K` actions between.
final class LatentWindows {

    private final PredictorSpec spec;
    private final int steps;
    private final List<List<Window>> byEpisode = new ArrayList<>();

    private record Window(LatentEpisode episode, int start) {}

    /// Windows side by side.
    ///
    /// @param latents `[B, K + 1, D]`
    /// @param actions `[B, K, A]`
    /// @param of      `[B]`, of which episode each is
    record Batch(float[] latents, float[] actions, List<LatentEpisode> of) {

        /// What was perceived at any time of each window's episode, `[B, D]`.
        float[] atAnyTime(int dimension, RandomGenerator random) {
            float[] latents = new float[of.size() * dimension];
            for (int row = 0; row < of.size(); row++) {
                LatentEpisode episode = of.get(row);
                int times = episode.latents().length / dimension;
                int time = random.nextInt(times);
                while (!episode.isKnown(time, 0, dimension)) {
                    time = (time + 1) % times; // those of the window are known
                }
                System.arraycopy(episode.latents(), time * dimension, latents, row * dimension, dimension);
            }
            return latents;
        }
    }

    /// @param steps `K`
    /// @throws IllegalArgumentException when an episode is of other sizes, or none has a window
    LatentWindows(List<LatentEpisode> episodes, PredictorSpec spec, int steps) {
        this.spec = spec;
        this.steps = steps;
        for (int e = 0; e < episodes.size(); e++) {
            List<Window> windows = windows(e, episodes.get(e));
            if (!windows.isEmpty()) {
                byEpisode.add(windows);
            }
        }
        if (byEpisode.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the %d episodes has %d steps in a row without a missing reading.\nMaybe the windows are too long for them: lower unrolled."
                            .formatted(episodes.size(), steps));
        }
    }

    private List<Window> windows(int number, LatentEpisode episode) {
        int dimension = spec.latentDimension();
        int length = episode.actions().length / spec.actionDimension();
        if (episode.latents().length != (length + 1) * dimension
                || episode.actions().length != length * spec.actionDimension()) {
            throw new IllegalArgumentException(
                    "Episode %d has %d latent and %d action numbers; with %d of each latent and %d of each action there must be one latent more than actions.\nMaybe it was perceived by another model."
                            .formatted(
                                    number,
                                    episode.latents().length,
                                    episode.actions().length,
                                    dimension,
                                    spec.actionDimension()));
        }
        List<Window> windows = new ArrayList<>();
        int known = 0; // latents in a row, up to this one
        for (int time = 0; time <= length; time++) {
            known = episode.isKnown(time, 0, dimension) ? known + 1 : 0;
            if (known > steps) {
                windows.add(new Window(episode, time - steps));
            }
        }
        return windows;
    }

    /// All of them.
    Sampler all() {
        return new Sampler(byEpisode.stream().flatMap(List::stream).toList());
    }

    /// As many episodes as there are, drawn with replacement: of many, about 37 % are not among them.
    Sampler bootstrap(RandomGenerator random) {
        List<Window> drawn = new ArrayList<>();
        for (int i = 0; i < byEpisode.size(); i++) {
            drawn.addAll(byEpisode.get(random.nextInt(byEpisode.size())));
        }
        return new Sampler(drawn);
    }

    /// Draws batches, uniformly among the windows.
    final class Sampler {

        private final List<Window> windows;

        private Sampler(List<Window> windows) {
            this.windows = windows;
        }

        /// @param count `B`
        Batch draw(int count, RandomGenerator random) {
            int latents = (steps + 1) * spec.latentDimension();
            int actions = steps * spec.actionDimension();
            var batch = new Batch(new float[count * latents], new float[count * actions], new ArrayList<>());
            for (int row = 0; row < count; row++) {
                Window window = windows.get(random.nextInt(windows.size()));
                batch.of().add(window.episode());
                int latent = window.start() * spec.latentDimension();
                int action = window.start() * spec.actionDimension();
                System.arraycopy(window.episode().latents(), latent, batch.latents(), row * latents, latents);
                System.arraycopy(window.episode().actions(), action, batch.actions(), row * actions, actions);
            }
            return batch;
        }
    }
}
