package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.world.Pixels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PnmFramesTest {

    @Test
    void framesFollowOneAnotherEachOfItsOwnSizeAndKind() {
        PnmFrames frames = frames(joined(
                bytes("P6 2 1 255\n"), new byte[] {1, 2, 3, 4, 5, 6},
                bytes("P5\n# a comment\n1  2\n255\n"), new byte[] {7, (byte) 200},
                bytes("P6 1 1 65535\n"), new byte[] {(byte) 255, (byte) 255, 0, 0, (byte) 128, 0},
                bytes("P5 2 1 15 "), new byte[] {15, 7}));

        assertThat(frames.next()).isEqualTo(new Pixels(3, 1, 2, new byte[] {1, 4, 2, 5, 3, 6}));
        assertThat(frames.next())
                .isEqualTo(new Pixels(3, 2, 1, new byte[] {7, (byte) 200, 7, (byte) 200, 7, (byte) 200}));
        assertThat(frames.next()).isEqualTo(new Pixels(3, 1, 1, new byte[] {(byte) 255, 0, (byte) 128}));
        assertThat(frames.next().at(1, 0, 1)).isEqualTo(119); // 7 of 15, of 255
        assertThat(frames.next()).isNull();
        assertThat(frames.next()).isNull();
    }

    @Test
    void aFrameIsThereBeforeTheNextIsSent() throws IOException {
        try (PipedOutputStream camera = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(camera)) {
            PnmFrames frames = new PnmFrames(in, MediaLimits.defaults());
            for (int t = 0; t < 3; t++) {
                camera.write(joined(bytes("P5 1 1 255\n"), new byte[] {(byte) t}));
                camera.flush();
                assertThat(frames.next().at(0, 0, 0)).isEqualTo(t);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P6 2 2 255 abc, is cut off after 3 of 12 bytes",
        "P6 2, is cut off in its header",
        "P6 # no end, is cut off in its header",
        "P6 2 -2 255 abc, has no number where its rows should be",
        "P6 2 1234567890 255 abc, has no number where its rows should be",
        "P6 2 0 255 abc, says it has 0 rows",
        "P6 2 2 0 abc, largest value is 0",
        "P6 2 2 65536 abc, largest value is 65536",
        "P6 90000 90000 255 abc, more than the limit of 67108864 pixels",
        "P3 1 1 255 1 2 3, rather than with P5 or P6",
        "P, rather than with P5 or P6",
        "JFIF, rather than with P5 or P6"
    })
    void whatIsNoFrameOrNotAllOfOneIsSaid(String text, String said) {
        PnmFrames frames = frames(bytes(text));
        assertThatThrownBy(frames::next)
                .isInstanceOf(MediaException.class)
                .hasMessageStartingWith("Frame 0 of the stream ")
                .hasMessageContaining(said)
                .hasMessageContaining("\nMaybe ");
    }

    private static PnmFrames frames(byte[] bytes) {
        return new PnmFrames(new ByteArrayInputStream(bytes), MediaLimits.defaults());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
