package io.github.jepa4j.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes beside the target, forces it to the disk, and moves it into place in one step.
final class SafeTensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final int CHUNK_BYTES = 1 << 18;
    private static final JsonFactory JSON = new JsonFactory();

    /// Keeps the temporary files of one process apart; the process's number keeps those of two apart.
    private static final AtomicLong WRITTEN = new AtomicLong();

    private SafeTensorsWriter() {}

    static void write(SafeTensors content, Path file, Function<String, DType> dtypes) throws IOException {
        content.tensors().forEach((name, tensor) -> checkRange(name, tensor, dtypes.apply(name)));
        BoundedJson.refuseUnreadable(content.tensors().keySet(), content.metadata());
        byte[] header = header(content, dtypes);
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    file.toString(), null, "its folder does not exist.\nMaybe create the folder first");
        }
        Path temporary = temporary(folder, target.getFileName());
        try {
            writeWhole(content, header, temporary, dtypes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw new IOException(
                    "The file %s could not be written: %s. What was there before is untouched.\nMaybe the disk is full or the folder may not be written to."
                            .formatted(
                                    file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// A name that no file has: one that was killed, whose number was the same, may have left its own.
    private static Path temporary(Path folder, Path name) {
        long process = ProcessHandle.current().pid();
        Path free;
        do {
            free = folder.resolve(".%s.%d-%d.tmp".formatted(name, process, WRITTEN.incrementAndGet()));
        } while (Files.exists(free));
        return free;
    }

    private static void checkRange(String name, Tensor tensor, DType dtype) {
        for (float value : tensor.values()) {
            String objection = dtype.objection(value);
            if (!objection.isEmpty()) {
                throw new IllegalArgumentException("The tensor %s holds %s, but %s.\nMaybe write it as F32%s."
                        .formatted(name, value, objection, dtype == DType.BF16 ? "" : " or BF16"));
            }
        }
    }

    /// Wide numbers first, so that each tensor begins at a multiple of its numbers' width; then by name.
    private static List<Map.Entry<String, Tensor>> inOrder(SafeTensors content, Function<String, DType> dtypes) {
        List<Map.Entry<String, Tensor>> entries =
                new ArrayList<>(content.tensors().entrySet());
        entries.sort(Comparator.comparing(entry -> -dtypes.apply(entry.getKey()).bytes())); // stable
        return entries;
    }

    private static byte[] header(SafeTensors content, Function<String, DType> dtypes) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!content.metadata().isEmpty()) {
                json.writeObjectPropertyStart(SafeTensorsHeader.METADATA);
                content.metadata().forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long position = 0;
            for (Map.Entry<String, Tensor> entry : inOrder(content, dtypes)) {
                int[] shape = entry.getValue().shape();
                DType dtype = dtypes.apply(entry.getKey());
                long end = position + (long) entry.getValue().size() * dtype.bytes();
                json.writeObjectPropertyStart(entry.getKey());
                json.writeStringProperty("dtype", dtype.name());
                json.writeName("shape");
                json.writeArray(shape, 0, shape.length);
                json.writeName("data_offsets");
                json.writeArray(new long[] {position, end}, 0, 2);
                json.writeEndObject();
                position = end;
            }
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The tensors' names or metadata cannot be written as JSON (%s).\nMaybe a name holds half a character."
                            .formatted(e.getOriginalMessage()),
                    e);
        }
        byte[] json = bytes.toByteArray();
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeWhole(SafeTensors content, byte[] header, Path temporary, Function<String, DType> dtypes)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer length =
                    ByteBuffer.allocate(SafeTensorsReader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            drain(channel, length.putLong(header.length).flip());
            drain(channel, ByteBuffer.wrap(header));
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (Map.Entry<String, Tensor> entry : inOrder(content, dtypes)) {
                DType dtype = dtypes.apply(entry.getKey());
                for (float value : entry.getValue().values()) {
                    if (chunk.remaining() < dtype.bytes()) {
                        drain(channel, chunk.flip());
                        chunk.clear();
                    }
                    dtype.encode(value, chunk);
                }
            }
            drain(channel, chunk.flip());
            channel.force(true);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Makes the move itself last through a loss of power. Some systems cannot open a folder; the content
    /// is safe there all the same.
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Nothing is lost: at worst the old file is there after a loss of power.
        }
    }
}
