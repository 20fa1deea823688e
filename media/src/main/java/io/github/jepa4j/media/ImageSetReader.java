package io.github.jepa4j.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Reads images by several threads, each taking the next that nobody has taken. Every image has its own
/// place, so that the set does not depend on who is faster.
final class ImageSetReader {

    private final Images images;
    private final int from;
    private final int count;
    private final ImageReading how;
    private final byte[] @Nullable [] values;
    private final @Nullable MediaException[] damage;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;
    private int done;

    /// @param from the first image, from 0
    /// @param to   behind the last, more than `from`
    ImageSetReader(Images images, int from, int to, ImageReading how) {
        this.images = images;
        this.from = from;
        this.count = to - from;
        this.how = how;
        this.values = new byte[count][];
        this.damage = new MediaException[count];
    }

    ImageSet read() {
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.clamp(count, 1, how.threads()))) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < how.threads(); i++) {
                workers.add(pool.submit(this::work));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        }
        return gather();
    }

    private void work() {
        try {
            while (!stopped) { // asked before one is taken: what is taken is read
                int i = next.getAndIncrement();
                if (i >= count) {
                    return;
                }
                try {
                    values[i] = images.read(from + i, how.size()).values();
                } catch (MediaException e) {
                    damage[i] = e;
                    stopped |= how.onDamage() == OnDamage.REFUSE;
                }
                tell();
            }
        } catch (RuntimeException | Error e) {
            stopped = true; // nobody will have the set
            throw e;
        }
    }

    private synchronized void tell() {
        done++;
        how.progress().at(done, count);
    }

    private void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
            throw new MediaException("The reading", "was interrupted", "Maybe the program is ending.", e);
        }
    }

    /// All before the first damaged one were taken earlier, and are read to their end: where it is refused,
    /// it is the same one for any number of threads.
    private ImageSet gather() {
        Skipping skipping = new Skipping(how.onDamage(), List.of());
        List<String> names = new ArrayList<>();
        List<byte[]> kept = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] image = values[i];
            MediaException reason = damage[i];
            if (image != null) {
                names.add(images.names().get(from + i));
                kept.add(image);
                labels.add(images.label(from + i));
            } else if (reason != null) {
                skipping.add(reason);
            }
        }
        return new ImageSet(
                how.size(),
                names,
                kept.toArray(new byte[0][]),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                images.classes(),
                skipping.report(kept.size(), images.ignored()));
    }
}
