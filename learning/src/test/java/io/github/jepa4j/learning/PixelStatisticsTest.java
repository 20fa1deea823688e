package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.data.EpisodeStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelStatisticsTest {

    @TempDir
    Path folder;

    @Test
    void theStatisticsOfTwoRoomsAreThePeersPublishedConstants() {
        try (EpisodeStore store = SmallWorld.collect(folder.resolve("data"), 100)) {
            PixelStatistics statistics = PixelStatistics.of(store, SmallWorld.SEED);

            // The fixed wall covers as many pixels as any: its channel's constants are those of random walls.
            assertThat(statistics.mean()[0]).isCloseTo(0.0026f, within(0.0001f));
            assertThat(statistics.std()[0]).isCloseTo(0.0369f, within(0.0003f));
            assertThat(statistics.mean()[1]).isCloseTo(0.0989f, within(0.0002f));
            assertThat(statistics.std()[1]).isCloseTo(0.2986f, within(0.0002f));
        }
    }

    @Test
    void theSameSeedMeasuresTheSame() {
        try (EpisodeStore store = SmallWorld.collect(folder.resolve("data"), 5)) {
            PixelStatistics once = PixelStatistics.of(store, SmallWorld.SEED);
            PixelStatistics again = PixelStatistics.of(store, SmallWorld.SEED);

            assertThat(again.mean()).containsExactly(once.mean());
            assertThat(again.std()).containsExactly(once.std());
        }
    }
}
