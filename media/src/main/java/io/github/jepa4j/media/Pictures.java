package io.github.jepa4j.media;

import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes images. What format one has is told from its first bytes, whatever its name ends with.
final class Pictures {

    static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

    /// Where a BMP's header says how long it is, how large the picture, and how its pixels are packed.
    /// Headers shorter than 40 bytes have 16-bit sizes, which Java's reader is left to read.
    private static final int BMP_HEADER = 14;

    private static final int BMP_COLUMNS = 18;
    private static final int BMP_ROWS = 22;
    private static final int BMP_PACKING = 30;
    private static final int BMP_WITH_MASKS = 3;

    private Pictures() {}

    /// How an image is decoded.
    ///
    /// @param background what shows through it, `0xRRGGBB`
    /// @param room       that is waited for, once its size is known
    record How(int background, MediaLimits limits, DecodingRoom room) {

        static How of(MediaLimits limits) {
            return new How(0, limits, new DecodingRoom(limits.pixelsPerImage()));
        }
    }

    /// @return `[3, Y, X]`, red, green, blue
    static Pixels decode(MediaFile file, How how) {
        if (file.bytes().length == 0) {
            throw file.damaged("is empty", "Maybe the copy was interrupted.");
        }
        if (startsWith(file, 0xFF, 0xD8)) {
            return byImageIo("jpeg", file, how);
        }
        if (startsWith(file, 0x89, 'P', 'N', 'G')) {
            PngChunks.check(file);
            return byImageIo("png", file, how);
        }
        if (startsWith(file, 'G', 'I', 'F', '8')) {
            GifFile gif = GifFile.parse(file, how.limits);
            try (DecodingRoom.Place place = how.room.enter((long) gif.rows() * gif.columns())) {
                return new GifFrames(gif, how.background).first();
            }
        }
        if (startsWith(file, 'B', 'M')) {
            checkBmp(file, how.limits);
            return byImageIo("bmp", file, how);
        }
        throw file.damaged("is no JPEG, PNG, GIF or BMP", "Maybe it was renamed, or holds an error message.");
    }

    private static boolean startsWith(MediaFile file, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= file.bytes().length || (file.bytes()[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /// Java's reader compares sizes with the file's length in its own way. And a BMP may hold a JPEG or a
    /// PNG, whose own size nobody would look at.
    private static void checkBmp(MediaFile file, MediaLimits limits) {
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.capacity() <= BMP_HEADER + 40 || bytes.getInt(BMP_HEADER) < 40) {
            return;
        }
        long rows = Math.abs((long) bytes.getInt(BMP_ROWS));
        file.refuseLarger(rows, bytes.getInt(BMP_COLUMNS), limits);
        if (bytes.getInt(BMP_PACKING) < 0 || bytes.getInt(BMP_PACKING) > BMP_WITH_MASKS) {
            throw file.damaged(
                    "is a BMP packed in a way (%d) that is not supported".formatted(bytes.getInt(BMP_PACKING)),
                    "Maybe save it as PNG.");
        }
    }

    private static Pixels byImageIo(String format, MediaFile file, How how) {
        ImageReader reader = reader(format);
        DecoderWarnings warnings = new DecoderWarnings();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(warnings);
            file.refuseLarger(reader.getHeight(0), reader.getWidth(0), how.limits);
            try (DecodingRoom.Place place = how.room.enter((long) reader.getHeight(0) * reader.getWidth(0))) {
                BufferedImage image = reader.read(0);
                warnings.refuse(file);
                if (format.equals("jpeg") && image.getRaster().getNumBands() > 3) {
                    throw forPrinting(file);
                }
                return Samples.of(image, how.background);
            }
        } catch (MediaException e) {
            throw e;
        } catch (IIOException e) {
            throw e.getMessage() != null && e.getMessage().contains("Unsupported Image Type")
                    ? forPrinting(file)
                    : file.undecodable(e);
        } catch (IOException | RuntimeException e) { // the decoders throw all kinds at damaged files
            throw file.undecodable(e);
        } finally {
            reader.dispose();
        }
    }

    private static MediaException forPrinting(MediaFile file) {
        return file.damaged(
                "has colours for printing (CMYK) or others that are not supported", "Maybe save it as RGB.");
    }

    /// Java's own reader, whichever others are on the class path, so that a file gives the same bytes
    /// everywhere.
    private static ImageReader reader(String format) {
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format); all.hasNext(); ) {
            ImageReader reader = all.next();
            if (reader.getClass().getModule() == ImageReader.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException(
                "This Java has no reader for %s.\nMaybe it was cut down and lacks a part of java.desktop."
                        .formatted(format));
    }
}
