package io.github.jepa4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    private static final ShardLimits TENS = new ShardLimits(10, 1 << 20);

    @TempDir
    Path folder;

    @TempDir
    Path reference;

    @Test
    void theStoresBytesDoNotDependOnTheThreads() throws IOException {
        Stores.fill(reference, 1);
        Stores.fill(folder, 4);

        assertThat(files(folder)).hasSize(5).isEqualTo(files(reference));
    }

    @Test
    void afterAFailureCollectingGoesOnAtTheLastFullShardAndEndsWithTheSameBytes() throws IOException {
        Stores.fill(reference, 1);
        var made = new AtomicInteger();
        var writer = EpisodeWriter.open(folder, Stores.DOTS, TENS);
        Seed poison = new Seed(7).split(27);

        assertThatThrownBy(
                        () -> new Collector(3).collect(35, new Seed(7), seed -> unless(poison, seed), writer, _ -> {}))
                .hasMessage("the simulator failed");
        assertThat(files(folder).keySet())
                .containsExactlyInAnyOrder("store.json", "shard-00000.bin", "shard-00001.bin");

        new Collector(2)
                .collect(
                        35,
                        new Seed(7),
                        seed -> counted(made, seed),
                        EpisodeWriter.open(folder, Stores.DOTS, TENS),
                        _ -> {});
        assertThat(made).hasValue(15);
        assertThat(files(folder)).isEqualTo(files(reference));
    }

    @Test
    void collectingIntoAFolderGoesOnThereAndRefusesAnotherSourceOrSeed() {
        var made = new AtomicInteger();
        Collector collector = new Collector(2);
        collector.collect(folder, 3, new Seed(7), Stores::dots).close();
        try (EpisodeStore store = collector.collect(folder, 5, new Seed(7), seed -> counted(made, seed))) {
            assertThat(store.episodes()).isEqualTo(5);
            assertThat(store.episode(4)).isEqualTo(Stores.dots(new Seed(7).split(4)));
        }
        assertThat(made)
                .as("the first, to describe the store, and the two that were missing")
                .hasValue(3);
        assertThatThrownBy(() -> collector.collect(folder, 5, new Seed(8), Stores::dots))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be continued");
        assertThatThrownBy(() -> collector.collect(folder, 5, new Seed(7), seed -> Stores.noise(seed, 12)))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void afterAKillWhileWritingCollectingEndsWithTheSameBytes() throws IOException {
        Stores.fill(reference, 1);
        Stores.collect(folder, 1, 20);
        byte[] third = Files.readAllBytes(reference.resolve("shard-00002.bin"));
        Files.write(folder.resolve("shard-00002.bin.part"), Arrays.copyOf(third, third.length / 3));

        Stores.fill(folder, 2);

        assertThat(files(folder)).isEqualTo(files(reference));
    }

    @Test
    void aSecondWriterOfAStoreIsRefusedUntilTheFirstIsDone() throws IOException {
        var first = EpisodeWriter.open(folder, Stores.DOTS, TENS);
        first.append(Stores.dots(new Seed(1)));

        assertThatThrownBy(() -> EpisodeWriter.open(folder, Stores.DOTS, TENS))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(folder.toString(), "being written by another writer", "Maybe");

        first.close();
        var second = EpisodeWriter.open(folder, Stores.DOTS, TENS);
        assertThat(second.episodes()).isEqualTo(1);
        second.abandon();
    }

    @Test
    void anInterruptedCollectionKeepsItsFullShards() throws IOException {
        Stores.fill(reference, 1);
        var writer = EpisodeWriter.open(folder, Stores.DOTS, TENS);

        assertThatThrownBy(() -> new Collector(2).collect(35, new Seed(7), Stores::dots, writer, done -> {
                    if (done == 13) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).as("the interrupt is still to be seen").isTrue();

        assertThat(files(folder).keySet()).containsExactlyInAnyOrder("store.json", "shard-00000.bin");
        Stores.fill(folder, 2);
        assertThat(files(folder)).isEqualTo(files(reference));
    }

    @Test
    void progressCountsTheEpisodesOfTheStore() {
        Stores.collect(folder, 1, 20);
        List<Integer> told = new ArrayList<>();

        new Collector(2)
                .collect(23, new Seed(7), Stores::dots, EpisodeWriter.open(folder, Stores.DOTS, TENS), told::add);

        assertThat(told).containsExactly(21, 22, 23);
    }

    @Test
    void aCompleteStoreIsNotCollectedAgain() throws IOException {
        Stores.fill(folder, 1);
        Map<String, String> before = files(folder);

        new Collector(2)
                .collect(
                        35,
                        new Seed(7),
                        _ -> {
                            throw new AssertionError("nothing was to be made");
                        },
                        EpisodeWriter.open(folder, Stores.DOTS, TENS),
                        _ -> {});

        assertThat(files(folder)).isEqualTo(before);
    }

    private static Episode unless(Seed poison, Seed seed) {
        if (seed.equals(poison)) {
            throw new IllegalStateException("the simulator failed");
        }
        return Stores.dots(seed);
    }

    private static Episode counted(AtomicInteger made, Seed seed) {
        made.incrementAndGet();
        return Stores.dots(seed);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(path -> !path.endsWith("store.lock")).toList()) {
                contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
