package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is no folder and no archive, but an image or a video itself.
class SingleFilesTest {

    @TempDir
    Path folder;

    @Test
    void aSingleImageIsASetOfOneAndItsNeighboursAreLeftAlone() throws IOException {
        Path file = Files.write(folder.resolve("a.PNG"), Made.file("png", Made.plain(3, 4, 9, 8, 7)));
        Files.write(folder.resolve("b.png"), new byte[9]);
        try (Images images = Images.open(file)) {
            assertThat(images.names()).containsExactly("a.PNG");
            assertThat(images.classes()).containsExactly("");
            assertThat(images.read(0).at(0, 0, 0)).isEqualTo(9);
        }
    }

    @Test
    void aSingleVideoIsSeenFrameByFrame() throws IOException {
        byte[] bytes = GifWriter.bytes(MovingSquare.clip(5, 20, 30), 10);
        Path file = Files.write(folder.resolve("film.gif"), bytes);
        try (Clips clips = Clips.open(file);
                VideoStream stream = clips.stream(0)) {
            Clip all = clips.read(0, ClipReading.of(FrameChoice.first(5))).clip();
            assertThat(stream.frames()).isEqualTo(5);
            for (int t = 0; t < 5; t++) {
                assertThat(stream.next()).isEqualTo(all.frame(t));
            }
            assertThat(stream.next()).isNull();
        }
        Path cut = Files.write(folder.resolve("cut.gif"), Arrays.copyOf(bytes, 200));
        try (Clips clips = Clips.open(cut)) {
            assertThatThrownBy(() -> clips.stream(0)).hasMessageStartingWith("cut.gif ");
        }
    }

    @Test
    void aFileOfAnotherKindIsStillTakenForAnArchive() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no archive");
        assertThatThrownBy(() -> Clips.open(file)).hasMessageContaining("cannot be read as a zip archive");
        assertThatThrownBy(() -> Images.open(folder.resolve("none.png")))
                .hasMessageContaining("is neither a folder nor a file");
    }
}
