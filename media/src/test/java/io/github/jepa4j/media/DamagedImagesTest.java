package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Pixels;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImagesTest {

    @TempDir
    private Path folder;

    private static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(24, 18, BufferedImage.TYPE_3BYTE_BGR);
        image.createGraphics().drawImage(Made.image(MovingSquare.frame(2, 18, 24)), 0, 0, null);
        return Made.file(format, image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void anImageThatIsCutOffAnywhereIsNoticed(String format) {
        byte[] whole = picture(format);
        assertThat(Made.decode(whole).rows()).isEqualTo(18);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Made.decode(cut))
                    .as("%s cut to %d of %d bytes", format, length, whole.length)
                    .isInstanceOf(MediaException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void anyDamagedByteGivesAnImageOrAReasonAndNothingElse(String format) {
        byte[] whole = picture(format);
        MediaLimits limits = MediaLimits.defaults().withPixelsPerImage(10_000);
        int noticed = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xFF;
            try {
                Pixels read = Pictures.decode(new MediaFile("it", damaged), Pictures.How.of(limits));
                assertThat((long) read.rows() * read.columns()).isLessThanOrEqualTo(10_000);
            } catch (MediaException e) {
                noticed++;
                assertThat(e).hasMessageContaining("\nMaybe ");
            }
        }
        // Only PNG has checksums; but none is without a part whose damage shows.
        assertThat(noticed).isBetween(format.equals("png") ? whole.length : 10, whole.length);
    }

    @Test
    void hugeDimensionsAreRefusedByWhatTheHeaderSaysBeforeMemoryIsTaken() {
        byte[] png = picture("png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());

        byte[] jpeg = picture("jpeg");
        int frame = indexOf(jpeg, 0xFF, 0xC0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);

        byte[] bmp = picture("bmp");
        ByteBuffer.wrap(bmp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 20_000)
                .putInt(22, 20_000)
                .putInt(34, 0);

        byte[] gif = picture("gif");
        ByteBuffer.wrap(gif).putInt(6, 0xFFFFFFFF);

        for (byte[] huge : new byte[][] {png, jpeg, bmp, gif}) {
            assertThatThrownBy(() -> Made.decode(huge)).hasMessageContaining("(pixelsPerImage)");
        }
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xFF) == first && (bytes[i + 1] & 0xFF) == second) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void aJpegForPrintingIsRefusedWithItsReason() throws IOException {
        Raster inks = Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_BYTE, 16, 16, 4), null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        assertThatThrownBy(() -> Made.decode(bytes.toByteArray())).hasMessageContaining("printing (CMYK)");
    }

    @Test
    void aBmpAroundAnotherPictureIsRefused() {
        byte[] bmp = picture("bmp");
        bmp[30] = 4; // "a JPEG follows"

        assertThatThrownBy(() -> Made.decode(bmp)).hasMessageContaining("packed in a way (4)");
    }

    @Test
    void whatIsDamagedIsLeftOutCountedAndListed() throws IOException {
        Made.folder(folder, files());
        try (Images images = Images.open(folder)) {
            ImageSet set = images.readAll(ImageReading.at(18, 24).withThreads(3));

            assertThat(set.names()).containsExactly("a/1.png", "b/4.png");
            assertThat(set.labels()).containsExactly(0, 1);
            assertThat(set.report().read()).isEqualTo(2);
            assertThat(set.report().ignored()).isEqualTo(1);
            assertThat(set.report().skipped())
                    .extracting(Skipped::name)
                    .containsExactly("a/2.png", "b/3.jpg", "b/5.gif");
            assertThat(set.report().lines())
                    .contains("2 read, 3 skipped, 1 files of another kind", "b/3.jpg is empty")
                    .anyMatch(line -> line.startsWith("a/2.png is cut off after "));
        }
    }

    @Test
    void orRefusedAndItIsTheFirstByNameWhoeverFindsIt() throws IOException {
        Made.folder(folder, files());
        try (Images images = Images.open(folder)) {
            for (int threads = 1; threads < 5; threads++) {
                ImageReading how = ImageReading.at(18, 24).withThreads(threads).on(OnDamage.REFUSE);
                assertThatThrownBy(() -> images.readAll(how)).hasMessageStartingWith("a/2.png is cut off after ");
            }
        }
    }

    @Test
    void aSetOfNothingButDamageIsNone() throws IOException {
        Made.folder(folder, Map.of("a.png", new byte[5], "b.png", new byte[0]));
        try (Images images = Images.open(folder)) {
            assertThatThrownBy(() -> images.readAll(ImageReading.at(4, 4)))
                    .hasMessageContaining("None of 2 images")
                    .hasMessageContaining("the first: a");
        }
    }

    private static Map<String, byte[]> files() {
        byte[] good = picture("png");
        Map<String, byte[]> files = new TreeMap<>();
        files.put("a/1.png", good);
        files.put("a/2.png", Arrays.copyOf(good, good.length / 2));
        files.put("b/3.jpg", new byte[0]);
        files.put("b/4.png", good);
        files.put("b/5.gif", "<html>not found</html>".getBytes());
        files.put("notes.txt", new byte[1]);
        return files;
    }
}
