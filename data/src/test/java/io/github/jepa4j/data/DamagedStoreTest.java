package io.github.jepa4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Four shards, of 10, 10, 10 and 5 episodes; the second is damaged in every way.
class DamagedStoreTest {

    @TempDir
    static Path whole;

    @TempDir
    Path folder;

    private Path second = Path.of("");
    private byte[] intact = {};

    @BeforeAll
    static void fillOnce() {
        Stores.fill(whole, 1);
    }

    @BeforeEach
    void copy() throws IOException {
        for (String name :
                List.of("store.json", "shard-00000.bin", "shard-00001.bin", "shard-00002.bin", "shard-00003.bin")) {
            Files.copy(whole.resolve(name), folder.resolve(name));
        }
        second = folder.resolve("shard-00001.bin");
        intact = Files.readAllBytes(second);
    }

    /// Fractions of the length: nothing, within magic, header, episodes, index and tail.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0001, 0.001, 0.1, 0.5, 0.9, 0.985, 0.99, 0.999, 0.99999})
    void aShardCutOffIsDetectedAndOnlyItIsLost(double fraction) throws IOException {
        int length = (int) (intact.length * fraction);
        Files.write(second, Arrays.copyOf(intact, length));

        assertOnlyTheSecondIsLost();
    }

    @Test
    void aShardCutOffByAnyNumberOfBytesUpToItsIndexIsDetected() throws IOException {
        for (int missing = 1; missing < 200; missing += 7) {
            Files.write(second, Arrays.copyOf(intact, intact.length - missing));
            try (var store = EpisodeStore.open(folder)) {
                assertThat(store.lost()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.002, 0.1, 0.5, 0.9, 0.985, 0.99, 0.997, 0.99999})
    void aShardWithOneFlippedBitIsDetectedAndOnlyItIsLost(double fraction) throws IOException {
        byte[] damaged = intact.clone();
        damaged[(int) (damaged.length * fraction)] ^= 0x10;
        Files.write(second, damaged);

        assertOnlyTheSecondIsLost();
    }

    private void assertOnlyTheSecondIsLost() {
        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.lost()).singleElement().satisfies(lost -> {
                assertThat(lost.number()).isEqualTo(1);
                assertThat(lost.file()).isEqualTo("shard-00001.bin");
                assertThat(lost.reason()).isNotBlank();
            });
            assertThat(store.episodes()).isEqualTo(25);
            for (int i = 0; i < 25; i++) {
                int written = i < 10 ? i : i + 10;
                assertThat(store.episode(i)).isEqualTo(Stores.dots(new Seed(7).split(written)));
            }
        }
    }

    @Test
    void aShardThatWasStillBeingWrittenIsLostAndNamed() throws IOException {
        Files.write(folder.resolve("shard-00004.bin.part"), Arrays.copyOf(intact, 1000));

        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.episodes()).isEqualTo(35);
            assertThat(store.lost())
                    .singleElement()
                    .hasToString("shard-00004.bin.part is lost: it was cut off while written");
        }
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.delete(second);

        assertOnlyTheSecondIsLost();
    }

    @Test
    void aShardOfAnotherVersionOrStoreOrPlaceIsLostForThatReason(@TempDir Path other) throws IOException {
        ByteBuffer newer =
                ByteBuffer.wrap(intact.clone()).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 9);
        assertLost(newer.array(), "it is of version 9; this program reads version 1");

        assertLost(
                "not a shard at all, but long enough to be taken for one at a glance"
                        .getBytes(StandardCharsets.US_ASCII),
                "does not begin like a shard");

        try (var writer = EpisodeWriter.open(other, signals())) {
            writer.append(Stores.signals(new Seed(1), 5, 100));
        }
        assertLost(Files.readAllBytes(other.resolve("shard-00000.bin")), "another store's");

        assertLost(Files.readAllBytes(folder.resolve("shard-00002.bin")), "its number");
    }

    private void assertLost(byte[] content, String reason) throws IOException {
        Files.write(second, content);
        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.lost())
                    .singleElement()
                    .satisfies(lost -> assertThat(lost.reason()).contains(reason));
        }
    }

    @Test
    void aStoreWithNothingLeftSaysWhatWasLost() throws IOException {
        for (int shard = 0; shard < 4; shard++) {
            Files.write(folder.resolve(ShardFormat.fileName(shard)), new byte[5]);
        }

        assertThatThrownBy(() -> EpisodeStore.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no episode that can be read")
                .hasMessageContaining("shard-00003.bin is lost: it has 5 bytes")
                .hasMessageContaining("Maybe");
    }

    @Test
    void aMissingOrCutOffOrForeignDescriptionIsNamed() throws IOException {
        Path description = folder.resolve("store.json");
        String text = Files.readString(description);

        Files.writeString(description, text.substring(0, text.length() / 2));
        assertRefused("store.json, cannot be read");
        Files.writeString(description, "");
        assertRefused("");
        Files.writeString(description, "[1, 2]");
        assertRefused("describes no episode store");
        Files.writeString(description, "{\"format\": \"zarr\"}");
        assertRefused("its format is \"zarr\", not \"jepa4j-episodes\"");
        Files.writeString(description, text.replace("\"version\" : 1", "\"version\" : 2"));
        assertRefused("is of version 2; this program reads version 1");
        Files.writeString(description, text.replace("\"rows\" : 20", "\"rows\" : -20"));
        assertRefused("[2, -20, 30]");
        Files.writeString(description, text.replace("\"rows\"", "\"lines\""));
        assertRefused("\"rows\" is missing");
        Files.writeString(description, text.replace("\"pixels\"", "\"smells\""));
        assertRefused("\"smells\"");
        Files.delete(description);
        assertRefused("has no store.json");
        assertThatThrownBy(() -> EpisodeWriter.open(folder, Stores.DOTS)).hasMessageContaining("has shards");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> EpisodeStore.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining("Maybe");
    }

    @Test
    void aStoreOfOtherShapesLosesEveryShardButNoneIsMisread() throws IOException {
        Path description = folder.resolve("store.json");
        Files.writeString(description, Files.readString(description).replace("\"rows\" : 20", "\"rows\" : 30"));

        assertThatThrownBy(() -> EpisodeStore.open(folder)).hasMessageContaining("another store's");
    }

    @Test
    void aDamagedShardBeforeCompleteOnesIsNotOverwritten() throws IOException {
        Files.write(second, Arrays.copyOf(intact, 1000));

        assertThatThrownBy(() -> EpisodeWriter.open(folder, Stores.DOTS))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("shard-00001.bin is lost")
                .hasMessageContaining("Maybe");
        assertThat(folder.resolve("shard-00002.bin")).exists();
    }

    @Test
    void aDamagedLastShardIsSetAsideAndCollectedAgain() throws IOException {
        Path last = folder.resolve("shard-00003.bin");
        byte[] before = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(before, 1000));

        Stores.fill(folder, 2);

        assertThat(last).hasBinaryContent(before);
        assertThat(folder.resolve("shard-00003.bin.damaged")).hasSize(1000);
        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.lost()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsNamedAndTheShardsBeforeAreKept() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("a device that is always full").isTrue();
        var writer = EpisodeWriter.open(folder, Stores.DOTS, new ShardLimits(10, 1 << 20));
        Files.createSymbolicLink(folder.resolve("shard-00004.bin.part"), full);
        writer.append(Stores.dots(new Seed(1)));

        assertThatThrownBy(writer::close)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("shard-00004.bin could not be written")
                .hasMessageContaining("it needs at least")
                .hasMessageContaining("Maybe the disk is full");
        assertThatThrownBy(() -> writer.append(Stores.dots(new Seed(1)))).hasMessageContaining("is closed");
        try (var store = EpisodeStore.open(folder)) {
            assertThat(store.episodes()).isEqualTo(35);
            assertThat(store.lost()).isEmpty();
        }
    }

    private static StoreDescription signals() {
        return new StoreDescription(new ObservationShape.OfSignals(5), 1, Map.of());
    }
}
