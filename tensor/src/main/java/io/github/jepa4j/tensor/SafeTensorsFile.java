package io.github.jepa4j.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One safetensors file, mapped into memory.
public final class SafeTensorsFile implements StoredTensors {

    private final Path file;
    private final Arena arena;
    private final SafeTensorsReader reader;
    private final Map<String, SafeTensorsHeader.Entry> entries = new TreeMap<>();
    private final Map<String, Description> descriptions = new TreeMap<>();

    @SuppressWarnings("MustBeClosedChecker") // closed with the file
    private SafeTensorsFile(Path file) throws IOException {
        this.file = file;
        arena = Arena.ofShared();
        boolean opened = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            reader = new SafeTensorsReader(new ByteSource.Mapped(file, bytes));
            opened = true;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
        for (SafeTensorsHeader.Entry entry : reader.header().entries()) {
            entries.put(entry.name(), entry);
            descriptions.put(entry.name(), new Description(entry.dtype(), entry.shape()));
        }
    }

    /// Opens a file and reads its header.
    ///
    /// @throws SafeTensorsException when it is cut off, damaged, or no safetensors file at all
    /// @throws IOException when it cannot be read from the disk
    public static SafeTensorsFile open(Path file) throws IOException {
        return new SafeTensorsFile(file);
    }

    @Override
    public Map<String, Description> descriptions() {
        return Collections.unmodifiableMap(descriptions);
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(reader.header().metadata());
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public Tensor tensor(String name) throws IOException {
        SafeTensorsHeader.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "There is no tensor %s among the %d of %s.\nMaybe it is of another architecture."
                            .formatted(name, entries.size(), file));
        }
        return reader.tensor(entry);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
