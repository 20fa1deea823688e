package io.github.jepa4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A growing row of bytes, numbers little-endian.
final class ByteSink {

    private byte[] bytes = new byte[1 << 14];
    private int size;

    void add(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    void bytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, size, count);
        size += count;
    }

    void number(int value) {
        reserve(Integer.BYTES);
        buffer().putInt(size, value);
        size += Integer.BYTES;
    }

    void number(long value) {
        reserve(Long.BYTES);
        buffer().putLong(size, value);
        size += Long.BYTES;
    }

    void numbers(float[] values) {
        for (float value : values) {
            number(Float.floatToRawIntBits(value));
        }
    }

    /// Leaves room for a number that is known later.
    ///
    /// @return where it will be, for [#set]
    int room() {
        number(0);
        return size - Integer.BYTES;
    }

    void set(int place, int value) {
        buffer().putInt(place, value);
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
        }
    }
}
