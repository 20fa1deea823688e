package io.github.jepa4j.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A complete shard, mapped into memory and checked. Reading is safe from several threads.
final class Shard {

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Says what is wrong with a shard.
    static final class Damage extends Exception {
        private static final long serialVersionUID = 1L;

        Damage(String reason) {
            super(reason);
        }
    }

    private final MemorySegment bytes;
    private final long[] begins;
    private final int[] frames;
    private final int checksum;

    private Shard(MemorySegment bytes, int checksum, long indexPosition, int episodes) {
        this.bytes = bytes;
        this.checksum = checksum;
        this.begins = new long[episodes + 1];
        this.frames = new int[episodes];
        for (int i = 0; i < episodes; i++) {
            long entry = indexPosition + (long) i * ShardFormat.INDEX_ENTRY_BYTES;
            begins[i] = bytes.get(LONG, entry);
            frames[i] = bytes.get(INT, entry + Long.BYTES);
        }
        begins[episodes] = indexPosition;
    }

    static Shard open(Path file, byte[] expectedHeader, Arena arena) throws Damage {
        MemorySegment bytes;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new Damage("it cannot be read (%s)".formatted(e.getMessage()));
        }
        long size = bytes.byteSize();
        if (size < ShardFormat.HEADER_BYTES + ShardFormat.TAIL_BYTES) {
            throw new Damage("it has %d bytes, fewer than an empty shard".formatted(size));
        }
        requireHeader(bytes, expectedHeader);
        long tail = size - ShardFormat.TAIL_BYTES;
        if (!Arrays.equals(
                bytesAt(bytes, size - ShardFormat.TAIL_MAGIC.length, ShardFormat.TAIL_MAGIC.length),
                ShardFormat.TAIL_MAGIC)) {
            throw new Damage("it has no end, so it was cut off (%d bytes are there)".formatted(size));
        }
        int checksum = bytes.get(INT, tail + 12);
        int found = checksum(bytes.asSlice(0, tail + 12));
        if (found != checksum) {
            throw new Damage("its checksum is %08x, but its content has %08x".formatted(checksum, found));
        }
        return new Shard(bytes, checksum, bytes.get(LONG, tail), bytes.get(INT, tail + 8));
    }

    private static void requireHeader(MemorySegment bytes, byte[] expected) throws Damage {
        byte[] found = bytesAt(bytes, 0, expected.length);
        int magic = ShardFormat.HEAD_MAGIC.length;
        if (!Arrays.equals(found, 0, magic, expected, 0, magic)) {
            throw new Damage("it does not begin like a shard");
        }
        int version = bytes.get(INT, magic);
        if (version != ShardFormat.VERSION) {
            throw new Damage(
                    "it is of version %d; this program reads version %d".formatted(version, ShardFormat.VERSION));
        }
        if (!Arrays.equals(found, expected)) {
            throw new Damage("its shapes or its number are not those of this store, so it is another store's");
        }
    }

    private static byte[] bytesAt(MemorySegment bytes, long from, int count) {
        return bytes.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
    }

    private static int checksum(MemorySegment bytes) {
        var checksum = new CRC32C();
        long chunk = 1L << 30;
        for (long from = 0; from < bytes.byteSize(); from += chunk) {
            checksum.update(bytes.asSlice(from, Math.min(chunk, bytes.byteSize() - from))
                    .asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    int episodes() {
        return frames.length;
    }

    /// The number of frames of an episode, `T + 1`.
    int frames(int episode) {
        return frames[episode];
    }

    int checksum() {
        return checksum;
    }

    long size() {
        return bytes.byteSize();
    }

    /// The bytes of an episode as [EncodedEpisode] describes them.
    MemorySegment record(int episode) {
        return bytes.asSlice(begins[episode], begins[episode + 1] - begins[episode]);
    }
}
