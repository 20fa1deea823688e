package io.github.jepa4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSamplerTest {

    private static final int FRAMES = 5;
    private static final int WINDOWS = 16;
    private static final int STARTS = 12 - FRAMES + 1;
    private static final int IMAGE = 2 * Stores.ROWS * Stores.COLUMNS;

    @TempDir
    static Path folder;

    private final Map<String, Integer> places = new HashMap<>();
    private final EpisodeStore store = open();
    private final WindowSampler sampler = new WindowSampler(store, FRAMES, WINDOWS, new Seed(3));

    private static EpisodeStore open() {
        if (!EpisodeStore.isStore(folder)) {
            Stores.fill(folder, 2);
        }
        return EpisodeStore.open(folder);
    }

    @BeforeEach
    void theBatchIsNotTrivial() {
        assertThat(sampler.batch(0).pixels()).contains((byte) 255);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyWindowIsAPieceOfAnEpisodeWithItsActions() {
        for (long step = 0; step < 20; step++) {
            WindowBatch batch = sampler.batch(step);
            assertThat(batch.pixels()).hasSize(WINDOWS * FRAMES * IMAGE);
            assertThat(batch.actions()).hasSize(WINDOWS * (FRAMES - 1) * 2);
            for (int window = 0; window < WINDOWS; window++) {
                assertThat(placeOf(batch, window)).isNotNegative();
            }
        }
    }

    @Test
    void everyEpisodeAndEveryStartIsDrawnAboutEquallyOften() {
        int[] drawn = new int[35 * STARTS];
        int draws = 0;
        for (long step = 0; step < 700; step++) {
            WindowBatch batch = sampler.batch(step);
            for (int window = 0; window < WINDOWS; window++) {
                drawn[placeOf(batch, window)]++;
                draws++;
            }
        }
        // 11,200 draws over 280 places: 40 each, with a standard deviation of 6.3; six of them are 38.
        assertThat(draws / drawn.length).isEqualTo(40);
        assertThat(Arrays.stream(drawn).min().orElseThrow()).isBetween(2, 40);
        assertThat(Arrays.stream(drawn).max().orElseThrow()).isBetween(40, 78);
    }

    /// Episode and start of a window, as `episode * STARTS + start`; actions are random numbers, so they
    /// tell.
    private int placeOf(WindowBatch batch, int window) {
        float[] actions =
                Arrays.copyOfRange(batch.actions(), window * (FRAMES - 1) * 2, (window + 1) * (FRAMES - 1) * 2);
        return places.computeIfAbsent(Arrays.toString(actions), _ -> search(batch, window, actions));
    }

    private int search(WindowBatch batch, int window, float[] actions) {
        for (int episode = 0; episode < 35; episode++) {
            Episode whole = Stores.dots(new Seed(7).split(episode));
            for (int start = 0; start < STARTS; start++) {
                if (Arrays.equals(actions, actionsOf(whole, start))) {
                    assertSamePixels(batch, window, whole, start);
                    return episode * STARTS + start;
                }
            }
        }
        throw new AssertionError("This window is of no episode.");
    }

    private static float[] actionsOf(Episode episode, int start) {
        float[] actions = new float[(FRAMES - 1) * 2];
        for (int t = 0; t < FRAMES - 1; t++) {
            System.arraycopy(episode.actions().get(start + t).values(), 0, actions, 2 * t, 2);
        }
        return actions;
    }

    private static void assertSamePixels(WindowBatch batch, int window, Episode episode, int start) {
        for (int t = 0; t < FRAMES; t++) {
            int from = (window * FRAMES + t) * IMAGE;
            byte[] frame = Arrays.copyOfRange(batch.pixels(), from, from + IMAGE);
            assertThat(frame).isEqualTo(((Pixels) episode.observations().get(start + t)).values());
        }
    }

    @Test
    void aStepsBatchIsTheSameWheneverAndWhereverItIsAskedFor() {
        var again = new WindowSampler(store, FRAMES, WINDOWS, new Seed(3));
        WindowBatch seventh = sampler.batch(7);

        assertThat(again.batch(7).pixels()).isEqualTo(seventh.pixels());
        assertThat(again.batch(7).actions()).isEqualTo(seventh.actions());
        assertThat(new WindowSampler(store, FRAMES, WINDOWS, new Seed(4))
                        .batch(7)
                        .actions())
                .isNotEqualTo(seventh.actions());
        Set<Integer> different = new HashSet<>();
        for (long step = 0; step < 50; step++) {
            different.add(Arrays.hashCode(again.batch(step).actions()));
        }
        assertThat(different).hasSize(50);
    }

    @Test
    void aReusedBatchIsWrittenOverCompletely() {
        WindowBatch reused = WindowBatch.empty(WINDOWS, FRAMES, store.description());
        Arrays.fill(reused.pixels(), (byte) 77);
        Arrays.fill(reused.actions(), Float.NaN);

        assertThat(sampler.batchInto(9, reused)).isSameAs(reused);
        assertThat(reused.pixels()).isEqualTo(sampler.batch(9).pixels());
        assertThat(reused.actions()).isEqualTo(sampler.batch(9).actions());
    }

    @Test
    void manyThreadsMayDrawFromOneSampler() {
        boolean same = LongStream.range(0, 400).parallel().allMatch(step -> {
            WindowBatch alone = new WindowSampler(store, FRAMES, WINDOWS, new Seed(3)).batch(step % 20);
            return Arrays.equals(alone.pixels(), sampler.batch(step % 20).pixels());
        });

        assertThat(same).isTrue();
    }

    @Test
    void aWindowLongerThanEveryEpisodeIsRefused() {
        assertThat(new WindowSampler(store, 12, 1, new Seed(0)).batch(0).frames())
                .isEqualTo(12);
        assertThatThrownBy(() -> new WindowSampler(store, 13, 1, new Seed(0)))
                .hasMessageContaining("None of the store's 35 episodes has the 13 frames")
                .hasMessageContaining("Maybe");
    }

    @Test
    void aBatchOfAnotherShapeIsRefused() {
        WindowBatch other = WindowBatch.empty(WINDOWS, FRAMES + 1, store.description());

        assertThatThrownBy(() -> sampler.batchInto(0, other)).hasMessageContaining("16 windows of 6 frames");
        assertThatThrownBy(() -> new WindowSampler(store, 1, 1, new Seed(0))).hasMessageContaining("2 frames");
    }

    @Test
    void signalsAreNoPixels(@TempDir Path other) {
        var description = new StoreDescription(new ObservationShape.OfSignals(5), 1, Map.of());
        try (var writer = EpisodeWriter.open(other, description)) {
            writer.append(Stores.signals(new Seed(1), 5, 100));
        }
        try (var signals = EpisodeStore.open(other)) {
            assertThatThrownBy(() -> new WindowSampler(signals, 5, 1, new Seed(0)))
                    .hasMessageContaining("store of signals [5]");
        }
    }
}
