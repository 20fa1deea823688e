package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/// Decodes tensors from the bytes of a file, a chunk at a time.
final class SafeTensorsReader {

    static final int LENGTH_BYTES = 8;
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int CHUNK_BYTES = 1 << 18;

    private final ByteSource source;
    private final SafeTensorsHeader header;
    private final long dataStart;

    SafeTensorsReader(ByteSource source) throws IOException {
        this.source = source;
        long size = source.size();
        long headerBytes = headerBytes(size);
        dataStart = LENGTH_BYTES + headerBytes;
        header = SafeTensorsHeader.parse(source, LENGTH_BYTES, headerBytes);
    }

    /// Through a channel and not a memory map: what is read once and as a whole gains nothing by one.
    static SafeTensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var reader = new SafeTensorsReader(new ByteSource.Channel(file, channel));
            Map<String, Tensor> tensors = new TreeMap<>();
            for (SafeTensorsHeader.Entry entry : reader.header.entries()) {
                tensors.put(entry.name(), reader.tensor(entry));
            }
            return new SafeTensors(tensors, reader.header.metadata());
        }
    }

    static Map<String, DType> dtypes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Map<String, DType> dtypes = new TreeMap<>();
            new SafeTensorsReader(new ByteSource.Channel(file, channel))
                    .header
                    .entries()
                    .forEach(entry -> dtypes.put(entry.name(), entry.dtype()));
            return dtypes;
        }
    }

    SafeTensorsHeader header() {
        return header;
    }

    private long headerBytes(long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw cutOff(
                    "it has %d bytes, fewer than the %d that give its header's length".formatted(size, LENGTH_BYTES));
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.fill(length, 0);
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
            throw SafeTensorsException.of(
                    source.file(),
                    "its first %d bytes say that the header has %d bytes; between 2 and %d are allowed"
                            .formatted(LENGTH_BYTES, headerBytes, MAX_HEADER_BYTES),
                    "it is no safetensors file");
        }
        if (headerBytes > size - LENGTH_BYTES) {
            throw cutOff(
                    "its header should have %d bytes, but only %d follow".formatted(headerBytes, size - LENGTH_BYTES));
        }
        return headerBytes;
    }

    /// Decodes a tensor. Safe to call from many threads where the source is mapped.
    Tensor tensor(SafeTensorsHeader.Entry entry) throws IOException {
        DType dtype = entry.dtype();
        float[] values = new float[entry.count()];
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, entry.end() - entry.begin()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = Math.max(1, chunk.capacity() / dtype.bytes());
        for (int from = 0; from < values.length; from += perChunk) {
            int count = Math.min(perChunk, values.length - from);
            chunk.clear().limit(count * dtype.bytes());
            source.fill(chunk, dataStart + entry.begin() + (long) from * dtype.bytes());
            chunk.flip();
            dtype.decode(chunk, values, from, count);
        }
        return new Tensor(entry.shape(), values);
    }

    private SafeTensorsException cutOff(String problem) {
        return SafeTensorsException.of(source.file(), problem, "it was cut off; copy or write it again");
    }
}
