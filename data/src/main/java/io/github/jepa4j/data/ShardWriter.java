package io.github.jepa4j.data;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// One shard while it is written, under a name that marks it as unfinished. Uses plain streams, not
/// channels: those are closed by an interrupt.
final class ShardWriter {

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final Path part;
    private final FileOutputStream disk;
    private final CRC32C checksum = new CRC32C();
    private final OutputStream out;
    private final ByteSink index = new ByteSink();
    private long position;
    private int episodes;

    ShardWriter(Path folder, int shard, StoreDescription description) {
        this.file = folder.resolve(ShardFormat.fileName(shard));
        this.part = Durable.partOf(file);
        try {
            this.disk = new FileOutputStream(part.toFile());
        } catch (IOException e) {
            throw Durable.failure(file, ShardFormat.HEADER_BYTES, e);
        }
        this.out = new CheckedOutputStream(new BufferedOutputStream(disk, BUFFER), checksum);
        put(ShardFormat.header(shard, description));
    }

    void append(EncodedEpisode episode) {
        index.number(position);
        index.number(episode.frames());
        put(episode.bytes());
        episodes++;
    }

    boolean isFull(ShardLimits limits) {
        return episodes >= limits.episodes() || position >= limits.bytes();
    }

    int episodes() {
        return episodes;
    }

    /// Completes the shard, forces it to the disk and gives it its name.
    void finish() {
        long indexPosition = position;
        put(index.toArray());
        var tail = new ByteSink();
        tail.number(indexPosition);
        tail.number(episodes);
        put(tail.toArray());
        var end = new ByteSink();
        end.number((int) checksum.getValue());
        end.bytes(ShardFormat.TAIL_MAGIC, 0, ShardFormat.TAIL_MAGIC.length);
        put(end.toArray());
        try {
            out.flush();
            disk.getFD().sync();
            out.close();
            Durable.publish(part, file);
        } catch (IOException e) {
            throw fail(0, e);
        }
    }

    /// Forgets what was written.
    void discard() {
        try {
            disk.close();
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // The leftover is marked as unfinished by its name; the next writer removes it.
            return;
        }
    }

    private void put(byte[] bytes) {
        try {
            out.write(bytes);
            position += bytes.length;
        } catch (IOException e) {
            throw fail(bytes.length, e);
        }
    }

    private StoreException fail(long more, IOException cause) {
        discard();
        return Durable.failure(file, position + more, cause);
    }
}
