package io.github.jepa4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetcherTest {

    @Test
    void itemsComeInTheOrderOfTheSteps() {
        try (var prefetcher = new Prefetcher<Long>((step, _) -> step, 1000, 4, 7)) {
            for (long step = 1000; step < 3000; step++) {
                assertThat(prefetcher.next()).isEqualTo(step);
            }
        }
    }

    @Test
    void noMoreIsMadeInAdvanceThanAskedFor() throws Exception {
        var made = new AtomicInteger();
        var three = new CountDownLatch(3);
        try (var prefetcher = new Prefetcher<Long>(
                (step, _) -> {
                    made.incrementAndGet();
                    three.countDown();
                    return step;
                },
                0,
                2,
                3)) {
            three.await();
            assertThat(made).hasValue(3);
            assertThat(prefetcher.next()).isZero();
        }
        assertThat(made.get()).isBetween(3, 4);
    }

    @Test
    void aFailureIsThrownToTheConsumerAtItsStep() {
        try (var prefetcher = new Prefetcher<Long>(
                (step, _) -> {
                    if (step == 5) {
                        throw new StoreException("the disk is gone");
                    }
                    return step;
                },
                0,
                2,
                3)) {
            for (long step = 0; step < 5; step++) {
                assertThat(prefetcher.next()).isEqualTo(step);
            }
            assertThatThrownBy(prefetcher::next)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the disk is gone");
            assertThatThrownBy(prefetcher::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closingStopsAThreadThatIsAtWorkAndWaitsForIt() {
        var ended = new AtomicInteger();
        var started = new CountDownLatch(1);
        var prefetcher = new Prefetcher<Long>(
                (step, _) -> {
                    started.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException _) {
                        ended.incrementAndGet();
                    }
                    return step;
                },
                0,
                1,
                1);
        awaitQuietly(started);

        prefetcher.close();
        prefetcher.close();

        assertThat(ended).hasValue(1);
        assertThatThrownBy(prefetcher::next).hasMessageContaining("closed");
    }

    @Test
    void anInterruptedConsumerIsToldAndStaysInterrupted() {
        var never = new CountDownLatch(1);
        try (var prefetcher = new Prefetcher<Long>(
                (step, _) -> {
                    awaitQuietly(never);
                    return step;
                },
                0,
                1,
                1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(prefetcher::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void recycledBatchesAreUsedAgainAndHoldTheRightWindows(@TempDir Path folder) {
        Stores.fill(folder, 2);
        try (var store = EpisodeStore.open(folder)) {
            var sampler = new WindowSampler(store, 4, 8, new Seed(1));
            Set<WindowBatch> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            try (var prefetcher = Prefetcher.of(sampler, 40, 2, 3)) {
                for (long step = 40; step < 140; step++) {
                    WindowBatch batch = prefetcher.next();
                    assertThat(Arrays.equals(batch.pixels(), sampler.batch(step).pixels()))
                            .isTrue();
                    seen.add(batch);
                    prefetcher.recycle(batch);
                }
            }
            assertThat(seen).hasSizeLessThan(20);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
