package io.github.jepa4j.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// The compression of GIFs: codes of 3 to 12 bits, least bit first, for strings of palette entries; after
/// each code the table gains the string before it with one more entry.
///
/// Source: Welch, *A technique for high-performance data compression*, IEEE Computer 17 (6), 1984;
/// *Graphics Interchange Format, Version 89a*, appendix F.
final class Lzw {

    private static final int MOST_CODES = 4096;

    private Lzw() {}

    /// The palette entries of a frame, as many as it has pixels.
    static byte[] decode(GifFile gif, GifFile.Frame frame) {
        if (frame.codeBits() < 2 || frame.codeBits() > 8) {
            throw gif.file()
                    .damaged("has codes of %d bits".formatted(frame.codeBits()), "Maybe it was damaged on its way.");
        }
        byte[] entries = new byte[frame.rows() * frame.columns()];
        int decoded = new Decoder(gif.codes(frame), frame.codeBits(), entries).decode();
        if (decoded < entries.length) {
            throw gif.file()
                    .damaged(
                            "has a frame with codes for %d of %d pixels".formatted(decoded, entries.length),
                            "Maybe it was damaged on its way.");
        }
        return entries;
    }

    private static final class Decoder {

        private final byte[] codes;
        private final byte[] out;
        private final int codeBits;
        private final int clear;

        /// A code's string is that of the pixels at `begins`, `lengths` of them: each was written already.
        private final int[] begins = new int[MOST_CODES];

        private final int[] lengths = new int[MOST_CODES];
        private long bit;

        Decoder(byte[] codes, int codeBits, byte[] out) {
            this.codes = codes;
            this.codeBits = codeBits;
            this.clear = 1 << codeBits;
            this.out = out;
        }

        /// How many were decoded before the end, or before a code that cannot be.
        int decode() {
            int known = clear + 2;
            int bits = codeBits + 1;
            int previous = -1;
            int at = 0;
            int last = 0;
            while (at < out.length) {
                int code = read(bits);
                if (code == clear) {
                    known = clear + 2;
                    bits = codeBits + 1;
                    previous = -1;
                    continue;
                }
                if (code < 0 || code == clear + 1 || code > known || code == known && previous < 0) {
                    return at;
                }
                if (previous >= 0 && known < MOST_CODES) {
                    begins[known] = last;
                    lengths[known] = at - last + 1;
                    known++;
                } else if (code == known) {
                    return at;
                }
                last = at;
                at = write(code, at);
                previous = code;
                if (known == 1 << bits && bits < 12) {
                    bits++;
                }
            }
            return at;
        }

        /// A string may end with the very pixel that is written: it is copied one by one.
        private int write(int code, int at) {
            if (code < clear) {
                out[at] = (byte) code;
                return at + 1;
            }
            int end = Math.min(out.length, at + lengths[code]);
            for (int i = at; i < end; i++) {
                out[i] = out[begins[code] + i - at];
            }
            return end;
        }

        private int read(int bits) {
            if (bit + bits > 8L * codes.length) {
                return -1;
            }
            int code = 0;
            for (int i = 0; i < bits; i++, bit++) {
                code |= (codes[(int) (bit >> 3)] >> (bit & 7) & 1) << i;
            }
            return code;
        }
    }

    /// The codes of palette entries.
    ///
    /// @param entries  each less than `2^codeBits`
    /// @param codeBits 2 to 8
    static byte[] encode(byte[] entries, int codeBits) {
        return new Encoder(codeBits).encode(entries);
    }

    private static final class Encoder {

        private final int codeBits;
        private final int clear;
        private final short[] children = new short[MOST_CODES << 8];
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int pending;
        private int pendingBits;

        Encoder(int codeBits) {
            this.codeBits = codeBits;
            this.clear = 1 << codeBits;
        }

        byte[] encode(byte[] entries) {
            int bits = codeBits + 1;
            int known = clear + 2;
            write(clear, bits);
            int code = entries[0] & 0xFF;
            for (int i = 1; i < entries.length; i++) {
                int child = code << 8 | entries[i] & 0xFF;
                if (children[child] > 0) {
                    code = children[child];
                    continue;
                }
                write(code, bits);
                if (known == MOST_CODES) {
                    write(clear, bits);
                    Arrays.fill(children, (short) 0);
                    known = clear + 2;
                    bits = codeBits + 1;
                } else {
                    // The decoder knows of a string one code later than we do.
                    bits = known == 1 << bits ? bits + 1 : bits;
                    children[child] = (short) known++;
                }
                code = entries[i] & 0xFF;
            }
            write(code, bits);
            bits = known == 1 << bits && bits < 12 ? bits + 1 : bits;
            write(clear + 1, bits);
            write(0, 7);
            return out.toByteArray();
        }

        private void write(int code, int bits) {
            pending |= code << pendingBits;
            for (pendingBits += bits; pendingBits >= 8; pendingBits -= 8, pending >>>= 8) {
                out.write(pending);
            }
        }
    }
}
