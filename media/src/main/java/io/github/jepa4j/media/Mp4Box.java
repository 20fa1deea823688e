package io.github.jepa4j.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A box of an MP4 file: a length, a type, and the data, which may be boxes again.
///
/// Source: ISO/IEC 14496-12, 4.2.
///
/// @param file  it is from
/// @param type  four letters
/// @param begin where in the file the data begin
/// @param end   where they end, never outside the box around it
record Mp4Box(MediaFile file, String type, int begin, int end) {

    /// In one other; a film has some ten, and one that a camera wrote in fragments begins with those that
    /// count.
    private static final int MOST_BOXES = 10_000;

    /// The file as a box around all.
    static Mp4Box of(MediaFile file) {
        return new Mp4Box(file, "file", 0, file.bytes().length);
    }

    /// The boxes in it.
    List<Mp4Box> children() {
        return children(0);
    }

    /// The boxes in it, after some bytes of its own.
    List<Mp4Box> children(int skipped) {
        List<Mp4Box> boxes = new ArrayList<>();
        walk(skipped, box -> !boxes.add(box));
        return boxes;
    }

    /// The first box of a type in it.
    Optional<Mp4Box> find(String wanted) {
        return walk(0, box -> box.type.equals(wanted));
    }

    /// Goes from box to box, up to one that is the last to be looked at.
    ///
    /// @throws MediaException where there are more boxes than any film needs
    private Optional<Mp4Box> walk(int skipped, Predicate<Mp4Box> isLast) {
        int at = begin + skipped;
        for (int count = 0; end - at >= 8; count++) {
            if (count == MOST_BOXES) {
                throw file.damaged(
                        "has more than %d boxes in its box '%s'".formatted(MOST_BOXES, type),
                        "Maybe it was made to fill the memory, or is written in fragments: ffmpeg -i in.mp4 -c copy out.mp4");
            }
            Mp4Box box = box(at);
            if (isLast.test(box)) {
                return Optional.of(box);
            }
            at = box.end;
        }
        return Optional.empty();
    }

    private Mp4Box box(int at) {
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
        long length = Integer.toUnsignedLong(bytes.getInt(at));
        int header = 8;
        if (length == 1 && end - at >= 16) {
            length = bytes.getLong(at + 8);
            header = 16;
        } else if (length == 0) {
            length = end - at;
        }
        String kind = new String(file.bytes(), at + 4, 4, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
        if (length < header || length > end - at) {
            throw file.damaged(
                    "has a box '%s' at byte %d of %d bytes where %d are left".formatted(kind, at, length, end - at),
                    "Maybe it is cut off.");
        }
        return new Mp4Box(file, kind, at + header, at + (int) length);
    }

    /// The box at a path of types.
    Mp4Box at(String... path) {
        Mp4Box box = this;
        for (String wanted : path) {
            String around = box.type;
            box = box.find(wanted)
                    .orElseThrow(() -> file.damaged(
                            "has no box '%s' in its box '%s'".formatted(wanted, around),
                            "Maybe it is cut off, or is no MP4."));
        }
        return box;
    }

    /// The data, to be read from their beginning.
    ByteBuffer data() {
        return ByteBuffer.wrap(file.bytes(), begin, end - begin).slice();
    }

    /// The data of a table, behind the four bytes of its version.
    ///
    /// @param columns that each of its entries has, of 4 bytes
    /// @return rows of as many numbers as there are columns; no more than are there
    Table table(int columns) {
        ByteBuffer data = data();
        long count = data.remaining() < 8 ? Long.MAX_VALUE : Integer.toUnsignedLong(data.getInt(4));
        if (count > (data.remaining() - 8) / (4 * columns)) {
            throw file.damaged(
                    "has a table '%s' that says it has %d entries, but is too short".formatted(type, count),
                    "Maybe it was damaged on its way.");
        }
        return new Table(data, (int) count, columns);
    }

    /// A table of 4-byte numbers.
    record Table(ByteBuffer data, int count, int columns) {

        int get(int row, int column) {
            return data.getInt(8 + 4 * (row * columns + column));
        }
    }
}
