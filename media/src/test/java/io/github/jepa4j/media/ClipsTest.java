package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipsTest {

    @TempDir
    private Path folder;

    private static final ClipReading ALL = ClipReading.of(FrameChoice.first(1000));

    private static Map<String, byte[]> numbered(String before, int first, int step, int count) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int t = 0; t < count; t++) {
            files.put(before + (first + t * step) + ".png", Made.file("png", MovingSquare.frame(t, 20, 30)));
        }
        return files;
    }

    @Test
    void aFolderOfNumberedImagesIsAVideoInTheOrderOfTheNumbers() throws IOException {
        Made.folder(folder, numbered("running/dog/frame_", 8, 1, 5)); // 8, 9, 10, 11, 12
        try (Clips clips = Clips.open(folder)) {
            Video video = clips.read(0, ALL);

            assertThat(video.name()).isEqualTo("running/dog");
            assertThat(video.label()).isEqualTo("running");
            assertThat(video.clip()).isEqualTo(MovingSquare.clip(5, 20, 30));
            assertThat(video.framesPerSecond()).isEmpty();
        }
    }

    @Test
    void twoSequencesInAFolderAreTwoVideosAndASinglePictureIsNone() throws IOException {
        Made.folder(folder, numbered("a/left", 0, 5, 3));
        Made.folder(folder, numbered("a/right", 1, 1, 2));
        Made.folder(folder, numbered("a/poster", 1, 1, 1));
        try (Clips clips = Clips.open(folder)) {
            assertThat(clips.names()).containsExactly("a/left", "a/right");
            assertThat(clips.readAll(ALL, OnDamage.REFUSE, video -> {})).isEqualTo(new MediaReport(2, 1, List.of()));
        }
    }

    @Test
    void sequencesOfOneNameAreToldApartByTheirEndings() throws IOException {
        Made.folder(folder, numbered("a", 1, 1, 2));
        Made.folder(folder, numbered("a/", 1, 1, 3));
        for (int t = 0; t < 4; t++) {
            Made.folder(
                    folder,
                    Map.of(
                            "b/frame_%d.png".formatted(t), Made.file("png", MovingSquare.frame(t, 20, 30)),
                            "b/frame_%d.jpg".formatted(t), Made.file("jpg", MovingSquare.frame(t, 20, 30))));
        }
        try (Clips clips = Clips.open(folder)) {
            assertThat(clips.names()).containsExactly("a", "a.png", "b/frame_.jpg", "b/frame_.png");
            List<Integer> frames = new ArrayList<>();
            MediaReport report = clips.readAll(
                    ALL, OnDamage.REFUSE, video -> frames.add(video.clip().frames()));
            assertThat(frames).containsExactly(3, 2, 4, 4);
            assertThat(report).isEqualTo(new MediaReport(4, 0, List.of()));
            assertThat(clips.label(0)).isEmpty();
            assertThat(clips.label(1)).isEmpty();
            assertThat(clips.label(2)).isEqualTo("b");
        }
    }

    @Test
    void aVideoOfNumbersAloneIsNamedByTheFolderOrArchiveThatHoldsIt() throws IOException {
        Path root = folder.resolve("walk");
        Made.folder(root, numbered("", 0, 1, 3));
        try (Clips clips = Clips.open(root)) {
            assertThat(clips.names()).containsExactly("walk");
            assertThat(clips.isOfImages(0)).isTrue();
            assertThat(clips.read(0, ALL).clip()).isEqualTo(MovingSquare.clip(3, 20, 30));
        }
        Path zip = Files.write(folder.resolve("walk.ZIP"), Made.zip(numbered("", 0, 1, 3)));
        try (Clips clips = Clips.open(zip)) {
            assertThat(clips.names()).containsExactly("walk");
        }
        Made.folder(root, numbered("walk/", 0, 1, 2));
        try (Clips clips = Clips.open(root)) {
            assertThat(clips.names()).containsExactly("walk", "walk.png");
            assertThat(clips.read(0, ALL).clip().frames()).isEqualTo(2);
        }
    }

    @Test
    void imagesInAFolderThatIsNamedAsAFilmAreListed() throws IOException {
        byte[] film = GifWriter.bytes(MovingSquare.clip(3, 8, 8), 10);
        Map<String, byte[]> files = new TreeMap<>(numbered("x.gif/", 1, 1, 2));
        files.put("x.gif", film);
        Path zip = Files.write(folder.resolve("films.zip"), Made.zip(files));
        try (Clips clips = Clips.open(zip)) {
            assertThat(clips.names()).containsExactly("x.gif");
            assertThat(clips.read(0, ALL).clip().frames()).isEqualTo(3);
            assertThat(clips.refused())
                    .singleElement()
                    .hasToString(
                            "x.gif is also the name of a video of 2 images from x.gif/1.png on, which is not read");
            assertThat(clips.ignored()).isZero();
        }
    }

    @Test
    void tenThousandsOfPairsAreFoundInOneGo() {
        List<String> names = new ArrayList<>();
        for (int person = 0; person < 40_000; person++) {
            names.add("photos/person%d_1.png".formatted(person));
            names.add("photos/person%d_2.png".formatted(person));
        }
        NumberedFrames.Found found = NumberedFrames.among("root", names, Set.of());

        assertThat(found.videos()).hasSize(40_000).containsKey("photos/person39999_");
        assertThat(found.frames()).isEqualTo(80_000);
    }

    @Test
    void aVideoThatIsDamagedBehindItsLastClipIsCutAllTheSame() throws IOException {
        Made.folder(folder, numbered("a/", 1, 1, 12));
        Files.write(folder.resolve("a/12.png"), new byte[3]);
        PictureSize size = new PictureSize(10, 12);
        var cutting = new ClipCutting(FrameChoice.every(2, 2), size, 9);
        List<Clip> cut = new ArrayList<>();
        try (Clips clips = Clips.open(folder);
                VideoStream stream = clips.stream(0)) {
            assertThat(cutting.countOf(stream.frames())).isEqualTo(3);
            cutting.cut("a", stream, cut::add);
        }
        assertThat(cut).hasSize(3);
        assertThat(cut.getLast().frame(1)).isEqualTo(size.fit(MovingSquare.frame(10, 20, 30)));
        assertThat(cutting.countOf(2)).isZero();
        assertThat(cutting.countOf(3)).isEqualTo(1);
    }

    @Test
    void theStampOfNumberedImagesTellsThatOneOfThemWasChanged() throws IOException {
        Made.folder(folder, numbered("a/", 1, 1, 4));
        Made.folder(folder, numbered("b/", 1, 1, 4));
        List<String> before = stamps();
        Files.setLastModifiedTime(folder.resolve("b/3.png"), FileTime.fromMillis(1_000));
        assertThat(before).hasSize(2);
        assertThat(stamps()).startsWith(before.getFirst()).isNotEqualTo(before);
    }

    private List<String> stamps() {
        try (Clips clips = Clips.open(folder)) {
            return IntStream.range(0, clips.count()).mapToObj(clips::stamp).toList();
        }
    }

    @Test
    void aMissingNumberIsDamage() throws IOException {
        Made.folder(folder, numbered("a/", 1, 1, 5));
        Files.delete(folder.resolve("a/3.png"));
        try (Clips clips = Clips.open(folder)) {
            assertThatThrownBy(() -> clips.read(0, ALL))
                    .hasMessageContaining("not evenly far apart, from a/1.png to a/5.png");
        }
    }

    @Test
    void framesAreChosenEvenlyAndTheSpeedIsThatOfTheChoice() throws IOException {
        GifWriter.write(grey(20), 25, folder.resolve("it.gif"));
        try (Clips clips = Clips.open(folder)) {
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.first(3)))))
                    .containsExactly(0, 1, 2);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.every(4, 3)))))
                    .containsExactly(0, 4, 8);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.every(7, 9)))))
                    .containsExactly(0, 7, 14);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.spread(4)))))
                    .containsExactly(0, 6, 12, 18);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.spread(11)))))
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.spread(10)))))
                    .containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.spread(1)))))
                    .containsExactly(0);
            assertThat(chosen(clips.read(0, ClipReading.of(FrameChoice.spread(50)))))
                    .hasSize(20);
            assertThat(clips.read(0, ClipReading.of(FrameChoice.spread(4))).framesPerSecond())
                    .hasValue(25.0 / 6);
        }
        assertThatThrownBy(() -> FrameChoice.every(0, 5)).hasMessageContaining("Every 0-th frame");
        assertThatThrownBy(() -> FrameChoice.first(0)).hasMessageContaining("At most 0 frames");
    }

    /// Frame t is as bright as t.
    private static Clip grey(int frames) {
        byte[] values = new byte[frames];
        for (int t = 0; t < frames; t++) {
            values[t] = (byte) t;
        }
        return new Clip(frames, 1, 1, 1, values);
    }

    private static List<Integer> chosen(Video video) {
        List<Integer> times = new ArrayList<>();
        for (int t = 0; t < video.clip().frames(); t++) {
            times.add(video.clip().frame(t).at(0, 0, 0));
        }
        return times;
    }

    @Test
    void framesAreBroughtToASizeAsImagesAre() throws IOException {
        Made.folder(folder, numbered("a/", 1, 1, 3));
        try (Clips clips = Clips.open(folder)) {
            Clip clip = clips.read(0, ALL.at(10, 12)).clip();

            assertThat(clip.frame(2)).isEqualTo(new PictureSize(10, 12).fit(MovingSquare.frame(2, 20, 30)));
        }
    }

    @Test
    void framesOfSeveralSizesNeedASizeToBeBroughtTo() throws IOException {
        Made.folder(
                folder,
                Map.of(
                        "a/1.png", Made.file("png", Made.plain(4, 4, 1, 1, 1)),
                        "a/2.png", Made.file("png", Made.plain(8, 8, 1, 1, 1))));
        try (Clips clips = Clips.open(folder)) {
            assertThatThrownBy(() -> clips.read(0, ALL)).hasMessageContaining("a has frames of several sizes");
            assertThat(clips.read(0, ALL.at(4, 4)).clip().frames()).isEqualTo(2);
        }
    }

    @Test
    void damagedVideosAreListedOrRefused() throws IOException {
        byte[] good = GifWriter.bytes(MovingSquare.clip(3, 8, 8), 10);
        Map<String, byte[]> files = new TreeMap<>(Map.of("b/2.gif", good, "c/3.mp4", new byte[40], "d.txt", good));
        files.put("a/1.gif", Arrays.copyOf(good, 400));
        files.put("../4.gif", good);
        Path zip = Files.write(folder.resolve("films.zip"), Made.zip(files));
        List<String> seen = new ArrayList<>();
        try (Clips clips = Clips.open(zip)) {
            MediaReport report = clips.readAll(ALL, OnDamage.SKIP, video -> seen.add(video.name()));

            assertThat(seen).containsExactly("b/2.gif");
            assertThat(report.read()).isEqualTo(1);
            assertThat(report.ignored()).isEqualTo(1);
            assertThat(report.skipped()).extracting(Skipped::name).containsExactly("../4.gif", "a/1.gif", "c/3.mp4");
            assertThatThrownBy(() -> clips.readAll(ALL, OnDamage.REFUSE, video -> {}))
                    .hasMessageStartingWith("../4.gif ");
        }
    }

    @Test
    void aFormatOfAnotherModuleIsReadAsTheBuiltInOnesAre() throws IOException {
        Made.folder(folder, Map.of("a/it.LEVELS", new byte[] {4, 5, 6, 7, 8}));
        try (Clips clips = Clips.open(folder)) {
            Video video = clips.read(0, ClipReading.of(FrameChoice.every(2, 2)));

            assertThat(chosen(video)).containsExactly(4, 6);
            assertThat(video.framesPerSecond()).hasValue(5);
        }
        try (Clips clips = Clips.open(folder, MediaLimits.defaults().withFramesPerVideo(4))) {
            assertThatThrownBy(() -> clips.read(0, ALL))
                    .hasMessage("a/it.LEVELS has too many levels.\nMaybe it is no film.");
        }
    }

    @Test
    void aClipThatWouldNotFitIsRefusedAtItsFirstFrame() throws IOException {
        Made.folder(folder, numbered("a/", 1, 1, 5));
        MediaLimits limits = MediaLimits.defaults().withBytesInAll(5 * 3 * 20 * 30 - 1);
        try (Clips clips = Clips.open(folder, limits)) {
            assertThatThrownBy(() -> clips.read(0, ALL))
                    .hasMessageContaining("clip of 9000 bytes, more than the limit of 8999");
        }
        try (Clips clips = Clips.open(folder, MediaLimits.defaults().withFramesPerVideo(4))) {
            assertThatThrownBy(() -> clips.read(0, ALL)).hasMessageContaining("5 frames, more than the limit of 4");
        }
    }
}
