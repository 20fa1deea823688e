package io.github.jepa4j.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// Scalars for TensorBoard. A record is the length of its bytes (64 bits, little-endian), a masked CRC-32C
/// of those eight bytes, the bytes, and their masked CRC-32C; the bytes are an `Event` message of
/// TensorFlow's `event.proto` in protocol-buffer encoding: wall time (field 1, double), step (2, varint),
/// file version (3, text), summary (5) of values (1) with a tag (1) and a simple value (2, float).
final class EventFile implements AutoCloseable {

    private static final String PREFIX = "events.out.tfevents.";
    private static final int FRAME = 16; // length and its checksum before, checksum after
    private static final int MASK_DELTA = 0xa282ead8;
    private static final double NANOS = 1e-9;

    private final Path file;
    private final InstantSource clock;
    private FileChannel channel;

    private EventFile(Path file, InstantSource clock, FileChannel channel) {
        this.file = file;
        this.clock = clock;
        this.channel = channel;
    }

    /// Goes on in the folder's event file, a cut-off end removed, or begins one.
    static EventFile open(Path folder, InstantSource clock) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.filter(EventFile::isEventFile)
                    .min(Comparator.naturalOrder())
                    .orElse(folder.resolve(String.format(
                            Locale.ROOT,
                            "%s%010d.jepa4j",
                            PREFIX,
                            clock.instant().getEpochSecond())));
        }
        cutAfter(file, Long.MAX_VALUE);
        var events = new EventFile(file, clock, channel(file));
        if (Files.size(file) == 0) {
            Event version = new Event();
            version.fixed64(1, Double.doubleToRawLongBits(events.now()));
            version.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
            events.write(version);
        }
        return events;
    }

    private static boolean isEventFile(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && !name.endsWith(AtomicFile.UNFINISHED);
    }

    void append(Metrics metrics) throws IOException {
        Event summary = new Event();
        metrics.values().forEach((name, value) -> {
            Event scalar = new Event();
            scalar.bytes(1, name.replaceFirst("\\.", "/").getBytes(StandardCharsets.UTF_8)); // a group per first part
            scalar.fixed32(2, Float.floatToRawIntBits(value.floatValue()));
            summary.bytes(1, scalar.bytes());
        });
        Event event = new Event();
        event.fixed64(1, Double.doubleToRawLongBits(now()));
        event.varint(2, metrics.step());
        event.bytes(5, summary.bytes());
        write(event);
    }

    void sync() throws IOException {
        channel.force(false);
    }

    void truncateAfter(long step) throws IOException {
        channel.close();
        cutAfter(file, step);
        channel = channel(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private double now() {
        Instant now = clock.instant();
        return now.getEpochSecond() + now.getNano() * NANOS;
    }

    private void write(Event event) throws IOException {
        byte[] data = event.bytes();
        ByteBuffer record = ByteBuffer.allocate(FRAME + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(maskedCrc(record.array(), 0, Long.BYTES));
        record.put(data);
        record.putInt(maskedCrc(data, 0, data.length));
        MetricsLog.appendWhole(channel, record.flip());
    }

    /// Keeps the records up to a step and those that have none (the file's version), and nothing from the
    /// first damaged one on.
    private static void cutAfter(Path file, long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var kept = new ByteArrayOutputStream();
        while (in.remaining() >= FRAME) {
            int start = in.position();
            long length = in.getLong(start);
            boolean isWhole = length >= 0
                    && length <= in.remaining() - FRAME
                    && in.getInt(start + Long.BYTES) == maskedCrc(bytes, start, Long.BYTES);
            int data = start + Long.BYTES + Integer.BYTES;
            if (!isWhole || in.getInt(data + (int) length) != maskedCrc(bytes, data, (int) length)) {
                break;
            }
            if (Event.step(ByteBuffer.wrap(bytes, data, (int) length)) <= step) {
                kept.write(bytes, start, FRAME + (int) length);
            }
            in.position(start + FRAME + (int) length);
        }
        if (kept.size() < bytes.length) {
            AtomicFile.write(file, kept::writeTo);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static int maskedCrc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }

    /// A protocol-buffer message being built.
    private static final class Event {
        private static final int VARINT = 0;
        private static final int FIXED64 = 1;
        private static final int BYTES = 2;
        private static final int FIXED32 = 5;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void varint(int field, long value) {
            raw(((long) field << 3) | VARINT);
            raw(value);
        }

        void fixed64(int field, long bits) {
            raw(((long) field << 3) | FIXED64);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(bits)
                    .array());
        }

        void fixed32(int field, int bits) {
            raw(((long) field << 3) | FIXED32);
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bits)
                    .array());
        }

        void bytes(int field, byte[] bytes) {
            raw(((long) field << 3) | BYTES);
            raw(bytes.length);
            out.writeBytes(bytes);
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void raw(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        /// The step of an event that this class wrote: field 2 right after the wall time, otherwise one
        /// before all steps.
        static long step(ByteBuffer message) {
            int at = message.position() + 1 + Long.BYTES;
            if (at >= message.limit() || message.get(at) != ((2 << 3) | VARINT)) {
                return Long.MIN_VALUE;
            }
            long step = 0;
            int shift = 0;
            byte next;
            do {
                next = message.get(++at);
                step |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return step;
        }
    }
}
