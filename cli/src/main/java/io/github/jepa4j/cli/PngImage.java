package io.github.jepa4j.cli;

import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.run.AtomicFile;
import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// Observations as PNG files: one channel is grey; of two or three, red is channel 0, green 1, blue 2.
final class PngImage {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] END = "IEND".getBytes(StandardCharsets.US_ASCII);
    private static final int COLOURS = 3;

    static {
        ImageIO.setUseCache(false);
    }

    private PngImage() {}

    /// Writes an observation.
    static void write(Path file, Pixels pixels) throws IOException {
        int colours = pixels.channels() == 1 ? 1 : COLOURS;
        if (pixels.channels() > COLOURS) {
            throw new CommandFailure(
                    "An observation of %d channels cannot be written as a PNG; it may have 1 to 3.%nMaybe plan in this world from Java."
                            .formatted(pixels.channels()));
        }
        var image = new BufferedImage(
                pixels.columns(),
                pixels.rows(),
                colours == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        for (int channel = 0; channel < pixels.channels(); channel++) {
            for (int row = 0; row < pixels.rows(); row++) {
                for (int column = 0; column < pixels.columns(); column++) {
                    image.getRaster().setSample(column, row, channel, pixels.at(channel, row, column));
                }
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        AtomicFile.write(file, out -> out.write(bytes.toByteArray()));
    }

    /// Reads an observation for a model.
    ///
    /// @param spec what the model sees
    static Pixels read(Path file, ImpalaSpec spec) throws IOException {
        BufferedImage image = decode(file);
        if (image.getWidth() != spec.columns() || image.getHeight() != spec.rows()) {
            throw new CommandFailure(
                    "The image %s is %d wide and %d high, but the model sees images %d wide and %d high.%nMaybe it was scaled; --images writes ones that fit."
                            .formatted(file, image.getWidth(), image.getHeight(), spec.columns(), spec.rows()));
        }
        int bands = image.getColorModel() instanceof IndexColorModel
                ? COLOURS
                : image.getColorModel().getNumColorComponents();
        if (image.getRaster().getDataBuffer().getDataType() != DataBuffer.TYPE_BYTE
                || spec.channels() > COLOURS
                || (bands == 1) != (spec.channels() == 1)) {
            throw new CommandFailure(
                    "The image %s has %d channel(s) of %d bits, but the model sees %d of 8 bits.%nMaybe save it as %s with 8 bits a channel."
                            .formatted(
                                    file,
                                    bands,
                                    image.getColorModel().getComponentSize(0),
                                    spec.channels(),
                                    spec.channels() == 1 ? "grey" : "colour"));
        }
        return pixels(image, spec);
    }

    private static BufferedImage decode(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    "The image %s does not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(file, Path.of("").toAbsolutePath()));
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!Arrays.equals(bytes, 0, Math.min(bytes.length, SIGNATURE.length), SIGNATURE, 0, SIGNATURE.length)) {
            throw new CommandFailure("The file %s is no PNG image.%nMaybe it is an image of another format: convert it."
                    .formatted(file));
        }
        int end = bytes.length - END.length - Integer.BYTES; // the last chunk: name and checksum
        if (end < 0 || !Arrays.equals(bytes, end, end + END.length, END, 0, END.length)) {
            throw new CommandFailure(
                    "The image %s is cut off: its %d bytes do not end as a PNG does.%nMaybe it was not copied to the end."
                            .formatted(file, bytes.length));
        }
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) { // the reader throws many kinds
            throw new CommandFailure("The image %s is damaged: %s.%nMaybe it was not copied to the end."
                    .formatted(file, e.getMessage()));
        }
        throw new CommandFailure("The image %s cannot be read.%nMaybe it is damaged.".formatted(file));
    }

    /// From the samples as stored: no colour profile lies between picture and model.
    private static Pixels pixels(BufferedImage image, ImpalaSpec spec) {
        Raster raster = image.getRaster();
        boolean isPalette = image.getColorModel() instanceof IndexColorModel;
        byte[] values = new byte[spec.channels() * spec.rows() * spec.columns()];
        int next = 0;
        for (int channel = 0; channel < spec.channels(); channel++) {
            for (int row = 0; row < spec.rows(); row++) {
                for (int column = 0; column < spec.columns(); column++) {
                    values[next++] = (byte)
                            (isPalette
                                    ? image.getRGB(column, row) >> (8 * (COLOURS - 1 - channel))
                                    : raster.getSample(column, row, channel));
                }
            }
        }
        return new Pixels(spec.channels(), spec.rows(), spec.columns(), values);
    }
}
