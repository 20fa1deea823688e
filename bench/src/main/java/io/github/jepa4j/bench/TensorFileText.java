package io.github.jepa4j.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A safetensors file taken apart, so that its header can be changed as text and its length still fit.
///
/// @param header one letter for each byte
/// @param data   what follows
record TensorFileText(String header, byte[] data) {

    private static final int LENGTH_BYTES = 8;

    static TensorFileText of(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        return new TensorFileText(
                new String(file, LENGTH_BYTES, length, StandardCharsets.ISO_8859_1),
                Arrays.copyOfRange(file, LENGTH_BYTES + length, file.length));
    }

    TensorFileText withHeader(String other) {
        return new TensorFileText(other, data);
    }

    byte[] bytes() {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(LENGTH_BYTES + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }
}
