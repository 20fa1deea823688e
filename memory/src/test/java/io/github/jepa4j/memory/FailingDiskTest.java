package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.memory.LuceneMemory.Config;
import io.github.jepa4j.memory.MemoryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disks that are full, lose power, or give back other bytes than they were given.
class FailingDiskTest {

    private static final int DIMENSION = 6;
    private static final Config CONFIG = Config.DEFAULT.withGroup(5);

    @TempDir
    Path folder;

    private final List<FailingDirectory> disks = new ArrayList<>();

    private LuceneMemory open() {
        return LuceneMemory.over(
                MemoryFolder.open(folder, DIMENSION, path -> {
                    disks.add(new FailingDirectory(path));
                    return disks.getLast();
                }),
                DIMENSION,
                CONFIG);
    }

    private static List<Moment> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Moments.numbered(i, DIMENSION))
                .toList();
    }

    /// The disk fills up after so many bytes of a commit: at its first file, in the midst, in the list of
    /// segments.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 1000, 2000, 3000, 4000})
    void aFullDiskIsSaidAndEverythingGoesOnWhenThereIsRoom(long room) {
        try (LuceneMemory memory = open()) {
            numbered(0, 10).forEach(memory::remember);
            numbered(10, 14).forEach(memory::remember);
            disks.getLast().limit(room);

            assertThatThrownBy(() -> memory.remember(Moments.numbered(14, DIMENSION)))
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("5 moments wait")
                    .hasMessageContaining("Maybe the disk is full")
                    .extracting(e -> ((MemoryException) e).reason())
                    .isEqualTo(Reason.NOT_WRITTEN);
            assertThat(memory.acknowledged().through()).isEqualTo(9);
            assertThat(memory.recent(20).reversed()).isEqualTo(numbered(0, 15));
            memory.remember(Moments.numbered(15, DIMENSION));
            assertThatThrownBy(memory::sync).hasMessageContaining("6 moments wait");

            disks.getLast().limit(Long.MAX_VALUE);
            assertThat(memory.sync().through()).isEqualTo(15);
            assertThat(memory.recent(20).reversed()).isEqualTo(numbered(0, 16));
        }
        assertReopens(16);
    }

    @Test
    void aDiskThatStaysFullRefusesMomentsInTheEndAndClosingSaysWhatIsLost() {
        LuceneMemory memory = open();
        numbered(0, 10).forEach(memory::remember);
        disks.getLast().limit(0);
        int refused = 0;
        for (int i = 10; i < 10 + 5 * LuceneMemory.MOST_GROUPS + 3; i++) {
            try {
                memory.remember(Moments.numbered(i, DIMENSION));
            } catch (MemoryException e) {
                refused += e.getMessage().contains("was not remembered") ? 1 : 0;
            }
        }
        assertThat(refused).isEqualTo(3);
        assertThatThrownBy(memory::close).isInstanceOf(MemoryException.class).hasMessageContaining("80 moments wait");
        memory.close();
        assertReopens(10);
    }

    /// The commit reached the disk, and then its end was reported as a failure: writing it once more would
    /// write it twice.
    @Test
    void aCommitThatFailedAfterItWasWrittenIsNotWrittenTwice() {
        try (LuceneMemory memory = open()) {
            numbered(0, 4).forEach(memory::remember);
            disks.getLast().failNextOpening("segments_2");
            try {
                memory.sync();
            } catch (MemoryException e) {
                assertThat(e.reason()).isEqualTo(Reason.NOT_WRITTEN);
            }
            memory.sync();
            assertThat(memory.size()).isEqualTo(4);
        }
        assertReopens(4);
    }

    /// What was not forced to the disk is gone or empty after a loss of power; what was acknowledged must
    /// have been forced.
    @Test
    void whatWasAcknowledgedWasForcedToTheDisk(@TempDir Path after) throws IOException {
        LuceneMemory memory = open();
        numbered(0, 23).forEach(memory::remember);
        memory.forget(20, Forgetting.OLDEST);
        memory.conclude("episode-1", 1);
        numbered(23, 29).forEach(memory::remember);
        disks.getLast().copyWhatWasForced(after.resolve("index"));
        Files.copy(folder.resolve(MemoryFile.NAME), after.resolve(MemoryFile.NAME));
        try (LuceneMemory left = LuceneMemory.open(after, DIMENSION)) {
            assertThat(left.size())
                    .as("20 were left, 5 were committed since, 1 waited")
                    .isEqualTo(25);
            assertThat(left.recent(30))
                    .filteredOn(moment -> moment.success() == 1)
                    .hasSize(10);
        }
        memory.close();
    }

    private void assertReopens(int moments) {
        try (LuceneMemory memory = LuceneMemory.open(folder, DIMENSION)) {
            assertThat(memory.recent(1000).reversed()).isEqualTo(numbered(0, moments));
        }
    }

    @Test
    void whateverBitIsFlippedIsFoundWhenTheMemoryIsOpenedAndNothingIsDeleted() throws IOException {
        fill();
        SplittableRandom random = new SplittableRandom(3);
        for (Path file : indexFiles()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 12; i++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                assertDamaged(file);
            }
            for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertDamaged(file);
            }
            Files.delete(file);
            assertDamaged(file);
            Files.write(file, whole);
        }
        assertReopens(33);
    }

    private void fill() {
        try (LuceneMemory memory = LuceneMemory.open(folder, DIMENSION, CONFIG)) {
            numbered(0, 33).forEach(memory::remember);
        }
    }

    private void assertDamaged(Path file) throws IOException {
        List<Path> before = indexFiles();
        assertThatThrownBy(() -> LuceneMemory.open(folder, DIMENSION).close())
                .as("%s", file)
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("Nothing was deleted")
                .extracting(e -> ((MemoryException) e).reason())
                .isIn(Reason.DAMAGED, Reason.DIFFERENT);
        assertThat(indexFiles()).isEqualTo(before);
    }

    private List<Path> indexFiles() throws IOException {
        try (var files = Files.list(folder.resolve("index"))) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    @Test
    void aMakingThatWasCutOffIsBegunAnew() throws IOException {
        Files.createDirectories(folder.resolve("index"));
        Files.writeString(folder.resolve("lock"), "4711\n");
        Files.writeString(folder.resolve("memory.json.unfinished"), "{");
        Files.write(folder.resolve("index/pending_segments_1"), new byte[] {1, 2});
        try (LuceneMemory memory = open()) {
            assertThat(memory.size()).isZero();
            memory.remember(Moments.numbered(0, DIMENSION));
        }
        assertReopens(1);
    }
}
