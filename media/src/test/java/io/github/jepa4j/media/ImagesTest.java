package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    @TempDir
    private Path folder;

    /// Slow changes of colour survive JPEG to within its quantisation; found, not derived.
    private static final int JPEG_TOLERANCE = 12;

    private static final Pixels PICTURE = MovingSquare.frame(30, 24, 32);

    @Test
    void whatWasWrittenWithoutLossIsReadToTheByte() {
        assertThat(Made.decode(Made.file("png", PICTURE))).isEqualTo(PICTURE);
        BufferedImage blueGreenRed = new BufferedImage(32, 24, BufferedImage.TYPE_3BYTE_BGR);
        blueGreenRed.createGraphics().drawImage(Made.image(PICTURE), 0, 0, null);
        assertThat(Made.decode(Made.file("bmp", blueGreenRed))).isEqualTo(PICTURE);
    }

    @Test
    void aJpegIsReadAsNearAsItCan() {
        assertThat(Made.difference(Made.decode(Made.file("jpeg", PICTURE)), PICTURE))
                .isLessThan(JPEG_TOLERANCE);
    }

    @Test
    void whatAFileIsIsToldFromItsBytesWhateverItsName() throws IOException {
        Made.folder(folder, Map.of("a.jpg", Made.file("png", PICTURE)));
        try (Images images = Images.open(folder)) {
            assertThat(images.read(0)).isEqualTo(PICTURE);
        }
    }

    @Test
    void greyIsThreeEqualChannelsAsBrightAsInTheFile() {
        BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 60, 128, 255});

        Pixels read = Made.decode(Made.file("png", grey));

        byte[] levels = {0, 60, (byte) 128, (byte) 255};
        for (int c = 0; c < 3; c++) {
            for (int x = 0; x < 4; x++) {
                assertThat(read.at(c, 0, x)).isEqualTo(levels[x] & 0xFF);
            }
        }
    }

    @Test
    void sixteenBitsAreCutToEight() {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setPixels(0, 0, 3, 1, new int[] {0x12FF, 0x8000, 0xFFFF});

        Pixels read = Made.decode(Made.file("png", grey));

        assertThat(read.values()).startsWith(0x12, 0x80, 0xFF);
    }

    @Test
    void indexedColoursAreLookedUp() {
        BufferedImage indexed = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_INDEXED);
        indexed.setRGB(3, 5, 0xFF3366);

        Pixels read = Made.decode(Made.file("png", indexed));

        assertThat(new int[] {read.at(0, 5, 3), read.at(1, 5, 3), read.at(2, 5, 3)})
                .containsExactly(0xFF, 0x33, 0x66);
    }

    @Test
    void whatIsTransparentShowsBlackOrTheBackgroundThatWasAskedFor() throws IOException {
        BufferedImage veil = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        veil.setRGB(0, 0, 0x00FFFFFF);
        veil.setRGB(1, 0, 0x80FF0000);
        Made.folder(folder, Map.of("veil.png", Made.file("png", veil)));
        try (Images images = Images.open(folder)) {
            Pixels onBlack = images.read(0);
            Pixels onBlue = images.onBackground(0x0000FF).read(0);

            assertThat(onBlack.values()).containsExactly(0, 128, 0, 0, 0, 0);
            assertThat(onBlue.values()).containsExactly(0, 128, 0, 0, 255, 127);
        }
    }

    @Test
    void aFolderAndItsZipAreTheSame() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name :
                List.of("train/cat/2.png", "train/cat/10.png", "train/dog/1.PNG", "test/dog/1.png", "top.png")) {
            files.put(name, Made.file("png", Made.plain(2, 2, name.length(), 7, name.hashCode() & 0xFF)));
        }
        files.put("README.txt", new byte[3]);
        files.put("__MACOSX/._top.png", new byte[3]);
        files.put("train/.hidden/3.png", new byte[3]);
        Made.folder(folder.resolve("unpacked"), files);
        Path zip = Files.write(folder.resolve("packed.zip"), Made.zip(files));

        try (Images unpacked = Images.open(folder.resolve("unpacked"));
                Images packed = Images.open(zip)) {
            assertThat(unpacked.names())
                    .containsExactly(
                            "test/dog/1.png", "top.png", "train/cat/10.png", "train/cat/2.png", "train/dog/1.PNG")
                    .isEqualTo(packed.names());
            assertThat(unpacked.classes()).containsExactly("", "cat", "dog").isEqualTo(packed.classes());
            ImageSet one = unpacked.readAll(ImageReading.at(2, 2));
            ImageSet other = packed.readAll(ImageReading.at(2, 2));
            assertThat(one.values()).isDeepEqualTo(other.values());
            assertThat(one.labels()).containsExactly(2, 0, 1, 1, 2).isEqualTo(other.labels());
            assertThat(one.report()).isEqualTo(other.report()).isEqualTo(new MediaReport(5, 3, List.of()));
        }
    }

    @Test
    void twoPartsOfAnArchiveSpeakOfTheSameLabels() throws IOException {
        byte[] file = Made.file("png", PICTURE);
        Made.folder(folder, Map.of("train/ant/1.png", file, "train/bee/1.png", file, "test/bee/1.png", file));
        try (Images images = Images.open(folder)) {
            ImageSet test = images.under("test/").readAll(ImageReading.at(8, 8));

            assertThat(test.names()).containsExactly("test/bee/1.png");
            assertThat(test.labels()).containsExactly(1);
            assertThat(test.label(0)).isEqualTo("bee");
            assertThat(test.image(0)).isEqualTo(images.read(0, new PictureSize(8, 8)));
            assertThatThrownBy(() -> images.under("tset/")).hasMessageContaining("tset/ is how none of the 3");
        }
    }

    @Test
    void aSetIsTheSameForAnyNumberOfThreadsAndTellsHowFarItIs() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            files.put("c%d/%02d.png".formatted(i % 3, i), Made.file("png", MovingSquare.frame(i, 20, 30)));
        }
        Path zip = Files.write(folder.resolve("forty.zip"), Made.zip(files));
        List<Integer> told = new ArrayList<>();
        try (Images images = Images.open(zip)) {
            ImageSet alone = images.readAll(ImageReading.at(16, 16).telling((done, of) -> told.add(done)));
            ImageSet together = images.readAll(ImageReading.at(16, 16).withThreads(7));

            assertThat(alone.values()).isDeepEqualTo(together.values());
            assertThat(alone.labels()).isEqualTo(together.labels());
            assertThat(told).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    @Test
    void aSetInPartsIsTheWholeAlsoWhereAllOfAPartIsDamaged() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 7; i++) {
            boolean isDamaged = i == 2 || i == 3;
            files.put(i + ".png", isDamaged ? new byte[3] : Made.file("png", Made.plain(4, 4, i, 0, 0)));
        }
        try (Images images = Images.open(Made.folder(folder, files))) {
            ImageReading how = ImageReading.at(4, 4).withThreads(3);
            ImageSet whole = images.readAll(how);
            List<String> names = new ArrayList<>();
            List<byte[]> values = new ArrayList<>();
            List<Skipped> skipped = new ArrayList<>();
            for (int[] part : new int[][] {{0, 2}, {2, 4}, {4, 4}, {4, 7}}) {
                ImageSet read = images.readPart(part[0], part[1], how);
                assertThat(read.count() + read.report().skipped().size()).isEqualTo(part[1] - part[0]);
                names.addAll(read.names());
                values.addAll(List.of(read.values()));
                skipped.addAll(read.report().skipped());
            }
            assertThat(names).hasSize(5).isEqualTo(whole.names());
            assertThat(values.toArray(new byte[0][])).isDeepEqualTo(whole.values());
            assertThat(skipped).hasSize(2).isEqualTo(whole.report().skipped());
            assertThatThrownBy(() -> images.readPart(0, 4, how.on(OnDamage.REFUSE)))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("2.png");
        }
    }

    @Test
    void aStampTellsWhatWasChangedWithoutReadingIt() throws IOException {
        byte[] one = Made.file("png", Made.plain(4, 4, 1, 0, 0));
        byte[] other = Made.file("png", Made.plain(4, 4, 2, 0, 0));
        assertThat(one).hasSameSizeAs(other);
        Path files = Made.folder(folder.resolve("files"), Map.of("a.png", one, "b.png", one));
        List<String> before = stamps(files);
        assertThat(stamps(files)).isEqualTo(before);
        Files.setLastModifiedTime(files.resolve("b.png"), FileTime.fromMillis(1_000));
        assertThat(stamps(files)).startsWith(before.getFirst()).isNotEqualTo(before);

        Path zip = folder.resolve("packed.zip");
        Files.write(zip, Made.zip(new TreeMap<>(Map.of("a.png", one, "b.png", one))));
        List<String> packed = stamps(zip);
        Files.write(zip, Made.zip(new TreeMap<>(Map.of("a.png", one, "b.png", other))));
        assertThat(stamps(zip)).startsWith(packed.getFirst()).isNotEqualTo(packed);
    }

    private static List<String> stamps(Path of) {
        try (Images images = Images.open(of)) {
            return IntStream.range(0, images.count()).mapToObj(images::stamp).toList();
        }
    }

    @Test
    void severalThreadsReadFromOneArchiveAtOnce() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            files.put("%02d.png".formatted(i), Made.file("png", MovingSquare.frame(i, 20, 30)));
        }
        Path zip = Files.write(folder.resolve("twenty.zip"), Made.zip(files));
        try (Images images = Images.open(zip);
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                readers.add(pool.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(images.read(i)).isEqualTo(MovingSquare.frame(i, 20, 30));
                    }
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    @Test
    void aSetThatWouldNotFitIsRefusedBeforeItIsRead() throws IOException {
        byte[] file = Made.file("png", PICTURE);
        Made.folder(folder, Map.of("a.png", file, "b.png", file));
        try (Images images = Images.open(folder, MediaLimits.defaults().withBytesInAll(1535))) {
            assertThatThrownBy(() -> images.readAll(ImageReading.at(16, 16)))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("1536 bytes, more than the limit of 1535 (bytesInAll)");
        }
    }

    @Test
    void whatListensToTheProgressMayStopTheReading() throws IOException {
        byte[] file = Made.file("png", PICTURE);
        Made.folder(folder, Map.of("a.png", file, "b.png", file, "c.png", file));
        try (Images images = Images.open(folder)) {
            assertThatThrownBy(() -> images.readAll(ImageReading.at(4, 4).telling((done, of) -> {
                        throw new IllegalStateException("enough after " + done);
                    })))
                    .hasMessage("enough after 1");
        }
    }

    /// Needs the 60,000 images of CIFAR-10 as JPEG in a zip archive, `train/CLASS/NNNN.jpg` and `test/...`,
    /// where the system property `jepa4j.cifar10` says.
    @Test
    void cifar10IsReadWhole() {
        String zip = System.getProperty("jepa4j.cifar10");
        assumeThat(zip).as("-Djepa4j.cifar10=cifar10-jpeg.zip").isNotNull();
        try (Images images = Images.open(Path.of(zip))) {
            assertThat(images.classes()).hasSize(10);
            ImageSet train =
                    images.under("train/").readAll(ImageReading.at(32, 32).on(OnDamage.REFUSE));
            ImageSet test =
                    images.under("test/").readAll(ImageReading.at(32, 32).on(OnDamage.REFUSE));

            assertThat(train.count()).isEqualTo(50_000);
            assertThat(test.count()).isEqualTo(10_000);
            for (int label = 0; label < 10; label++) {
                int wanted = label;
                assertThat(IntStream.of(train.labels()).filter(one -> one == wanted))
                        .hasSize(5_000);
                assertThat(IntStream.of(test.labels()).filter(one -> one == wanted))
                        .hasSize(1_000);
            }
        }
    }
}
