package io.github.jepa4j.media;

import java.util.Set;

/// What holds for a sequence of pictures. All counts are held against what the standard allows, since
/// decoders take memory for as many.
///
/// Source: ITU-T H.264, 7.3.2.1.1 (the set), E.1 (how colours are meant), A.3.1 (what waits).
///
/// @param id                of the set, at most 31
/// @param rows              coded, a multiple of 16
/// @param columns           likewise
/// @param frameNumberBits   of a picture's number
/// @param orderKind         how the order of pictures is told, 0 to 2
/// @param orderBits         of a picture's place, where the kind is 0
/// @param orderWithoutDelta whether pictures tell no difference of place, where the kind is 1
/// @param colours           how to make red, green and blue of it
record H264Sequence(
        int id,
        int rows,
        int columns,
        int frameNumberBits,
        int orderKind,
        int orderBits,
        boolean orderWithoutDelta,
        YCbCr colours) {

    /// The profiles whose sets say more about colours.
    private static final Set<Integer> HIGH_PROFILES =
            Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int BT_709 = 1;
    private static final int MOST_SIDE = 1 << 16;

    /// Pictures that wait to be shown or to be predicted from, and the pixels of all of them (A.3.1 and
    /// table A-1, level 6.2).
    private static final int MOST_WAITING = 16;

    private static final int MOST_PIXELS_WAITING = 696_320 * 256;

    /// How many pictures of a size may wait.
    static int mostWaiting(int rows, int columns) {
        long pixels = (long) rows * columns;
        return (int) Math.clamp(MOST_PIXELS_WAITING / pixels, 1, MOST_WAITING);
    }

    /// @param bits behind the unit's first byte
    static H264Sequence read(MediaFile file, Bits bits) {
        int profile = (int) bits.number(8);
        bits.skip(16);
        int id = bits.upTo(31);
        boolean usual = !HIGH_PROFILES.contains(profile) || readColourFormat(bits);
        int frameNumberBits = 4 + bits.upTo(12);
        int orderKind = bits.upTo(2);
        int orderBits = orderKind == 0 ? 4 + bits.upTo(12) : 0;
        boolean withoutDelta = orderKind == 1 && readOrder(bits);
        int references = bits.upTo(MOST_WAITING);
        bits.skip(1);
        int columns = 16 * (1 + bits.upTo(MOST_SIDE / 16));
        int rows = 16 * (1 + bits.upTo(MOST_SIDE / 16));
        if (references > mostWaiting(rows, columns)) {
            throw file.damaged(
                    "predicts from %d pictures of %d rows and %d columns, but at most %d may wait"
                            .formatted(references, rows, columns, mostWaiting(rows, columns)),
                    "Maybe its header is damaged.");
        }
        if (!bits.flag() || !usual) {
            throw file.damaged(
                    "is interlaced, or has other colours than 8 bits of 4:2:0",
                    "Maybe convert it: ffmpeg -i in.mp4 -vf yadif -c:v libx264 -pix_fmt yuv420p out.mp4");
        }
        bits.skip(1);
        if (bits.flag()) {
            int across = 2 * (bits.upTo(MOST_SIDE) + bits.upTo(MOST_SIDE));
            int down = 2 * (bits.upTo(MOST_SIDE) + bits.upTo(MOST_SIDE));
            if (across >= columns || down >= rows) {
                throw file.damaged("shows no part of its pictures", "Maybe it was damaged on its way.");
            }
        }
        YCbCr colours = bits.flag() ? readUse(bits) : YCbCr.STANDARD;
        return new H264Sequence(id, rows, columns, frameNumberBits, orderKind, orderBits, withoutDelta, colours);
    }

    /// @return whether it is 8 bits of 4:2:0
    private static boolean readColourFormat(Bits bits) {
        int format = bits.upTo(3);
        if (format == 3) {
            bits.skip(1);
        }
        int depth = bits.upTo(6) + bits.upTo(6);
        boolean lossless = bits.flag();
        if (bits.flag()) {
            for (int list = 0; list < (format == 3 ? 12 : 8); list++) {
                if (bits.flag()) {
                    readScaling(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return format == 1 && depth == 0 && !lossless;
    }

    private static void readScaling(Bits bits, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = Math.floorMod(last + bits.signed(), 256);
            last = next == 0 ? last : next;
        }
    }

    private static boolean readOrder(Bits bits) {
        boolean withoutDelta = bits.flag();
        bits.signed();
        bits.signed();
        for (int left = bits.upTo(255); left > 0; left--) {
            bits.signed();
        }
        return withoutDelta;
    }

    private static YCbCr readUse(Bits bits) {
        if (bits.flag() && bits.number(8) == 255) { // the shape of pixels
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.skip(1);
        }
        YCbCr colours = YCbCr.STANDARD;
        if (bits.flag()) {
            bits.skip(3);
            boolean fullRange = bits.flag();
            int matrix = bits.flag() ? (int) bits.number(24) & 0xFF : 0;
            colours = matrix == BT_709 ? YCbCr.highDefinition(fullRange) : YCbCr.standard(fullRange);
        }
        if (bits.flag()) {
            bits.upTo(5);
            bits.upTo(5);
        }
        if (bits.flag()) { // the time between pictures, which the file around tells
            bits.skip(65);
        }
        readBuffers(bits);
        readBuffers(bits);
        return colours;
    }

    private static void readBuffers(Bits bits) {
        if (bits.flag()) {
            int count = 1 + bits.upTo(31);
            bits.skip(8);
            for (int i = 0; i < count; i++) {
                bits.signed();
                bits.signed();
                bits.skip(1);
            }
            bits.skip(20);
        }
    }
}
