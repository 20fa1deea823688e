package io.github.jepa4j.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;

/// Persistent memory: a folder that belongs to one process at a time, on Apache Lucene.
///
/// **What is acknowledged survives** `kill -9` and, as far as the disk keeps what it was forced to, a loss
/// of power: it was part of a commit of Lucene's, which is there whole or not at all. Commits are made by
/// groups, since one takes milliseconds however small it is: [#remember] commits by itself whenever
/// [Config#group] moments wait, [#sync] and [#conclude] whatever waits. Moments that wait are found like
/// all others.
///
/// **Recalling** looks at every candidate as long as there are few, and is then exact: the same moments
/// give the same answer in the same order. Where more than [Config#exactUpTo] could pass the filters, a
/// graph is searched, which may miss some of the nearest.
///
/// **Threads.** All methods may be called from many. A commit does not keep others from remembering and
/// recalling: call [#sync] from a thread of its own where the one that decides must not wait, with a group
/// so large that it is never full.
///
/// **When the disk is full**, whatever waits is kept in the process and tried again with the next commit; a
/// full group more than [#MOST_GROUPS] times over is refused.
public final class LuceneMemory implements Memory {

    /// The most latent dimensions: Lucene's limit.
    public static final int MOST_DIMENSIONS = 1024;

    /// How many groups of moments may wait, when they cannot be written.
    public static final int MOST_GROUPS = 16;

    /// The choices.
    ///
    /// @param group      how many moments wait for each other to be committed together, at least 1
    /// @param capacity   the most moments, at least the group
    /// @param forgetting what goes first when there are more
    /// @param exactUpTo  the most candidates that are all looked at, at least 0
    public record Config(int group, long capacity, Forgetting forgetting, int exactUpTo) {

        /// 64 at a time, of which a kill may take 63; a million; the oldest first; exact up to 20,000.
        public static final Config DEFAULT = new Config(64, 1_000_000, Forgetting.OLDEST, 20_000);

        /// Lucene's own limit is 2,147,483,519 documents.
        private static final long MOST = 2_000_000_000L;

        public Config {
            if (group < 1 || capacity < group || capacity > MOST || exactUpTo < 0) {
                throw new IllegalArgumentException(
                        "A memory of %d moments in groups of %d, exact up to %d, cannot be; the group is at least 1, the capacity at least the group and at most %d, the limit at least 0.\nMaybe two numbers were swapped."
                                .formatted(capacity, group, exactUpTo, MOST));
            }
        }

        /// The same, committing so many at a time.
        public Config withGroup(int moments) {
            return new Config(moments, Math.max(capacity, moments), forgetting, exactUpTo);
        }

        /// The same, with room for so many.
        public Config withCapacity(long moments, Forgetting first) {
            return new Config((int) Math.min(group, moments), moments, first, exactUpTo);
        }

        /// The same, exact up to so many candidates.
        public Config withExactUpTo(int candidates) {
            return new Config(group, capacity, forgetting, candidates);
        }
    }

    private final MemoryFolder folder;
    private final int dimension;
    private final Config config;
    private final Waiting waiting;

    /// Held by whoever writes or closes. Never taken while the lock of what waits is held.
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean closed;

    private LuceneMemory(MemoryFolder folder, int dimension, Config config) {
        this.folder = folder;
        this.dimension = dimension;
        this.config = config;
        this.waiting = new Waiting(folder.index().next(), Math.multiplyExact(MOST_GROUPS, (long) config.group()));
    }

    /// Opens the memory in a folder, or makes one where there is none. All of it is read once, to find
    /// damage.
    ///
    /// @param dimension `D` of its latents, 1 to [#MOST_DIMENSIONS]
    /// @throws MemoryException where the folder is in use, holds something else, is damaged, or cannot be
    ///     written. Nothing in it was deleted
    public static LuceneMemory open(Path folder, int dimension, Config config) {
        if (dimension < 1 || dimension > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "A memory of latents with %d dimensions cannot be made; there can be 1 to %d.\nMaybe the latents are feature maps, which an encoder should pool first."
                            .formatted(dimension, MOST_DIMENSIONS));
        }
        return new LuceneMemory(MemoryFolder.open(folder, dimension), dimension, config);
    }

    /// With the usual choices.
    public static LuceneMemory open(Path folder, int dimension) {
        return open(folder, dimension, Config.DEFAULT);
    }

    static LuceneMemory over(MemoryFolder folder, int dimension, Config config) {
        return new LuceneMemory(folder, dimension, config);
    }

    @Override
    public Receipt remember(Moment moment) {
        requireOpen();
        Dimensions.same(dimension, moment);
        MomentCodec.requireSize(moment);
        Waiting.Added added = waiting.add(moment);
        if (added.waiting() % config.group() == 0) {
            sync();
        }
        return new Receipt(added.number());
    }

    @Override
    public Acknowledgement sync() {
        writing.lock();
        try {
            requireOpen();
            if (waiting.size() > 0 || folder.index().failed()) {
                commit((writer, added) -> trim(writer, added, config.capacity(), config.forgetting()));
            }
            return acknowledged();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Acknowledgement acknowledged() {
        return new Acknowledgement(folder.index().next() - 1);
    }

    @Override
    public Acknowledgement conclude(String episode, double success) {
        Moment.requireSuccess(success);
        Moment.requireName("episode", episode);
        writing.lock();
        try {
            requireOpen();
            commit((writer, added) -> {
                if (!added.isEmpty() || indexed() > 0) { // Lucene refuses to update a field that it never saw
                    writer.updateDocValues(
                            Fields.ofEpisode(episode), Fields.outcome(success).toArray(new Field[0]));
                }
                trim(writer, added, config.capacity(), config.forgetting());
            });
            return acknowledged();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long forget(long keep, Forgetting first) {
        Dimensions.requireCount(keep);
        writing.lock();
        try {
            requireOpen();
            long[] forgotten = new long[1];
            commit((writer, added) -> forgotten[0] = trim(writer, added, Math.min(keep, config.capacity()), first));
            return forgotten[0];
        } finally {
            writing.unlock();
        }
    }

    /// Writes whatever waits, and an edit with it. By whoever holds the lock.
    private void commit(MomentIndex.Edit edit) {
        try {
            folder.index().write(waiting.copy(), edit);
        } catch (IOException | RuntimeException e) {
            throw folder.notWritten(e, waiting.size());
        }
        waiting.dropBelow(folder.index().next());
    }

    /// Deletes what is too many.
    ///
    /// @param added what is being written, which the index does not show yet
    private long trim(IndexWriter writer, List<Numbered> added, long keep, Forgetting first) throws IOException {
        int excess = (int) Math.clamp(indexed() + added.size() - keep, 0, Integer.MAX_VALUE);
        if (excess > 0) {
            List<Forgettable> order = read(search -> search.forgettable(first, excess));
            added.forEach(numbered -> order.add(Forgettable.of(numbered)));
            order.sort(Forgettable.order(first));
            writer.deleteDocuments(Fields.ofNumbers(order.subList(0, excess).stream()
                    .mapToLong(Forgettable::number)
                    .toArray()));
        }
        return excess;
    }

    private long indexed() throws IOException {
        return read(IndexSearch::size);
    }

    private interface Read<T> {
        T of(IndexSearch search) throws IOException;
    }

    private <T> T read(Read<T> read) throws IOException {
        IndexSearcher searcher = folder.index().acquire();
        try {
            return read.of(new IndexSearch(searcher));
        } finally {
            folder.index().release(searcher);
        }
    }

    /// What is found by one who asks now: a commit, and the moments that wait and are not in it.
    private interface Seeing<T> {
        T of(IndexSearch search, List<Numbered> others) throws IOException;
    }

    private <T> T see(Seeing<T> seeing) {
        requireOpen();
        List<Numbered> others = waiting.copy(); // first: what is committed meanwhile is then in both, and dropped here
        try {
            IndexSearcher searcher = folder.index().acquire();
            try {
                long next = MomentIndex.next(searcher);
                others.removeIf(numbered -> numbered.number() < next);
                return seeing.of(new IndexSearch(searcher), others);
            } finally {
                folder.index().release(searcher);
            }
        } catch (AlreadyClosedException _) {
            throw folder.isClosed();
        } catch (IOException e) {
            throw folder.notRead(e);
        }
    }

    @Override
    public List<Recalled> recall(Query query) {
        query.requireDimension(dimension);
        return see((search, others) -> {
            List<Recalled> found = new ArrayList<>(search.nearest(query, config.exactUpTo()));
            found.addAll(Nearness.search(others, query));
            found.sort(Recalled.NEAREST_FIRST);
            return List.copyOf(found.subList(0, Math.min(query.count(), found.size())));
        });
    }

    @Override
    public List<Moment> recent(int count) {
        Dimensions.requireCount(count);
        return see((search, others) -> {
            List<Moment> found = new ArrayList<>();
            others.reversed().stream().limit(count).map(Numbered::moment).forEach(found::add);
            search.youngest(count - found.size()).forEach(numbered -> found.add(numbered.moment()));
            return List.copyOf(found);
        });
    }

    @Override
    public long size() {
        return see((search, others) -> search.size() + others.size());
    }

    private void requireOpen() {
        if (closed) {
            throw folder.isClosed();
        }
    }

    /// Commits whatever waits and gives the folder back. Where the commit fails, that is said after the
    /// folder was given back: what waited is then lost, what was acknowledged is not.
    @Override
    public void close() {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            try {
                sync();
            } finally {
                closed = true;
                giveBack();
            }
        } finally {
            writing.unlock();
        }
    }

    private void giveBack() {
        try {
            folder.close();
        } catch (IOException e) {
            throw folder.notWritten(e, waiting.size());
        }
    }
}
