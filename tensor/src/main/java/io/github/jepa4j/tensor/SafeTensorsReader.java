package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/// Reads through a channel and not a memory map: a map of a file that someone else cuts off kills the whole
/// JVM.
final class SafeTensorsReader {

    static final int LENGTH_BYTES = 8;
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int CHUNK_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer chunk;
    private long dataStart;

    private SafeTensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.chunk =
                ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, channel.size())).order(ByteOrder.LITTLE_ENDIAN);
    }

    static SafeTensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SafeTensorsReader(file, channel).readAll();
        }
    }

    static Map<String, DType> dtypes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Map<String, DType> dtypes = new TreeMap<>();
            new SafeTensorsReader(file, channel)
                    .header()
                    .entries()
                    .forEach(entry -> dtypes.put(entry.name(), entry.dtype()));
            return dtypes;
        }
    }

    private SafeTensors readAll() throws IOException {
        SafeTensorsHeader header = header();
        Map<String, Tensor> tensors = new TreeMap<>();
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), new Tensor(entry.shape(), values(entry, dataStart + entry.begin())));
        }
        return new SafeTensors(tensors, header.metadata());
    }

    private SafeTensorsHeader header() throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw cutOff(
                    "it has %d bytes, fewer than the %d that give its header's length".formatted(size, LENGTH_BYTES));
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(length, 0);
        long headerBytes = length.getLong(0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
            throw new SafeTensorsException(
                    file,
                    "its first %d bytes say that the header has %d bytes; between 2 and %d are allowed"
                            .formatted(LENGTH_BYTES, headerBytes, MAX_HEADER_BYTES),
                    "it is no safetensors file");
        }
        if (headerBytes > size - LENGTH_BYTES) {
            throw cutOff(
                    "its header should have %d bytes, but only %d follow".formatted(headerBytes, size - LENGTH_BYTES));
        }
        ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
        fill(json, LENGTH_BYTES);
        dataStart = LENGTH_BYTES + headerBytes;
        return SafeTensorsHeader.parse(file, json.array(), size - dataStart);
    }

    private float[] values(SafeTensorsHeader.Entry entry, long position) throws IOException {
        DType dtype = entry.dtype();
        float[] values = new float[entry.count()];
        int perChunk = Math.max(1, chunk.capacity() / dtype.bytes());
        for (int from = 0; from < values.length; from += perChunk) {
            int count = Math.min(perChunk, values.length - from);
            chunk.clear().limit(count * dtype.bytes());
            fill(chunk, position + (long) from * dtype.bytes());
            chunk.flip();
            if (dtype == DType.F32) {
                chunk.asFloatBuffer().get(values, from, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[from + i] = dtype.decode(chunk.getShort(2 * i));
                }
            }
        }
        return values;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position + buffer.position());
            if (read < 0) {
                throw cutOff("it became shorter while it was read");
            }
        }
    }

    private SafeTensorsException cutOff(String problem) {
        return new SafeTensorsException(file, problem, "it was cut off; copy or write it again");
    }
}
