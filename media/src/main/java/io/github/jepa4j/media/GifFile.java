package io.github.jepa4j.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A GIF taken apart, its pixels not yet decoded.
///
/// Source: *Graphics Interchange Format, Version 89a*, CompuServe, 1990, sections 17 - 27.
///
/// @param file    it is from
/// @param rows    of the screen that frames are painted on
/// @param columns likewise
/// @param frames  at least one
record GifFile(MediaFile file, int rows, int columns, List<Frame> frames) {

    /// A frame.
    ///
    /// @param left        where on the screen it begins
    /// @param top         likewise
    /// @param rows        its own
    /// @param columns     its own
    /// @param interlaced  whether its rows come in four passes
    /// @param palette     `[3 * entries]` red, green, blue
    /// @param transparent the entry that is not painted; -1 where there is none
    /// @param delay       until the next, in hundredths of a second
    /// @param disposal    what is done before the next: 2 its place is cleared, 3 what was there comes
    ///     back, otherwise it stays
    /// @param codeBits    of the first codes, less one
    /// @param data        where in the file its blocks of codes begin
    record Frame(
            int left,
            int top,
            int rows,
            int columns,
            boolean interlaced,
            byte[] palette,
            int transparent,
            int delay,
            int disposal,
            int codeBits,
            int data) {}

    static GifFile parse(MediaFile file, MediaLimits limits) {
        return new Parser(file, limits).parse();
    }

    /// The codes of a frame, its blocks joined.
    byte[] codes(Frame frame) {
        byte[] bytes = file.bytes();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int at = frame.data; bytes[at] != 0; at += 1 + (bytes[at] & 0xFF)) {
            joined.write(bytes, at + 1, bytes[at] & 0xFF);
        }
        return joined.toByteArray();
    }

    private static final class Parser {

        private static final int TRAILER = 0x3B;
        private static final int EXTENSION = 0x21;
        private static final int IMAGE = 0x2C;
        private static final int GRAPHIC_CONTROL = 0xF9;

        private final MediaFile file;
        private final byte[] bytes;
        private final MediaLimits limits;
        private final List<Frame> frames = new ArrayList<>();
        private int at = 6;
        private int transparent = -1;
        private int delay;
        private int disposal;

        Parser(MediaFile file, MediaLimits limits) {
            this.file = file;
            this.bytes = file.bytes();
            this.limits = limits;
        }

        GifFile parse() {
            int columns = word();
            int rows = word();
            int flags = next();
            at += 2;
            byte[] palette = palette(flags);
            file.refuseLarger(rows, columns, limits);
            for (int block = next(); block != TRAILER; block = next()) {
                switch (block) {
                    case EXTENSION -> extension();
                    case IMAGE -> frame(palette);
                    default ->
                        throw file.damaged(
                                "has a block of the unknown kind %d at byte %d".formatted(block, at - 1),
                                "Maybe it was damaged on its way.");
                }
            }
            if (frames.isEmpty()) {
                throw file.damaged("has no frame", "Maybe the program that wrote it was interrupted.");
            }
            return new GifFile(file, rows, columns, List.copyOf(frames));
        }

        private void extension() {
            if (next() == GRAPHIC_CONTROL) {
                int length = next();
                if (length != 4) {
                    throw file.damaged(
                            "has a frame's control block of %d bytes, where 4 were expected".formatted(length),
                            "Maybe it was damaged on its way.");
                }
                int flags = next();
                delay = word();
                int index = next();
                transparent = (flags & 1) == 1 ? index : -1;
                disposal = flags >> 2 & 7;
            }
            skipBlocks();
        }

        private void frame(byte[] shared) {
            if (frames.size() == limits.framesPerVideo()) {
                throw file.damaged(
                        "has more than %d frames, the limit (framesPerVideo)".formatted(limits.framesPerVideo()),
                        "Maybe cut it into several; or raise the limit.");
            }
            int left = word();
            int top = word();
            int columns = word();
            int rows = word();
            int flags = next();
            byte[] own = palette(flags);
            file.refuseLarger(rows, columns, limits);
            int codeBits = next();
            boolean interlaced = (flags & 0x40) != 0;
            byte[] palette = own.length > 0 ? own : shared;
            frames.add(new Frame(
                    left, top, rows, columns, interlaced, palette, transparent, delay, disposal, codeBits, at));
            skipBlocks();
            transparent = -1;
            delay = 0;
            disposal = 0;
        }

        private byte[] palette(int flags) {
            int length = (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
            need(length);
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        private void skipBlocks() {
            for (int length = next(); length != 0; length = next()) {
                need(length);
                at += length;
            }
        }

        private int word() {
            return next() | next() << 8;
        }

        private int next() {
            need(1);
            return bytes[at++] & 0xFF;
        }

        private void need(int length) {
            if (length > bytes.length - at) {
                throw file.damaged(
                        "is cut off after %d bytes, in its frame %d".formatted(bytes.length, frames.size()),
                        "Maybe the copy was interrupted.");
            }
        }
    }
}
