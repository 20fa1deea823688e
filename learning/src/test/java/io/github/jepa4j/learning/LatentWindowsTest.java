package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Episodes of latents of one number: ten times the episode's own, and the time. Of the second a reading is missing.
class LatentWindowsTest {

    private static final int STEPS = 2;
    private static final LatentEpisode FIRST = new LatentEpisode(new float[] {10, 11, 12, 13, 14}, new float[4]);
    private static final LatentEpisode SECOND =
            new LatentEpisode(new float[] {20, Float.NaN, 22, 23, 24}, new float[4]);

    @Test
    void whatIsSeenAtAnyTimeIsOfTheSameEpisodeAndNeverMissing() {
        var windows = new LatentWindows(List.of(FIRST, SECOND), new ResidualSpec(1, 1, 1, 1), STEPS).all();
        var random = new Seed(1).generator();
        LatentWindows.Batch batch = windows.draw(200, random);
        float[] anyTime = batch.atAnyTime(1, random);

        Set<Float> seen = new HashSet<>();
        for (int row = 0; row < 200; row++) {
            float first = batch.latents()[row * (STEPS + 1)];
            assertThat((int) anyTime[row] / 10).isEqualTo((int) first / 10);
            seen.add(anyTime[row]);
        }
        assertThat(seen).containsExactlyInAnyOrder(10f, 11f, 12f, 13f, 14f, 20f, 22f, 23f, 24f);
    }
}
