package io.github.jepa4j.learning;

import java.util.List;
import java.util.random.RandomGenerator;

/// States, what followed them, and goals.
///
/// @param now    `[B, D + S]`, latents and normalised goals side by side
/// @param next   `[B, D + S]`, the latents some recorded actions later and the same goals
/// @param least  `[B]`, what the nearness is at least: the discount to the power of the steps that were
///     really taken to the goal (1 where it is met at once), or 0 where it was not seen to be reached
/// @param onward `[B]`, what the next state's nearness counts for: the discount to the power of the actions
///     between, or 0 where the goal was met on the way
record CriticBatch(float[] now, float[] next, float[] least, float[] onward) {

    /// Draws batches.
    record Sampler(
            List<PerceivedEpisode> episodes, SignalScale scale, float[] tolerance, int dimension, CriticConfig config) {

        CriticBatch draw(RandomGenerator random) {
            int width = dimension + scale.signals();
            var batch = new CriticBatch(
                    new float[config.batch() * width],
                    new float[config.batch() * width],
                    new float[config.batch()],
                    new float[config.batch()]);
            for (int row = 0; row < config.batch(); row++) {
                fill(batch, row, random);
            }
            return batch;
        }

        private void fill(CriticBatch batch, int row, RandomGenerator random) {
            PerceivedEpisode episode = episodes.get(random.nextInt(episodes.size()));
            int actions = episode.signals().length / scale.signals() - 1;
            int time = random.nextInt(actions);
            int later = Math.min(actions, time + random.nextInt(1, config.steps() + 1));
            boolean own = random.nextDouble() < config.ownFuture();
            PerceivedEpisode other = own ? episode : episodes.get(random.nextInt(episodes.size()));
            int there =
                    own ? random.nextInt(time, actions + 1) : random.nextInt(other.signals().length / scale.signals());
            int met = time;
            while (met <= later && !isMet(episode.signals(), met, other.signals(), there)) {
                met++;
            }
            int taken = met <= later ? met : own ? there : Integer.MAX_VALUE;
            batch.least[row] = taken == Integer.MAX_VALUE ? 0 : (float) Math.pow(config.discount(), taken - time);
            batch.onward[row] = met <= later ? 0 : (float) Math.pow(config.discount(), later - time);
            int width = dimension + scale.signals();
            System.arraycopy(episode.latents(), time * dimension, batch.now, row * width, dimension);
            System.arraycopy(episode.latents(), later * dimension, batch.next, row * width, dimension);
            scale.normalise(other.signals(), there, batch.now, row * width + dimension);
            scale.normalise(other.signals(), there, batch.next, row * width + dimension);
        }

        /// Whether the signals of one frame are those of another.
        private boolean isMet(float[] signals, int time, float[] goals, int there) {
            double sum = 0;
            for (int s = 0; s < tolerance.length; s++) {
                double gap = signals[time * tolerance.length + s] - goals[there * tolerance.length + s];
                sum += Math.pow(gap / tolerance[s], 2);
            }
            return sum <= 1;
        }
    }
}
