package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/// Files as they lie on users' disks, made for tests.
final class Made {

    private Made() {}

    /// Written by Java's own writers, which are no code of ours.
    static byte[] file(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer of " + format + " for " + image);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] file(String format, Pixels pixels) {
        return file(format, image(pixels));
    }

    static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.columns(), pixels.rows(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.rows(); y++) {
            for (int x = 0; x < pixels.columns(); x++) {
                image.setRGB(x, y, pixels.at(0, y, x) << 16 | pixels.at(1, y, x) << 8 | pixels.at(2, y, x));
            }
        }
        return image;
    }

    static Pixels plain(int rows, int columns, int red, int green, int blue) {
        byte[] values = new byte[3 * rows * columns];
        int plane = rows * columns;
        Arrays.fill(values, 0, plane, (byte) red);
        Arrays.fill(values, plane, 2 * plane, (byte) green);
        Arrays.fill(values, 2 * plane, 3 * plane, (byte) blue);
        return new Pixels(3, rows, columns, values);
    }

    static Path folder(Path root, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return root;
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Made.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    /// The largest difference between two images of one shape.
    static int difference(Pixels a, Pixels b) {
        int most = 0;
        for (int i = 0; i < a.values().length; i++) {
            most = Math.max(most, Math.abs((a.values()[i] & 0xFF) - (b.values()[i] & 0xFF)));
        }
        return most;
    }

    static Pixels decode(byte[] bytes) {
        return Pictures.decode(new MediaFile("it", bytes), Pictures.How.of(MediaLimits.defaults()));
    }
}
