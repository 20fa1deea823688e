package io.github.jepa4j.media;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// The checksums of a PNG, which Java's reader passes over.
///
/// Source: *Portable Network Graphics (PNG) Specification*, third edition, 5.3: a chunk is a length, a type
/// of four bytes, the data, and a CRC of type and data.
final class PngChunks {

    private static final int SIGNATURE = 8;
    private static final int AROUND_DATA = 12;
    private static final int END = 0x49454E44; // IEND

    private PngChunks() {}

    static void check(MediaFile file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
        int at = SIGNATURE;
        while (bytes.capacity() - at >= AROUND_DATA) {
            int length = bytes.getInt(at);
            if (length < 0 || length > bytes.capacity() - at - AROUND_DATA) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(file.bytes(), at + 4, length + 4);
            if ((int) sum.getValue() != bytes.getInt(at + 8 + length)) {
                throw file.damaged("has a wrong checksum at byte " + at, "Maybe it was damaged on its way.");
            }
            if (bytes.getInt(at + 4) == END) {
                return;
            }
            at += AROUND_DATA + length;
        }
        throw file.damaged(
                "is cut off after %d bytes, before its end".formatted(bytes.capacity()),
                "Maybe the copy was interrupted.");
    }
}
