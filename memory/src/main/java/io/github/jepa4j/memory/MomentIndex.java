package io.github.jepa4j.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.jspecify.annotations.Nullable;

/// Lucene's side of a memory: what is on disk, whole commits of it. What can be searched is always a
/// commit, never what is being written; so no recall sees half of one, and a write that fails takes nothing
/// away.
///
/// Reading is safe from many threads. Whoever writes holds a lock of their own.
final class MomentIndex implements AutoCloseable {

    /// In each commit: the number of the next moment. Numbers below it were written with this commit or
    /// before.
    private static final String NEXT = "next";

    /// What a commit changes.
    interface Edit {
        void apply(IndexWriter writer, List<Numbered> added) throws IOException;
    }

    private final Directory directory;
    private final SearcherManager searchers;
    private @Nullable IndexWriter writer;
    private volatile long next;
    private boolean failed;

    private MomentIndex(Directory directory) throws IOException {
        this.directory = directory;
        this.next = committedNext(directory);
        this.searchers = new SearcherManager(directory, null);
    }

    /// Makes an index of no moments.
    static void create(Directory directory) throws IOException {
        IndexWriterConfig config = config().setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        try (IndexWriter empty = new IndexWriter(directory, config)) {
            empty.setLiveCommitData(Map.of(NEXT, "0").entrySet());
            empty.commit();
        }
    }

    /// Opens an index after reading all of it: what the checksums do not confirm is refused, before Lucene
    /// makes anything of it. Deletes nothing.
    static MomentIndex open(Directory directory) throws IOException {
        requireWhole(directory, SegmentInfos.getLastCommitSegmentsFileName(directory));
        for (String file : SegmentInfos.readLatestCommit(directory).files(true)) {
            requireWhole(directory, file);
        }
        return new MomentIndex(directory);
    }

    private static void requireWhole(Directory directory, @Nullable String file) throws IOException {
        if (file == null) {
            throw new MemoryException(
                    MemoryException.Reason.DAMAGED,
                    "The index of a memory has no commit in it. Nothing was deleted.\nMaybe its files were deleted or not copied.");
        }
        try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(input);
        }
    }

    private static long committedNext(Directory directory) throws IOException {
        return next(SegmentInfos.readLatestCommit(directory).getUserData());
    }

    private static long next(Map<String, String> commit) {
        String number = commit.get(NEXT);
        try {
            return Long.parseLong(String.valueOf(number));
        } catch (NumberFormatException e) {
            throw new MemoryException(
                    MemoryException.Reason.DAMAGED,
                    "The last commit of a memory says \"%s\" for how many moments there were. Nothing was deleted.\nMaybe it was written by something else."
                            .formatted(number),
                    e);
        }
    }

    /// The number of the first moment that is not on disk.
    long next() {
        return next;
    }

    /// Adds moments, those of them that are not on disk yet, and changes something in the same commit.
    /// Afterwards all of it is on disk and can be found, or none of it: or, where that cannot be told, the
    /// next write finds out.
    ///
    /// @param moments in the order of their numbers, without gaps
    /// @param edit    what else; sees the moments added
    void write(List<Numbered> moments, Edit edit) throws IOException {
        try {
            IndexWriter open = writer();
            List<Numbered> missing = new ArrayList<>(moments);
            missing.removeIf(numbered -> numbered.number() < next);
            for (Numbered numbered : missing) {
                open.addDocument(Fields.document(numbered));
            }
            edit.apply(open, missing);
            long after = missing.isEmpty() ? next : missing.getLast().number() + 1;
            open.setLiveCommitData(Map.of(NEXT, Long.toString(after)).entrySet());
            open.commit();
            next = after;
            searchers.maybeRefreshBlocking();
            failed = false;
        } catch (IOException | RuntimeException | Error e) {
            discard(e);
            throw e;
        }
    }

    /// The writer, a new one after a failure. Then what its last commit holds is read from the disk: it may
    /// have failed after all was written.
    private IndexWriter writer() throws IOException {
        if (writer == null) {
            next = committedNext(directory);
            searchers.maybeRefreshBlocking();
            writer = new IndexWriter(directory, config().setOpenMode(IndexWriterConfig.OpenMode.APPEND));
        }
        return writer;
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig()
                .setCommitOnClose(false)
                .setMergeScheduler(mergesInTheBackground())
                // A commit does not wait for small segments to be merged first: half a second at worst, measured.
                .setMaxFullFlushMergeWaitMillis(0);
    }

    private static MergeScheduler mergesInTheBackground() {
        return new ConcurrentMergeScheduler() {
            /// A merge that failed, on a full disk say, took nothing away and is tried again later. By
            /// default its stack trace goes to the terminal.
            @Override
            protected void handleMergeException(Throwable cause) {}
        };
    }

    /// Takes back what was not committed.
    private void discard(Throwable cause) {
        failed = true;
        if (writer != null) {
            try {
                writer.rollback();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
            writer = null;
        }
    }

    /// Whether the last write failed, so that what is on disk and what is found may be more than is known.
    boolean failed() {
        return failed;
    }

    /// The number of the first moment that a searcher does not find.
    static long next(IndexSearcher searcher) throws IOException {
        DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
        return next(reader.getIndexCommit().getUserData());
    }

    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    /// Stops merging and gives everything back. What is committed stays.
    @Override
    public void close() throws IOException {
        try (directory;
                searchers) {
            if (writer != null) {
                writer.rollback(); // rather than close, which waits for merges
                writer = null;
            }
        }
    }
}
