package io.github.jepa4j.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The bytes of a file, anywhere in it.
sealed interface ByteSource {

    /// The file's name, for messages.
    Path file();

    /// How many bytes there are.
    long size() throws IOException;

    /// Fills what remains of a buffer with the bytes from a position on, which there are.
    ///
    /// @throws SafeTensorsException when the file became shorter meanwhile
    void fill(ByteBuffer buffer, long position) throws IOException;

    /// Read as they are asked for.
    record Channel(Path file, FileChannel channel) implements ByteSource {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void fill(ByteBuffer buffer, long position) throws IOException {
            long at = position;
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    throw shorter(file);
                }
                at += read;
            }
        }
    }

    /// Mapped into memory.
    record Mapped(Path file, MemorySegment bytes) implements ByteSource {

        @Override
        public long size() {
            return bytes.byteSize();
        }

        @Override
        public void fill(ByteBuffer buffer, long position) throws IOException {
            try {
                MemorySegment target = MemorySegment.ofBuffer(buffer);
                target.copyFrom(bytes.asSlice(position, target.byteSize()));
                buffer.position(buffer.limit());
            } catch (InternalError e) {
                throw shorter(file); // what Java makes of a page that is no longer there
            }
        }
    }

    private static SafeTensorsException shorter(Path file) {
        return SafeTensorsException.of(
                file, "it became shorter while it was read", "it was cut off, or another program writes it");
    }
}
