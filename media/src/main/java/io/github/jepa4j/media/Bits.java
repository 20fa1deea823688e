package io.github.jepa4j.media;

import java.io.ByteArrayOutputStream;

/// Reads a unit of H.264 bit by bit. What is behind its end is not read, but thrown at.
///
/// Source: ITU-T H.264, 7.3.1 (units), 7.2 and 9.1 (numbers).
final class Bits {

    private final byte[] bytes;
    private int at;

    private Bits(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bits behind a unit's first byte, without the 3 in each 0, 0, 3, which is there to keep 0, 0, 1
    /// from appearing.
    static Bits of(byte[] unit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(unit.length);
        int zeros = 0;
        for (int i = 1; i < unit.length; i++) {
            if (zeros >= 2 && unit[i] == 3) {
                zeros = 0;
            } else {
                bytes.write(unit[i]);
                zeros = unit[i] == 0 ? zeros + 1 : 0;
            }
        }
        return new Bits(bytes.toByteArray());
    }

    /// An unsigned number of some bits, at most 32.
    long number(int bits) {
        long value = 0;
        for (int i = 0; i < bits; i++, at++) {
            value = value << 1 | bytes[at >> 3] >> 7 - (at & 7) & 1;
        }
        return value;
    }

    boolean flag() {
        return number(1) == 1;
    }

    void skip(int bits) {
        at += bits;
    }

    /// An unsigned number of variable length, `ue(v)`.
    ///
    /// @param most that it may be
    /// @throws IllegalArgumentException where it is more
    int upTo(int most) {
        int zeros = 0;
        while (!flag()) {
            zeros++;
        }
        long value = zeros > 31 ? Long.MAX_VALUE : (1L << zeros) - 1 + number(zeros);
        if (value > most) {
            throw new IllegalArgumentException(
                    "A number in a header is %s; at most %d was expected.\nMaybe the file is damaged."
                            .formatted(zeros > 31 ? "2^32 or more" : value, most));
        }
        return (int) value;
    }

    /// A signed number of variable length, `se(v)`.
    int signed() {
        int code = upTo(Integer.MAX_VALUE - 1);
        return (code & 1) == 1 ? code / 2 + 1 : -(code / 2);
    }
}
