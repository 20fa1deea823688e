package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A bead that is pushed to and fro on a wire, between walls that are elsewhere in each episode.
/// A latent tells where it is, how fast it is, and the walls. Where it is changes slowly, how fast it
/// is from one push to the next.
class LevelMotionTest {

    private static final int WALLS = 20;
    private static final int NUMBERS = 2 + WALLS;
    private static final LevelConfig CONFIG = LevelConfig.defaults()
            .with("span=4", "macroDimension=1", "latentDimension=21", "contextDimension=20", "codes=6", "hidden=48")
            .with("unrolled=3", "macroUpdates=200", "updates=400", "windows=96", "learningRate=3e-3")
            .with("waveScale=3", "frequencies=16", "decoding=1", "inverse=0.1", "outlier=0");

    private static Level learned(String... settings) {
        List<LatentEpisode> walks = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            walks.add(walk(new Seed(1).split(number).generator()));
        }
        return new LevelTrainer(CONFIG.with(settings), 1).train(walks, NUMBERS, 1, new Seed(2), (_, _) -> {});
    }

    private static LatentEpisode walk(RandomGenerator random) {
        int length = 60;
        float[] latents = new float[NUMBERS * (length + 1)];
        float[] actions = new float[length];
        float place = random.nextFloat(-1.5f, 1.5f);
        float speed = 0;
        float[] walls = new float[WALLS];
        for (int wall = 0; wall < WALLS; wall++) {
            walls[wall] = random.nextBoolean() ? 1 : -1;
        }
        for (int time = 0; time <= length; time++) {
            latents[NUMBERS * time] = place;
            latents[NUMBERS * time + 1] = speed;
            System.arraycopy(walls, 0, latents, NUMBERS * time + 2, WALLS);
            if (time < length) {
                actions[time] = (float) random.nextGaussian();
                speed = 0.4f * speed + 0.9f * actions[time];
                place += 0.15f * speed;
            }
        }
        return new LatentEpisode(latents, actions);
    }

    /// What moves in latents of an episode of one place after the other, or of one speed.
    private static double range(Level level, boolean isOfPlaces) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value = -1.5f; value <= 1.5f; value += 0.25f) {
            float[] lower = new float[NUMBERS];
            lower[isOfPlaces ? 0 : 1] = value;
            float told = level.encodeAll(lower)[0];
            least = Math.min(least, told);
            most = Math.max(most, told);
        }
        return most - least;
    }

    @Test
    void whatIsSteadyIsToldRatherThanWhatComesAndGoes() {
        Level steady = learned("steadiness=10", "motion=1");
        Level any = learned("steadiness=0", "motion=1");

        assertThat(range(steady, true)).isGreaterThan(4 * range(steady, false));
        assertThat(range(any, true)).isLessThan(2 * range(any, false));
    }

    @Test
    void whatMovesKeepsItsSizeBesideALargeContext() {
        assertThat(range(learned("steadiness=10", "motion=1"), true))
                .isGreaterThan(2 * range(learned("steadiness=10", "motion=0"), true));
    }
}
