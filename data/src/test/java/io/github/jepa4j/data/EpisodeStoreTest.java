package io.github.jepa4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpisodeStoreTest {

    @TempDir
    Path folder;

    record Kind(String name, StoreDescription description, IntFunction<Episode> episodes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("dots", Stores.DOTS, i -> Stores.dots(new Seed(i), 1 + i)),
                new Kind("noise", Stores.DOTS, i -> Stores.noise(new Seed(i), 1 + i)),
                new Kind("signals", signals(5), i -> Stores.signals(new Seed(i), 5, 1 + i)),
                new Kind("no signals", signals(0), i -> Stores.signals(new Seed(i), 0, 1 + i)),
                new Kind("one large image", images(3, 500, 500), _ -> gradient()),
                new Kind("one pixel", images(1, 1, 1), i -> blinking(1 + i)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsReadIsWhatWasWritten(Kind kind) {
        try (var writer = EpisodeWriter.open(folder, kind.description(), new ShardLimits(4, 1 << 20))) {
            for (int i = 0; i < 11; i++) {
                writer.append(kind.episodes().apply(i));
            }
        }

        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.description()).isEqualTo(kind.description());
            assertThat(store.episodes()).isEqualTo(11);
            assertThat(store.lost()).isEmpty();
            for (int i = 10; i >= 0; i--) {
                Episode written = kind.episodes().apply(i);
                assertThat(store.episode(i)).isEqualTo(written);
                assertThat(store.frames(i)).isEqualTo(written.length() + 1);
            }
        }
    }

    @Test
    void noiseHardlyGrowsAndDotsShrinkManifold() {
        int raw = 50 * 2 * Stores.ROWS * Stores.COLUMNS;

        assertThat(EncodedEpisode.of(Stores.noise(new Seed(1), 50), Stores.DOTS.observation())
                        .bytes())
                .as("noise, with 12 bytes of action and place per frame")
                .hasSizeLessThan(raw + raw / 100 + 50 * 13);
        assertThat(EncodedEpisode.of(Stores.dots(new Seed(1), 50), Stores.DOTS.observation())
                        .bytes())
                .hasSizeLessThan(raw / 10);
    }

    @Test
    void aShardEndsAtWhicheverLimitComesFirst() throws Exception {
        long bytesOfOne = EncodedEpisode.of(Stores.dots(new Seed(0)), Stores.DOTS.observation())
                .bytes()
                .length;
        try (var writer = EpisodeWriter.open(folder, Stores.DOTS, new ShardLimits(1000, 3 * bytesOfOne))) {
            for (int i = 0; i < 9; i++) {
                writer.append(Stores.dots(new Seed(0)));
            }
        }

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "store.lock", "store.json", "shard-00000.bin", "shard-00001.bin", "shard-00002.bin");
        }
    }

    @Test
    void theHashSaysWhetherTwoStoresHoldTheSame(@TempDir Path same, @TempDir Path shorter) {
        Stores.collect(folder, 1, 35);
        Stores.collect(same, 1, 35);
        Stores.collect(shorter, 1, 30);

        assertThat(hash(folder)).isEqualTo(hash(same)).hasSize(64);
        assertThat(hash(folder)).isNotEqualTo(hash(shorter));
    }

    private static String hash(Path folder) {
        try (var store = EpisodeStore.open(folder)) {
            return store.hash();
        }
    }

    @Test
    void anEpisodeOfOtherShapesIsRefusedAndTheWriterGoesOn() {
        try (var writer = EpisodeWriter.open(folder, Stores.DOTS)) {
            writer.append(Stores.dots(new Seed(1)));

            assertThatThrownBy(() -> writer.append(blinking(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("observation 0 is pixels [1, 1, 1]")
                    .hasMessageContaining("holds pixels [2, 20, 30]")
                    .hasMessageContaining("Maybe");
            Episode dots = Stores.dots(new Seed(1), 2);
            assertThatThrownBy(() -> writer.append(new Episode(dots.observations(), List.of(new Action(1)))))
                    .hasMessageContaining("action 0 has 1 axes")
                    .hasMessageContaining("actions of 2");
            writer.append(Stores.dots(new Seed(2)));
        }

        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.episodes()).isEqualTo(2);
            assertThat(store.episode(1)).isEqualTo(Stores.dots(new Seed(2)));
        }
    }

    @Test
    void aWriterGoesOnWhereAnotherClosed() {
        Stores.collect(folder, 1, 15);
        try (var writer = EpisodeWriter.open(folder, Stores.DOTS)) {
            assertThat(writer.episodes()).isEqualTo(15);
            writer.append(Stores.dots(new Seed(99)));
            assertThat(writer.episodes()).isEqualTo(16);
        }

        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.episodes()).isEqualTo(16);
            assertThat(store.episode(15)).isEqualTo(Stores.dots(new Seed(99)));
        }
    }

    @Test
    void aStoreOfOtherSettingsIsNotContinued() {
        Stores.collect(folder, 1, 15);
        var others = new StoreDescription(Stores.DOTS.observation(), 2, Map.of("world", "dots", "seed", "8"));

        assertThatThrownBy(() -> EpisodeWriter.open(folder, others))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("seed=8")
                .hasMessageContaining("Maybe");
    }

    @Test
    void anEpisodeBeyondTheLastIsRefused() {
        Stores.fill(folder, 1);
        try (var store = EpisodeStore.open(folder)) {
            assertThatThrownBy(() -> store.episode(35)).hasMessageContaining("no episode 35");
            assertThatThrownBy(() -> store.episode(-1)).hasMessageContaining("no episode -1");
        }
    }

    private static StoreDescription signals(int count) {
        return new StoreDescription(new ObservationShape.OfSignals(count), 1, Map.of());
    }

    private static StoreDescription images(int channels, int rows, int columns) {
        return new StoreDescription(new ObservationShape.OfPixels(channels, rows, columns), 0, Map.of());
    }

    private static Episode gradient() {
        byte[] values = new byte[3 * 500 * 500];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i / 251);
        }
        return new Episode(List.of(new Pixels(3, 500, 500, values)), List.of());
    }

    private static Episode blinking(int frames) {
        return new Episode(
                Stream.iterate(0, t -> t + 1)
                        .limit(frames)
                        .map(t -> new Pixels(1, 1, 1, new byte[] {(byte) (t * 200)}))
                        .toList(),
                Stream.generate(() -> new Action()).limit(frames - 1).toList());
    }
}
