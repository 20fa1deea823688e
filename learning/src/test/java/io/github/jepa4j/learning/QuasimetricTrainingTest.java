package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.Quasimetric;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A one-way street of forty places round a block, seen in pieces of twelve steps: half the way round is twenty
/// steps, which no piece shows whole, and going on is the only way back.
class QuasimetricTrainingTest {

    private static final int PLACES = 40;
    private static final QuasimetricConfig CONFIG =
            new QuasimetricConfig(0, 0, 1, 64, 2, 8, 8, 2, 60, 10, 0.1, 1500, 128, 3e-3);

    private static float[] place(int number) {
        double angle = 2 * Math.PI * number / PLACES;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    private static List<LatentEpisode> walks(int count) {
        RandomGenerator random = new Seed(1).generator();
        List<LatentEpisode> walks = new ArrayList<>();
        for (int walk = 0; walk < count; walk++) {
            int begin = random.nextInt(PLACES);
            float[] latents = new float[2 * 13];
            for (int step = 0; step < 13; step++) {
                System.arraycopy(place(begin + step), 0, latents, 2 * step, 2);
            }
            walks.add(new LatentEpisode(latents, new float[12]));
        }
        return walks;
    }

    @Test
    void distancesAreShortestWaysPiecedTogetherAndNotTheSameBack() {
        Quasimetric metric = new QuasimetricTrainer(CONFIG, 1).train(walks(200), 2, 1, new Seed(2), (_, _) -> {});

        for (int ahead : new int[] {1, 5, 10, 20, 30}) {
            double mean = 0;
            for (int begin = 0; begin < PLACES; begin++) {
                mean += metric.distances(place(begin), place(begin + ahead))[0] / PLACES;
            }
            // Thirty places ahead are ten back, and three times as far.
            assertThat(mean).as("%d places ahead", ahead).isCloseTo(ahead, within(1 + 0.25 * ahead));
        }
    }

    @Test
    void theSameSeedGivesTheSameDistances() {
        var trainer = new QuasimetricTrainer(CONFIG.with("updates=10"), 1);
        assertThat(trainer.train(walks(9), 2, 1, new Seed(2), (_, _) -> {}).distances(place(3), place(9)))
                .isEqualTo(
                        trainer.train(walks(9), 2, 1, new Seed(2), (_, _) -> {}).distances(place(3), place(9)));
    }
}
