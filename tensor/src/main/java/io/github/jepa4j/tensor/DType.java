package io.github.jepa4j.tensor;

/// How one number of a tensor is stored in a file. In memory it is always a `float`.
public enum DType {
    /// IEEE 754 single precision: what training writes, exact.
    F32(4),
    /// IEEE 754 half precision: 11 significant bits, at most 65504 in size. Halves a file; good enough to
    /// plan with.
    F16(2),
    /// The upper half of a single: 8 significant bits, the range of a single.
    BF16(2);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /// The number of bytes of one number.
    public int bytes() {
        return bytes;
    }

    /// The bits of a number in this storage, rounded to nearest, ties to even; in the low `8 * bytes()`
    /// bits.
    int encode(float value) {
        return switch (this) {
            case F32 -> Float.floatToRawIntBits(value);
            case F16 -> Float.floatToFloat16(value) & 0xFFFF;
            case BF16 -> roundToBrain(value);
        };
    }

    float decode(int bits) {
        return switch (this) {
            case F32 -> Float.intBitsToFloat(bits);
            case F16 -> Float.float16ToFloat((short) bits);
            case BF16 -> Float.intBitsToFloat(bits << 16);
        };
    }

    private static int roundToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (bits >>> 16) | 0x40; // stays a NaN even where its payload was in the lower half
        }
        return (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
    }
}
