package io.github.jepa4j.media;

import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.world.Clip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes clips as animated GIFs that repeat for ever. A frame of at most 256 colours keeps them exactly;
/// one of more has each rounded to 6 levels of red, 7 of green and 6 of blue, at most 26 from what it was.
///
/// Source: *Graphics Interchange Format, Version 89a*, CompuServe, 1990; the block that says how often to
/// repeat is Netscape's.
public final class GifWriter {

    private static final int MOST_SIDE = 0xFFFF;

    private GifWriter() {}

    /// Writes a file, in place of one that is there: it is written beside its place, forced to the disk,
    /// and moved, so that a reader finds the old one or the new one, whole.
    ///
    /// @param clip            `[T, C, Y, X]` with `C` 1 (grey) or 3 (red, green, blue)
    /// @param framesPerSecond at most 50; kept to a hundredth of a second for each frame
    public static void write(Clip clip, double framesPerSecond, Path file) throws IOException {
        byte[] bytes = bytes(clip, framesPerSecond);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /// The file's bytes.
    ///
    /// @param clip            `[T, C, Y, X]` with `C` 1 (grey) or 3 (red, green, blue)
    /// @param framesPerSecond at most 50; kept to a hundredth of a second for each frame
    public static byte[] bytes(Clip clip, double framesPerSecond) {
        if (clip.channels() != 1 && clip.channels() != 3 || clip.rows() > MOST_SIDE || clip.columns() > MOST_SIDE) {
            throw new IllegalArgumentException(
                    "A GIF was to be made of %s; it needs 1 or 3 channels, and at most %d rows and columns.\nMaybe choose the channels to show."
                            .formatted(clip, MOST_SIDE));
        }
        if (!(framesPerSecond >= 0.01 && framesPerSecond <= 50)) {
            throw new IllegalArgumentException(
                    "A GIF of %s frames per second was to be made; it can have 0.01 to 50.\nMaybe it is the time between frames."
                            .formatted(framesPerSecond));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, "GIF89a");
        word(out, clip.columns());
        word(out, clip.rows());
        bytes(out, 0, 0, 0, 0x21, 0xFF, 11);
        text(out, "NETSCAPE2.0");
        bytes(out, 3, 1, 0, 0, 0);
        int delay = (int) Math.min(MOST_SIDE, Math.round(100 / framesPerSecond));
        for (int t = 0; t < clip.frames(); t++) {
            frame(out, GifPalette.of(clip, t), clip, delay);
        }
        out.write(0x3B);
        return out.toByteArray();
    }

    private static void frame(ByteArrayOutputStream out, GifPalette palette, Clip clip, int delay) {
        bytes(out, 0x21, 0xF9, 4, 1 << 2);
        word(out, delay);
        bytes(out, 0, 0, 0x2C);
        word(out, 0);
        word(out, 0);
        word(out, clip.columns());
        word(out, clip.rows());
        int bits = palette.bits();
        bytes(out, 0x80 | bits - 1);
        for (int i = 0; i < 1 << bits; i++) {
            int rgb = i < palette.colours().length ? palette.colours()[i] : 0;
            bytes(out, rgb >> 16, rgb >> 8, rgb);
        }
        out.write(bits);
        byte[] codes = Lzw.encode(palette.entries(), bits);
        for (int at = 0; at < codes.length; at += 255) {
            int length = Math.min(255, codes.length - at);
            out.write(length);
            out.write(codes, at, length);
        }
        out.write(0);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void word(ByteArrayOutputStream out, int value) {
        bytes(out, value, value >> 8);
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
