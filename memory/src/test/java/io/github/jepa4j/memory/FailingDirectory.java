package io.github.jepa4j.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;

/// A disk that has room for so many more bytes, and knows what it was asked to force.
final class FailingDirectory extends FilterDirectory {

    private final Path folder;
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private final Set<String> forced = ConcurrentHashMap.newKeySet();
    private volatile String unopenable = "";

    FailingDirectory(Path folder) throws IOException {
        super(FSDirectory.open(folder));
        this.folder = folder;
    }

    void limit(long bytes) {
        room.set(bytes);
    }

    void failNextOpening(String file) {
        unopenable = file;
    }

    /// What is left after a loss of power: files that were forced, and nothing of the others.
    void copyWhatWasForced(Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : listAll()) {
            if (forced.contains(file)) {
                Files.copy(folder.resolve(file), to.resolve(file));
            }
        }
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
        super.sync(names);
        forced.addAll(names);
    }

    /// Renamed files keep their bytes; the new name lasts once the folder is forced, which Lucene does
    /// after it renamed.
    @Override
    public void rename(String source, String target) throws IOException {
        super.rename(source, target);
        if (forced.remove(source)) {
            forced.add(target);
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        super.deleteFile(name);
        forced.remove(name);
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        if (name.equals(unopenable)) {
            unopenable = "";
            throw new IOException("Input/output error");
        }
        return super.openInput(name, context);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return limited(super.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        return limited(super.createTempOutput(prefix, suffix, context));
    }

    private IndexOutput limited(IndexOutput out) {
        return new FilterIndexOutput("limited", out.getName(), out) {
            private void take(long bytes) throws IOException {
                if (room.addAndGet(-bytes) < 0) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void writeByte(byte value) throws IOException {
                take(1);
                super.writeByte(value);
            }

            @Override
            public void writeBytes(byte[] values, int offset, int length) throws IOException {
                take(length);
                super.writeBytes(values, offset, length);
            }
        };
    }
}
