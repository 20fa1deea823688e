package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifTest {

    @TempDir
    private Path folder;

    private static List<Pixels> frames(byte[] gif) {
        GifFrames stream = new GifFrames(GifFile.parse(new MediaFile("it", gif), MediaLimits.defaults()), 0);
        List<Pixels> frames = new ArrayList<>();
        for (Pixels frame = stream.next(); frame != null; frame = stream.next()) {
            frames.add(frame);
        }
        return frames;
    }

    /// Noise in 256 greys: the table of codes fills and is begun anew, many times.
    private static Pixels noise(int index, int rows, int columns) {
        byte[] values = new byte[3 * rows * columns];
        RandomGenerator random = new Seed(5).split("noise").split(index).generator();
        for (int i = 0; i < rows * columns; i++) {
            byte grey = (byte) random.nextInt(256);
            for (int c = 0; c < 3; c++) {
                values[c * rows * columns + i] = grey;
            }
        }
        return new Pixels(3, rows, columns, values);
    }

    @Test
    void whoeverReadsTheFileWhileItIsWrittenAgainReadsTheOldOneWhole() throws IOException {
        Path file = folder.resolve("it.gif");
        Clip old = MovingSquare.clip(5, 20, 30);
        Clip other = MovingSquare.clip(2, 8, 8);
        GifWriter.write(old, 10, file);
        try (InputStream reading = Files.newInputStream(file)) {
            GifWriter.write(other, 10, file);

            assertThat(reading.readAllBytes()).isEqualTo(GifWriter.bytes(old, 10));
        }
        assertThat(file).hasBinaryContent(GifWriter.bytes(other, 10));
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void aClipOfFewColoursIsWrittenAndReadToTheByte() throws IOException {
        Clip clip = Clip.of(List.of(noise(0, 90, 130), Made.plain(90, 130, 1, 2, 3), noise(1, 90, 130)));
        GifWriter.write(clip, 12.5, folder.resolve("noise.gif"));

        try (Clips clips = Clips.open(folder)) {
            Video video = clips.read(0, ClipReading.of(FrameChoice.first(9)));

            assertThat(video.clip()).isEqualTo(clip);
            assertThat(video.framesPerSecond()).hasValue(12.5);
        }
    }

    @Test
    void whatWeWriteJavasOwnReaderReads() throws IOException {
        for (Pixels frame : List.of(noise(2, 61, 203), Made.plain(1, 1, 9, 9, 9), Made.plain(70, 9, 200, 100, 0))) {
            byte[] gif = GifWriter.bytes(Clip.of(List.of(frame, frame)), 10);
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));

            assertThat(reader.getNumImages(true)).isEqualTo(2);
            assertThat(Samples.of(reader.read(1), 0)).isEqualTo(frame);
        }
    }

    /// Java's writer puts rows in four passes.
    @Test
    void whatJavasOwnWriterWritesWeRead() {
        byte[] greys = new byte[256];
        for (int i = 0; i < 256; i++) {
            greys[i] = (byte) i;
        }
        for (int rows : new int[] {1, 2, 3, 5, 8, 9, 61}) {
            Pixels noise = noise(rows, rows, 77);
            BufferedImage image = new BufferedImage(
                    77, rows, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 256, greys, greys, greys));
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < 77; x++) {
                    image.getRaster().setSample(x, y, 0, noise.at(0, y, x));
                }
            }
            assertThat(frames(Made.file("gif", image))).containsExactly(noise);
        }
    }

    @Test
    void manyColoursAreRoundedToWithinHalfALevel() {
        Pixels frame = MovingSquare.frame(30, 50, 70);

        Pixels read = frames(GifWriter.bytes(Clip.of(List.of(frame)), 10)).getFirst();

        assertThat(Made.difference(read, frame)).isBetween(1, 26);
    }

    @Test
    void greyClipsAreWrittenAsThreeEqualChannels() {
        Clip grey = new Clip(1, 1, 1, 3, new byte[] {0, 100, (byte) 200});

        assertThat(frames(GifWriter.bytes(grey, 10)).getFirst().values())
                .containsExactly(0, 100, 200, 0, 100, 200, 0, 100, 200);
    }

    @Test
    void noGifOfTwoChannelsOrOfNoSpeed() {
        Clip two = new Clip(1, 2, 1, 1, new byte[2]);
        Clip one = new Clip(1, 1, 1, 1, new byte[1]);

        assertThatThrownBy(() -> GifWriter.bytes(two, 10)).hasMessageContaining("1 or 3 channels");
        assertThatThrownBy(() -> GifWriter.bytes(one, 51)).hasMessageContaining("51.0 frames per second");
        assertThatThrownBy(() -> GifWriter.bytes(one, Double.NaN)).hasMessageContaining("NaN");
    }

    /// A film on a screen of one row and four columns, in the colours 0 black, 1 red, 2 green, 3 blue.
    private static final class Film {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Film() {
            bytes.writeBytes("GIF89a".getBytes());
            put(4, 0, 1, 0, 0x80 | 1, 0, 0);
            put(0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255);
        }

        /// A frame at a column; -1 for a pixel that shows through.
        Film frame(int disposal, int left, int... colours) {
            put(0x21, 0xF9, 4, disposal << 2 | 1, 7, 0, 200, 0);
            put(0x2C, left, 0, 0, 0, colours.length, 0, 1, 0, 0);
            byte[] entries = new byte[colours.length];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = (byte) (colours[i] < 0 ? 200 : colours[i]);
            }
            byte[] codes = Lzw.encode(entries, 8);
            put(8, codes.length);
            bytes.writeBytes(codes);
            put(0);
            return this;
        }

        private void put(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
        }

        byte[] end() {
            put(0x3B);
            return bytes.toByteArray();
        }

        /// The frames as letters.
        static List<String> seen(byte[] gif) {
            return frames(gif).stream().map(Film::letters).toList();
        }

        private static String letters(Pixels frame) {
            StringBuilder letters = new StringBuilder();
            for (int x = 0; x < frame.columns(); x++) {
                letters.append(
                        frame.at(0, 0, x) > 0 ? 'r' : frame.at(1, 0, x) > 0 ? 'g' : frame.at(2, 0, x) > 0 ? 'b' : '.');
            }
            return letters.toString();
        }
    }

    @Test
    void framesArePaintedOverEachOtherAsTheirDisposalSays() {
        byte[] kept = new Film()
                .frame(1, 0, 1, 1, 1, 1)
                .frame(1, 1, 2, -1)
                .frame(1, 3, 3)
                .end();
        byte[] cleared = new Film()
                .frame(1, 0, 1, 1, 1, 1)
                .frame(2, 1, 2, 2)
                .frame(1, 0, 3)
                .end();
        byte[] restored = new Film()
                .frame(1, 0, 1, 1, 1, 1)
                .frame(3, 1, 2, 2)
                .frame(1, 0, 3)
                .end();

        assertThat(Film.seen(kept)).containsExactly("rrrr", "rgrr", "rgrb");
        assertThat(Film.seen(cleared)).containsExactly("rrrr", "rggr", "b..r");
        assertThat(Film.seen(restored)).containsExactly("rrrr", "rggr", "brrr");
    }

    @Test
    void whatIsPaintedBesideTheScreenIsNotSeen() {
        assertThat(Film.seen(new Film().frame(2, 3, 2, 2, 2).frame(1, 0, 1).end()))
                .containsExactly("...g", "r...");
    }

    @Test
    void whatIsTransparentInAnImageShowsTheBackground() {
        byte[] gif = new Film().frame(1, 1, 1, -1).end();

        Pixels onWhite = Pictures.decode(
                new MediaFile("it", gif),
                new Pictures.How(0xFFFFFF, MediaLimits.defaults(), new DecodingRoom(1 << 20)));

        assertThat(onWhite.values()).containsExactly(255, 255, 255, 255, 255, 0, 255, 255, 255, 0, 255, 255);
    }

    @Test
    void aColourThatIsInNoPaletteIsDamage() {
        assertThatThrownBy(() -> frames(new Film().frame(1, 0, 77).end()))
                .hasMessageContaining("colour 77 of a palette of 4");
    }

    @Test
    void delaysAreAveragedAndHastyOnesShownAsBrowsersDo() {
        Film film = new Film().frame(1, 0, 1).frame(1, 0, 2);
        byte[] even = film.end();
        byte[] hasty = even.clone();
        hasty[Arrays.asList(box(even)).indexOf((byte) 7)] = 0;

        assertThat(speed(even)).isEqualTo(100.0 / 7);
        assertThat(speed(hasty)).isEqualTo(200.0 / (10 + 7));
    }

    private static double speed(byte[] gif) {
        return new Gif()
                .open(new MediaFile("it", gif), MediaLimits.defaults())
                .framesPerSecond()
                .getAsDouble();
    }

    private static Byte[] box(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return boxed;
    }

    @Test
    void whenAFrameIsShownIsTheSumOfTheDelaysBeforeIt() {
        byte[] gif = new Film().frame(1, 0, 1).frame(1, 0, 2).frame(1, 0, 3).end();
        int first = new String(gif, StandardCharsets.ISO_8859_1).indexOf("!\u00F9") + 4;
        gif[first] = 100; // hundredths of a second, instead of 7
        GifFrames stream = new GifFrames(GifFile.parse(new MediaFile("it", gif), MediaLimits.defaults()), 0);

        assertThat(stream.seconds(0)).hasValue(0);
        assertThat(stream.seconds(1)).hasValue(1);
        assertThat(stream.seconds(2)).hasValue(1.07);
        assertThat(stream.framesPerSecond()).hasValue(300.0 / 114);
    }

    @Test
    void tooManyFramesAndCutOffFilmsAreRefused() {
        byte[] gif = GifWriter.bytes(MovingSquare.clip(5, 20, 20), 10);
        MediaFile file = new MediaFile("it", gif);

        assertThatThrownBy(() -> new Gif().open(file, MediaLimits.defaults().withFramesPerVideo(4)))
                .hasMessageContaining("more than 4 frames, the limit (framesPerVideo)");
        for (int length = 0; length < gif.length; length++) {
            byte[] cut = Arrays.copyOf(gif, length);
            assertThatThrownBy(() -> frames(cut)).as("cut to %d", length).isInstanceOf(MediaException.class);
        }
    }

    @Test
    void aControlBlockOfAnotherLengthIsDamageAndItsLengthIsTold() {
        byte[] gif = new Film().frame(1, 0, 1).end();
        gif[new String(gif, StandardCharsets.ISO_8859_1).indexOf("!\u00F9") + 2] = 5;

        assertThatThrownBy(() -> frames(gif))
                .isInstanceOf(MediaException.class)
                .hasMessageContainingAll("5 bytes, where 4 were expected", "\nMaybe");
    }
}
