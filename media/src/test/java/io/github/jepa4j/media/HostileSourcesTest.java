package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders and archives that were made to harm, or broke on their way.
class HostileSourcesTest {

    private static final byte[] PNG = Made.file("png", Made.plain(4, 4, 1, 2, 3));

    @TempDir
    private Path folder;

    private Path archive(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("it.zip"), bytes);
    }

    @Test
    void namesThatLeadOutOfTheArchiveAreListedAndNothingIsWritten() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        List<String> hostile = List.of("../up.png", "/root.png", "C:/drive.png", "a/../../b.png", "a\\b.png", "a/..");
        hostile.forEach(name -> files.put(name, PNG));
        files.put("good/fine..png", PNG);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path zip = Files.write(inner.resolve("it.zip"), Made.zip(files));

        try (Images images = Images.open(zip)) {
            assertThat(images.names()).containsExactly("good/fine..png");
            assertThat(images.refused()).extracting(Skipped::name).containsExactlyInAnyOrderElementsOf(hostile);
            assertThat(images.readAll(ImageReading.at(4, 4)).report().skipped()).hasSize(hostile.size());
            assertThatThrownBy(() -> images.readAll(ImageReading.at(4, 4).on(OnDamage.REFUSE)))
                    .hasMessageContaining("leads out of the archive");
        }
        assertThat(folder.resolve("up.png")).doesNotExist();
        assertThat(Files.list(inner)).containsExactly(zip);
    }

    @Test
    void ofTwoEntriesOfOneNameNoneIsReadSinceNobodyKnowsWhichIsMeant() throws IOException {
        byte[] bytes = Made.zip(Map.of("a.png", PNG, "b.png", PNG, "c.png", PNG));
        replace(bytes, "b.png", "a.png");

        try (Images images = Images.open(archive(bytes))) {
            assertThat(images.names()).containsExactly("c.png");
            assertThat(images.refused())
                    .singleElement()
                    .hasToString("a.png is in the archive more than once; none of them is read");
        }
    }

    @Test
    void anArchiveOfWhichNothingMayBeReadSaysWhy() throws IOException {
        Path zip = archive(Made.zip(Map.of("photos\\cat\\1.png", PNG)));

        assertThatThrownBy(() -> Images.open(zip))
                .hasMessageContaining("has no images that may be read; 1 files are refused, the first: photos\\cat")
                .hasMessageContaining("Maybe it was packed with backslashes");
        assertThatThrownBy(() -> Clips.open(zip)).hasMessageContaining("has no videos that may be read");
    }

    @Test
    void namesInTheAlphabetOfAnOldProgramCostNoPhoto() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, Charset.forName("IBM437"))) {
            for (String name : List.of("B00e4ume/1.png", "plain/2.png")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(PNG);
                zip.closeEntry();
            }
        }

        try (Images images = Images.open(archive(bytes.toByteArray()))) {
            assertThat(images.names()).containsExactly("B00e4ume/1.png", "plain/2.png");
            assertThat(images.readAll(ImageReading.at(4, 4)).count()).isEqualTo(2);
        }
    }

    @Test
    void entriesPackedByAnotherMethodAreRefusedWithWhatToDo() throws IOException {
        byte[] bytes = Made.zip(Map.of("a.png", PNG));
        bytes[8] = 9; // Deflate64
        bytes[directory(bytes) + 10] = 9;

        assertThatThrownBy(() -> Images.open(archive(bytes)))
                .hasMessageContaining("another method than Deflate")
                .hasMessageContaining("Maybe unpack it");
    }

    private static void replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to);
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, bytes.length);
    }

    @Test
    void encryptedEntriesAreRefusedWithWhatToDo() throws IOException {
        byte[] bytes = Made.zip(Map.of("a.png", PNG));
        bytes[6] |= 1;
        bytes[directory(bytes) + 8] |= 1;

        assertThatThrownBy(() -> Images.open(archive(bytes)))
                .hasMessageContaining("has encrypted entries")
                .hasMessageContaining("unpack it with its password");
    }

    /// Where the entry of the archive's only file begins in its list at the end.
    private static int directory(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                return i;
            }
        }
        throw new AssertionError("no list");
    }

    @Test
    void anArchiveThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Made.zip(Map.of("a.png", PNG, "b.png", PNG));
        for (int length = 0; length < whole.length; length++) {
            Path cut = archive(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Images.open(cut))
                    .as("cut to %d of %d", length, whole.length)
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("Maybe it is cut off");
        }
    }

    @Test
    void anyDamagedByteOfAnArchiveIsNoticedOrHarmless() throws IOException {
        byte[] whole = Made.zip(Map.of("a.png", PNG));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xFF;
            try (Images images = Images.open(archive(damaged))) {
                if (images.count() > 0) {
                    assertThat(images.read(0).values()).startsWith(1, 1, 1);
                }
            } catch (MediaException e) {
                assertThat(e).hasMessageContaining("\nMaybe ");
            }
        }
    }

    @Test
    void anEntryThatFillsTheMemoryIsRefusedAndTheOthersAreRead() throws IOException {
        byte[] bomb = new byte[1 << 20];
        Path zip = archive(Made.zip(Map.of("bomb.png", bomb, "good.png", PNG)));
        MediaLimits limits = MediaLimits.defaults().withInflation(100_000).withBytesPerFile(100_000);
        try (Images images = Images.open(zip, limits)) {
            ImageSet set = images.readAll(ImageReading.at(4, 4));

            assertThat(set.names()).containsExactly("good.png");
            assertThat(set.report().skipped().getFirst().reason()).contains("100000 bytes, the limit (bytesPerFile)");
        }
    }

    @Test
    void anArchiveManyTimesLargerInsideThanOutsideIsRefused() throws IOException {
        Path zip = archive(Made.zip(Map.of("a.bmp", new byte[1 << 20], "b.bmp", new byte[1 << 20])));

        assertThatThrownBy(() -> Images.open(zip))
                .hasMessageContaining("2097152 when unpacked")
                .hasMessageContaining("the limit (inflation)");
    }

    @Test
    void anEntryThatIsLongerThanItSaysIsNotReadOn() throws IOException {
        byte[] bytes = Made.zip(Map.of("a.bmp", new byte[1 << 20]));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(bytes) + 24, 1000);
        try (Images images = Images.open(archive(bytes))) {
            assertThatThrownBy(() -> images.read(0)).isInstanceOf(MediaException.class);
        }
    }

    /// Nine names for the same packed bytes, each of which would be unpacked anew.
    @Test
    void entriesThatOverlapAreRefused() throws IOException {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        byte[] bytes = Made.zip(Map.of("1.bmp", noise));
        int list = directory(bytes);
        int end = bytes.length - 22;
        byte[] entry = Arrays.copyOfRange(bytes, list, end);
        ByteArrayOutputStream crafted = new ByteArrayOutputStream();
        crafted.write(bytes, 0, list);
        for (int i = 1; i <= 9; i++) {
            entry[46] = (byte) ('0' + i);
            crafted.write(entry);
        }
        ByteBuffer last = ByteBuffer.wrap(bytes, end, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
        last.putShort(8, (short) 9).putShort(10, (short) 9).putInt(12, 9 * entry.length);
        crafted.write(bytes, end, 22);

        assertThatThrownBy(() -> Images.open(archive(crafted.toByteArray())))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("they overlap")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void aLengthInTheListThatCannotBeIsRefused() throws IOException {
        byte[] bytes = Made.zip(Map.of("a.bmp", new byte[1000]));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(bytes) + 20, 5_000_000);

        assertThatThrownBy(() -> Images.open(archive(bytes)))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void imagesMayTakeHalfOfJavasMemoryAtMost() {
        assertThat(MediaLimits.within(100_000_000).pixelsPerImage()).isEqualTo(5_000_000);
        assertThat(MediaLimits.within(Long.MAX_VALUE).pixelsPerImage()).isEqualTo(1L << 26);
    }

    @Test
    void emptyFoldersAndArchivesAndSuchWithoutImagesSaySo() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path zip = archive(Made.zip(Map.of("a.txt", PNG)));
        Path nothing = Files.write(folder.resolve("nothing.zip"), Made.zip(Map.of()));

        assertThatThrownBy(() -> Images.open(empty)).hasMessageContaining("has no images (0 other files)");
        assertThatThrownBy(() -> Images.open(zip)).hasMessageContaining("has no images (1 other files)");
        assertThatThrownBy(() -> Images.open(nothing)).hasMessageContaining("has no images (0 other files)");
        assertThatThrownBy(() -> Clips.open(empty)).hasMessageContaining("has no videos");
        assertThatThrownBy(() -> Images.open(folder.resolve("nowhere")))
                .hasMessageContaining("neither a folder nor a file");
    }

    @Test
    void linksInCirclesEndAndWhatIsElsewhereIsReadOnce() throws IOException {
        Path root = Made.folder(folder.resolve("root"), Map.of("a/1.png", PNG, "b/2.png", PNG));
        Path elsewhere = Made.folder(folder.resolve("elsewhere"), Map.of("3.png", PNG));
        link(root.resolve("a/up"), root);
        link(root.resolve("b/sideways"), root.resolve("a"));
        link(root.resolve("out"), elsewhere);
        link(root.resolve("out2"), elsewhere);
        link(elsewhere.resolve("back"), root);
        link(root.resolve("around"), folder);
        link(root.resolve("itself"), root.resolve("itself"));
        link(root.resolve("file.png"), elsewhere.resolve("3.png"));

        try (Images images = Images.open(root)) {
            assertThat(images.names()).containsExactly("a/1.png", "b/2.png", "file.png", "out/3.png");
            assertThat(images.refused())
                    .extracting(Skipped::name)
                    .containsExactlyInAnyOrder("a/up", "around", "b/sideways", "itself", "out/back", "out2");
        }
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException e) {
            assumeThat(e).as("links").isNull();
        }
    }

    @Test
    void aNameInAnotherCharacterSetLeadsToItsFileAllTheSame() throws IOException, InterruptedException {
        Files.write(folder.resolve("good.png"), PNG);
        copyTo("bild-\\351.png"); // Latin-1
        copyTo("bild-\\352.png"); // no other to whoever reads UTF-8

        try (Images images = Images.open(folder)) {
            assertThat(images.readAll(ImageReading.at(4, 4)).names()).hasSize(2).contains("good.png");
            assertThat(images.refused()).singleElement().asString().contains("cannot tell from another's");
        }
    }

    /// @param name of a copy, as `printf` has it
    private void copyTo(String name) throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/sh")).exists();
        Process copy = new ProcessBuilder("/bin/sh", "-c", "cp good.png \"$(printf '%s')\"".formatted(name))
                .directory(folder.toFile())
                .start();
        assumeThat(copy.waitFor()).as("a disk that takes any name").isZero();
    }

    @Test
    void tooManyOrTooLargeFilesAreRefused() throws IOException {
        Path root = Made.folder(folder.resolve("root"), Map.of("a/1.png", PNG, "b/2.png", PNG));

        assertThatThrownBy(() -> Images.open(root, MediaLimits.defaults().withFiles(1)))
                .hasMessageContaining("more than 1 files, the limit (files)");
        try (Images images = Images.open(root, MediaLimits.defaults().withBytesPerFile(PNG.length - 1))) {
            assertThatThrownBy(() -> images.read(0)).hasMessageContaining("the limit (bytesPerFile)");
        }
        try (Images images = Images.open(root, MediaLimits.defaults().withBytesPerFile(PNG.length))) {
            Files.delete(root.resolve("a/1.png"));
            assertThatThrownBy(() -> images.read(0)).hasMessageContaining("Maybe it was removed");
            assertThat(images.read(1)).isEqualTo(Made.plain(4, 4, 1, 2, 3));
        }
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatThrownBy(() -> MediaLimits.defaults().withFramesPerVideo(0))
                .hasMessageContaining("framesPerVideo is 0");
        assertThatThrownBy(() -> MediaLimits.defaults().withPixelsPerImage(1L << 40))
                .hasMessageContaining("pixelsPerImage");
        assertThatThrownBy(() -> ImageReading.at(4, 4).withThreads(0)).hasMessageContaining("0 threads");
    }
}
