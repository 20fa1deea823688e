package io.github.jepa4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.memory.LuceneMemory.Config;
import io.github.jepa4j.memory.MemoryException.Reason;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneMemoryTest implements MemoryContract {

    @TempDir
    Path folder;

    /// Several groups, so that moments wait, are in small segments, and in merged ones.
    @Override
    public Memory memory() {
        return LuceneMemory.open(folder, DIMENSION, Config.DEFAULT.withGroup(16));
    }

    @Test
    void whatWasRememberedIsThereInTheNextProcess() {
        List<Moment> before = IntStream.range(0, 50)
                .mapToObj(i -> Moments.numbered(i, DIMENSION))
                .toList();
        try (Memory memory = memory()) {
            before.forEach(memory::remember);
            memory.conclude("episode-4", 0.5);
        }
        try (Memory memory = memory()) {
            assertThat(memory.size()).isEqualTo(50);
            assertThat(memory.acknowledged()).isEqualTo(new Acknowledgement(49));
            assertThat(memory.recent(10))
                    .isEqualTo(before.reversed().stream()
                            .limit(10)
                            .map(moment -> moment.endedWith(0.5))
                            .toList());
            assertThat(memory.recent(50).subList(10, 50))
                    .isEqualTo(before.reversed().stream().skip(10).toList());
            assertThat(memory.remember(before.getFirst()).number()).isEqualTo(50);
        }
    }

    @Test
    void aGroupIsCommittedWhenItIsFull() {
        try (LuceneMemory memory = LuceneMemory.open(folder, 1, Config.DEFAULT.withGroup(3))) {
            List<Long> acknowledged = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                memory.remember(Moments.at("e", i, i));
                acknowledged.add(memory.acknowledged().through());
            }
            assertThat(acknowledged).containsExactly(-1L, -1L, 2L, 2L, 2L, 5L, 5L);
        }
    }

    @Test
    void capacityIsKeptAtEveryCommitAndTheOldestGo() {
        Config small = new Config(4, 10, Forgetting.OLDEST, 100);
        try (LuceneMemory memory = LuceneMemory.open(folder, 1, small)) {
            for (int i = 0; i < 40; i++) {
                memory.remember(Moments.at("e", i, i));
                assertThat(memory.size()).isLessThan(10 + 4);
            }
            assertThat(memory.recent(40))
                    .extracting(moment -> moment.when().step())
                    .containsExactly(39, 38, 37, 36, 35, 34, 33, 32, 31, 30);
        }
    }

    @Test
    void withTheLeastUsefulFirstTheSuccessfulStay() {
        Config small = new Config(2, 4, Forgetting.LEAST_USEFUL, 100);
        try (LuceneMemory memory = LuceneMemory.open(folder, 1, small)) {
            for (int episode = 0; episode < 10; episode++) {
                memory.remember(Moments.at("e" + episode, 0, episode));
                memory.remember(Moments.at("e" + episode, 1, episode));
                memory.conclude("e" + episode, episode == 2 ? 1 : 0);
            }
            assertThat(memory.recent(9))
                    .extracting(moment -> moment.when().episode())
                    .as("the successful one, and the last, which ended after it was written")
                    .containsExactly("e9", "e9", "e2", "e2");
        }
    }

    @Test
    void aBatchBeyondTheCapacityKeepsItsYoungest() {
        Config small = new Config(64, 64, Forgetting.OLDEST, 100);
        try (LuceneMemory memory = LuceneMemory.open(folder, 1, small)) {
            IntStream.range(0, 63).forEach(i -> memory.remember(Moments.at("e", i, i)));
            assertThat(memory.forget(5, Forgetting.OLDEST)).isEqualTo(58);
            assertThat(memory.recent(9))
                    .extracting(moment -> moment.when().step())
                    .containsExactly(62, 61, 60, 59, 58);
        }
    }

    @Test
    void aSecondOpeningIsRefusedAndTheFolderIsFreeAfterClosing() {
        try (Memory first = memory()) {
            assertThatThrownBy(this::memory)
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("in use (this process)")
                    .hasMessageContaining("Maybe")
                    .extracting(e -> ((MemoryException) e).reason())
                    .isEqualTo(Reason.IN_USE);
            first.remember(Moments.numbered(0, DIMENSION));
        }
        try (Memory again = memory()) {
            assertThat(again.size()).isEqualTo(1);
        }
    }

    @Test
    void afterClosingEverythingIsRefusedByName() {
        Memory memory = memory();
        memory.close();
        for (Runnable use : List.<Runnable>of(
                () -> memory.remember(Moments.numbered(0, DIMENSION)),
                memory::sync,
                memory::size,
                () -> memory.recent(1),
                () -> memory.forget(0, Forgetting.OLDEST),
                () -> memory.conclude("e", 1),
                () -> memory.recall(Query.near(new Latent(new float[DIMENSION]), 1)))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("is closed")
                    .extracting(e -> ((MemoryException) e).reason())
                    .isEqualTo(Reason.CLOSED);
        }
        assertThat(memory.acknowledged().through()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1025})
    void dimensionsThatLuceneCannotHaveAreRefused(int dimension) {
        assertThatThrownBy(() -> LuceneMemory.open(folder, dimension))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 1024");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theMostDimensionsAreHeld() {
        try (Memory memory = LuceneMemory.open(folder, 1024)) {
            Moment wide = Moments.numbered(0, 1024);
            memory.remember(wide);
            memory.sync();
            assertThat(memory.recall(Query.near(wide.seen(), 1)).getFirst().moment())
                    .isEqualTo(wide);
        }
    }

    @Test
    void anotherDimensionVersionOrProgramIsRefusedAndNothingIsDeleted() throws IOException {
        try (Memory memory = memory()) {
            memory.remember(Moments.numbered(0, DIMENSION));
        }
        assertRefused(7, Reason.DIFFERENT, "holds latents of 6 dimensions, not of 7");
        Path file = folder.resolve("memory.json");
        String description = Files.readString(file);
        Files.writeString(file, description.replace("\"version\" : 1", "\"version\" : 2"));
        assertRefused(DIMENSION, Reason.DIFFERENT, "is of version 2; this program reads version 1");
        Files.writeString(file, description.replace("jepa4j-memory", "other"));
        assertRefused(DIMENSION, Reason.DIFFERENT, "its format is \"other\"");
        Files.writeString(file, description.substring(0, 20));
        assertRefused(DIMENSION, Reason.DAMAGED, "cannot be read");
        Files.delete(file);
        assertRefused(DIMENSION, Reason.DAMAGED, "but no memory.json");
        Files.writeString(file, description);
        try (Memory memory = memory()) {
            assertThat(memory.recent(9)).containsExactly(Moments.numbered(0, DIMENSION));
        }
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "chapter 1");
        assertRefused(DIMENSION, Reason.DIFFERENT, "holds thesis.txt");
        Path file = folder.resolve("thesis.txt");
        assertThatThrownBy(() -> LuceneMemory.open(file, DIMENSION))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("cannot be made or locked");
    }

    private void assertRefused(int dimension, Reason reason, String words) throws IOException {
        List<Path> before = files();
        assertThatThrownBy(() -> LuceneMemory.open(folder, dimension))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("\nMaybe")
                .extracting(e -> ((MemoryException) e).reason())
                .isEqualTo(reason);
        assertThat(files()).containsAll(before);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.toList();
        }
    }

    @Test
    void theGraphFindsNearlyAllOfTheNearestThatLookingAtAllFinds() {
        int dimension = 32;
        int moments = 2500;
        RandomGenerator random = new Seed(5).generator();
        Config graph = new Config(500, moments, Forgetting.OLDEST, 0);
        try (LuceneMemory memory = LuceneMemory.open(folder, dimension, graph)) {
            List<float[]> latents = new ArrayList<>();
            for (int i = 0; i < moments; i++) {
                latents.add(Moments.normals(random, dimension));
                memory.remember(Moments.at("e" + i / 100, i % 100, latents.getLast()));
            }
            int found = 0;
            for (int q = 0; q < 50; q++) {
                float[] target = Moments.normals(random, dimension);
                Set<Long> nearest = new HashSet<>(byBruteForce(latents, target, 10));
                List<Recalled> recalled = memory.recall(Query.near(new Latent(target), 10));
                assertThat(recalled).hasSize(10).isSortedAccordingTo(Recalled.NEAREST_FIRST);
                found += (int) recalled.stream()
                        .filter(r -> nearest.contains(r.number()))
                        .count();
            }
            // 0.996 was found; normal vectors of 32 dimensions are harder than latents, which lie on fewer.
            assertThat(found / 500.0).as("recall@10").isGreaterThan(0.95);

            float[] target = Moments.normals(random, dimension);
            assertThat(memory.recall(Query.near(new Latent(target), 5).ofEpisode("e7")))
                    .extracting(Recalled::number)
                    .isEqualTo(byBruteForce(latents.subList(700, 800), target, 5).stream()
                            .map(n -> n + 700)
                            .toList());
        }
    }

    private static List<Long> byBruteForce(List<float[]> latents, float[] target, int count) {
        return IntStream.range(0, latents.size())
                .boxed()
                .sorted((a, b) -> Double.compare(squared(latents.get(a), target), squared(latents.get(b), target)))
                .limit(count)
                .map(Integer::longValue)
                .toList();
    }

    private static double squared(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
        }
        return sum;
    }

    @Test
    void howTheMomentsWereCommittedDoesNotChangeWhatIsRecalled(@TempDir Path other) {
        try (Memory one = LuceneMemory.open(folder, DIMENSION, Config.DEFAULT.withGroup(7));
                Memory two = LuceneMemory.open(other, DIMENSION, Config.DEFAULT.withGroup(64))) {
            for (int i = 0; i < 300; i++) {
                one.remember(Moments.numbered(i % 100, DIMENSION));
                two.remember(Moments.numbered(i % 100, DIMENSION));
            }
            for (int q = 0; q < 20; q++) {
                Query query = Query.near(Moments.numbered(1000 + q, DIMENSION).seen(), 30);
                assertThat(two.recall(query)).isEqualTo(one.recall(query));
            }
        }
    }

    @Test
    void choicesThatContradictAreRefused() {
        assertThatThrownBy(() -> new Config(0, 10, Forgetting.OLDEST, 1)).hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new Config(20, 10, Forgetting.OLDEST, 1)).hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new Config(1, 10, Forgetting.OLDEST, -1)).hasMessageContaining("Maybe");
    }
}
