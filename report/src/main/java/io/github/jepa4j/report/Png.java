package io.github.jepa4j.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes a small image in the PNG format (ISO/IEC 15948): eight bits each of red, green, blue and opacity,
/// no filters. By hand, so that a report needs no desktop module.
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte DEPTH = 8;
    private static final byte RED_GREEN_BLUE_OPACITY = 6;

    private Png() {}

    /// The bytes of an image file.
    ///
    /// @param pixels `height * width` colours as `0xAARRGGBB`, row after row
    static byte[] encode(int width, int height, int[] pixels) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(DEPTH)
                .put(RED_GREEN_BLUE_OPACITY)
                .array();
        chunk(file, "IHDR", header);
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 4 * width));
        for (int row = 0; row < height; row++) {
            rows.put((byte) 0);
            for (int column = 0; column < width; column++) {
                rows.putInt(Integer.rotateLeft(pixels[row * width + column], 8));
            }
        }
        chunk(file, "IDAT", deflate(rows.array()));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    private static byte[] deflate(byte[] raw) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }
    }
}
