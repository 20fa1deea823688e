package io.github.jepa4j.tensor;

import java.nio.ByteBuffer;

/// How one number of a tensor is stored in a file, little-endian. In memory it is always a `float`, of 24
/// significant bits.
public enum DType {
    /// IEEE 754 single precision: what training writes, exact.
    F32(4),
    /// IEEE 754 half precision: 11 significant bits, at most 65504 in size. Halves a file; good enough to
    /// plan with.
    F16(2),
    /// The upper half of a single: 8 significant bits, the range of a single.
    BF16(2),
    /// IEEE 754 double precision. Read rounded to the nearest float, and infinite beyond 3.4e38.
    F64(8),
    /// Whole numbers from `-2^63` on. Read exactly up to `2^24` in size, beyond that rounded to the nearest
    /// float.
    I64(8),
    /// Whole numbers from `-2^31` on. Read exactly up to `2^24` in size, beyond that rounded to the nearest
    /// float.
    I32(4),
    /// Whole numbers from 0 to 255, exact.
    U8(1),
    /// False or true, read as 0 or 1; any byte but 0 is true.
    BOOL(1);

    private static final float MAX_HALF = 65504;
    private static final float MAX_BYTE = 255;

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /// The number of bytes of one number.
    public int bytes() {
        return bytes;
    }

    /// What stands in the way of storing this number, as the end of a sentence; nothing where it can be,
    /// rounded or not.
    String objection(float value) {
        boolean fits = switch (this) {
            case F64, F32 -> true;
            case BF16 -> !Float.isFinite(value) || Float.isFinite(Float.intBitsToFloat(roundToBrain(value) << 16));
            case F16 -> Math.abs(value) <= MAX_HALF || !Float.isFinite(value);
            case I64 -> isWhole(value) && value >= Long.MIN_VALUE && value < 0x1p63f;
            case I32 -> isWhole(value) && value >= Integer.MIN_VALUE && value < 0x1p31f;
            case U8 -> isWhole(value) && value >= 0 && value <= MAX_BYTE;
            case BOOL -> value == 0 || value == 1;
        };
        if (fits) {
            return "";
        }
        return switch (this) {
            case F16 -> "half precision ends at " + MAX_HALF;
            case BF16 -> "brain floats end at " + Float.intBitsToFloat(0x7F7F0000);
            default -> name() + " does not hold that";
        };
    }

    private static boolean isWhole(float value) {
        return value == Math.rint(value);
    }

    /// Appends a number that there is no objection to, rounded to nearest, ties to even.
    void encode(float value, ByteBuffer into) {
        switch (this) {
            case F64 -> into.putDouble(value);
            case F32 -> into.putInt(Float.floatToRawIntBits(value));
            case F16 -> into.putShort(Float.floatToFloat16(value));
            case BF16 -> into.putShort((short) roundToBrain(value));
            case I64 -> into.putLong((long) value);
            case I32 -> into.putInt((int) value);
            case U8, BOOL -> into.put((byte) (int) value);
        }
    }

    /// Reads numbers from the beginning of a buffer.
    ///
    /// @param from little-endian
    /// @param at   where the first goes
    void decode(ByteBuffer from, float[] into, int at, int count) {
        switch (this) {
            case F32 -> from.asFloatBuffer().get(into, at, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Float.float16ToFloat(from.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = (float) from.getDouble(8 * i);
                }
            }
            default -> decodeWhole(from, into, at, count);
        }
    }

    private void decodeWhole(ByteBuffer from, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = switch (this) {
                case I64 -> from.getLong(8 * i);
                case I32 -> from.getInt(4 * i);
                case U8 -> from.get(i) & 0xFF;
                default -> from.get(i) == 0 ? 0 : 1;
            };
        }
    }

    private static int roundToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (bits >>> 16) | 0x40; // stays a NaN even where its payload was in the lower half
        }
        return (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
    }
}
