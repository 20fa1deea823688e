package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodingRoomTest {

    private static final int MANY = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void aLargeImageWaitsForALargeOneAndSmallOnesGoSideBySide() throws InterruptedException {
        DecodingRoom room = new DecodingRoom(MANY);
        DecodingRoom.Place small = room.enter(MANY / 4);
        DecodingRoom.Place large = room.enter(MANY / 2);
        AtomicBoolean isIn = new AtomicBoolean();
        Thread second = Thread.ofVirtual().start(() -> {
            try (DecodingRoom.Place place = room.enter(MANY / 2)) {
                isIn.set(true);
            }
        });
        while (!room.isWaitedFor()) {
            Thread.onSpinWait();
        }
        small.close();
        assertThat(isIn).as("there is not enough room yet").isFalse();

        large.close();

        second.join();
        assertThat(isIn).isTrue();
    }

    @Test
    void anImageLargerThanTheRoomGetsAllOfIt() {
        DecodingRoom room = new DecodingRoom(MANY);
        for (int i = 0; i < 3; i++) {
            try (DecodingRoom.Place place = room.enter(100L * MANY)) {
                assertThat(room.isWaitedFor()).isFalse();
            }
        }
    }

    @Test
    void threadsThatWaitForEachOtherReadTheSameSet() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            files.put(i + ".png", Made.file("png", MovingSquare.frame(i, 20, 30)));
        }
        files.put("damaged.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Made.folder(folder, files);
        MediaLimits limits = MediaLimits.defaults().withPixelsPerImage(20 * 30);
        try (Images images = Images.open(folder, limits)) {
            ImageSet alone = images.readAll(ImageReading.at(8, 8));
            ImageSet together = images.readAll(ImageReading.at(8, 8).withThreads(5));

            assertThat(together.values()).isDeepEqualTo(alone.values()).hasNumberOfRows(12);
        }
    }
}
