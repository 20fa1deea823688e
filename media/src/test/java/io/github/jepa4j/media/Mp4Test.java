package io.github.jepa4j.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Films made by another program of frames that are known from their formula; how, is said beside them.
class Mp4Test {

    /// What is lost by compression and by colours of half the resolution, as a mean over a frame; between
    /// the frame before and the right one it is more than 3.
    private static final double MEAN_TOLERANCE = 1.8;

    private static VideoStream open(byte[] bytes, MediaLimits limits) {
        return new Mp4().open(new MediaFile("it.mp4", bytes), limits);
    }

    private static List<Pixels> frames(byte[] bytes) {
        List<Pixels> frames = new ArrayList<>();
        try (VideoStream stream = open(bytes, MediaLimits.defaults())) {
            for (Pixels frame = stream.next(); frame != null; frame = stream.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private static double meanDifference(Pixels a, Pixels b) {
        long sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += Math.abs((a.values()[i] & 0xFF) - (b.values()[i] & 0xFF));
        }
        return (double) sum / a.values().length;
    }

    private static void assertMovingSquare(List<Pixels> frames, int count, int rows, int columns) {
        assertThat(frames).hasSize(count);
        for (int t = 0; t < count; t++) {
            Pixels frame = frames.get(t);
            assertThat(meanDifference(frame, MovingSquare.frame(t, rows, columns)))
                    .as("frame %d", t)
                    .isLessThan(MEAN_TOLERANCE);
            assertThat(meanDifference(frame, MovingSquare.frame(t + 1, rows, columns)))
                    .isGreaterThan(MEAN_TOLERANCE);
        }
    }

    @Test
    void aFilmThatDoesNotSayHowFastItIsIsShownAllTheSame() throws IOException {
        byte[] film = Made.resource("high-with-b-frames.mp4");
        int type = new String(film, StandardCharsets.ISO_8859_1).indexOf("mdhd");
        ByteBuffer box = ByteBuffer.wrap(film);
        int size = box.getInt(type - 4);
        box.putInt(type - 4, 8).putInt(type + 4, size - 8); // an empty one, and a free box where its numbers were
        System.arraycopy("free".getBytes(StandardCharsets.ISO_8859_1), 0, film, type + 8, 4);

        assertThat(open(film, MediaLimits.defaults()).framesPerSecond()).isEmpty();
        assertThat(frames(film)).isEqualTo(frames(Made.resource("high-with-b-frames.mp4")));
    }

    @Test
    void picturesAreShownInTheirOrderThoughDecodedInAnother() throws IOException {
        byte[] film = Made.resource("high-with-b-frames.mp4");

        assertMovingSquare(frames(film), 20, 48, 64);
        assertThat(open(film, MediaLimits.defaults()).framesPerSecond()).hasValue(25);
    }

    @Test
    void slicesCroppingAndColoursOfHighDefinitionAreUnderstood() throws IOException {
        byte[] film = Made.resource("baseline-of-slices-bt709.mp4");

        assertMovingSquare(frames(film), 8, 46, 60);
        assertThat(open(film, MediaLimits.defaults()).framesPerSecond().getAsDouble())
                .isEqualTo(30000.0 / 1001, Offset.offset(1e-9));
    }

    @Test
    void aFilmOfSeveralSlicesLeavesNoThreadsBehind() throws IOException {
        int before = Thread.activeCount();
        for (int i = 0; i < 5; i++) {
            frames(Made.resource("baseline-of-slices-bt709.mp4"));
        }
        assertThat(Thread.activeCount()).isEqualTo(before);
    }

    @Test
    void whatCannotBeDecodedExactlyIsRefusedWithHowToConvertIt() throws IOException {
        byte[] temporal = Made.resource("high-with-temporal-prediction.mp4");
        byte[] older = Made.resource("mpeg4-part-2.mp4");
        byte[] fragments = Made.resource("in-fragments.mp4");

        assertThatThrownBy(() -> frames(temporal))
                .hasMessageContaining("temporal direct")
                .hasMessageContaining("ffmpeg");
        assertThatThrownBy(() -> frames(older))
                .hasMessageContaining("coded as 'mp4v'")
                .hasMessageContaining("ffmpeg");
        assertThatThrownBy(() -> frames(fragments))
                .hasMessageContaining("fragments")
                .hasMessageContaining("ffmpeg");
    }

    @Test
    void aFilmThatIsCutOffAnywhereIsNoticed() throws IOException {
        byte[] whole = Made.resource("high-with-b-frames.mp4");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> frames(cut)).as("cut to %d", length).isInstanceOf(MediaException.class);
        }
    }

    @Test
    void anyDamagedByteGivesFramesOrAReasonAndNothingElse() throws IOException {
        byte[] whole = Made.resource("baseline-of-slices-bt709.mp4");
        MediaLimits limits = MediaLimits.defaults().withPixelsPerImage(100_000).withFramesPerVideo(1000);
        int noticed = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xFF;
            try (VideoStream stream = open(damaged, limits)) {
                while (stream.next() != null) {
                    assertThat(stream.frames()).isLessThanOrEqualTo(1000);
                }
            } catch (MediaException e) {
                noticed++;
                assertThat(e).hasMessageContaining("\nMaybe ");
            }
        }
        assertThat(noticed).isGreaterThan(100);
    }

    /// Where a slice is cut short, its decoder reads on; it must come to an end.
    @Test
    void damageInArithmeticCodingComesToAnEndToo() throws IOException {
        byte[] whole = Made.resource("high-with-b-frames.mp4");
        MediaLimits limits = MediaLimits.defaults().withPixelsPerImage(100_000).withFramesPerVideo(1000);
        int noticed = 0;
        for (int film = 0; film < 500; film++) {
            RandomGenerator random = new Seed(3).split("damage").split(film).generator();
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try (VideoStream stream = open(damaged, limits)) {
                while (stream.next() != null) {
                    assertThat(stream.frames()).isLessThanOrEqualTo(1000);
                }
            } catch (MediaException e) {
                noticed++;
            }
        }
        assertThat(noticed).isBetween(100, 499);
    }

    @Test
    void whatTheTablesClaimIsNotBelieved() throws IOException {
        byte[] samples = Made.resource("high-with-b-frames.mp4");
        ByteBuffer.wrap(samples).putInt(after(samples, "stsz") + 8, 0x7FFFFFFF);
        byte[] chunks = Made.resource("high-with-b-frames.mp4");
        ByteBuffer.wrap(chunks).putInt(after(chunks, "stco") + 4, 0x7FFFFFFF);

        assertThatThrownBy(() -> open(samples, MediaLimits.defaults()))
                .hasMessageContaining("2147483647 frames, more than");
        assertThatThrownBy(() -> open(chunks, MediaLimits.defaults())).hasMessageContaining("2147483647 entries");
        byte[] more = Made.resource("high-with-b-frames.mp4");
        int count = after(more, "stsz") + 8;
        int told = ByteBuffer.wrap(more).getInt(count);
        ByteBuffer.wrap(more).putInt(count, told + 1);
        assertThatThrownBy(() -> open(more, MediaLimits.defaults()))
                .hasMessageContaining(
                        "a table 'stsz' of %d bytes, but its count asks for %d", 12 + 4 * told, 16 + 4 * told);
    }

    private static int after(byte[] bytes, String type) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type) + 4;
    }

    @Test
    void tinyBoxesAreNotHeldAndBehindTheFilmNotLookedAt() throws IOException {
        byte[] free = {0, 0, 0, 8, 'f', 'r', 'e', 'e'};
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 10_001; i++) {
            many.writeBytes(free);
        }
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        byte[] film = Made.resource("high-with-b-frames.mp4");
        behind.writeBytes(film);
        behind.writeBytes(many.toByteArray());

        assertThatThrownBy(() -> open(many.toByteArray(), MediaLimits.defaults()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("more than 10000 boxes");
        assertThat(frames(behind.toByteArray())).isEqualTo(frames(film));
    }

    @Test
    void noMorePicturesWaitThanTheStandardLets() {
        assertThat(H264Sequence.mostWaiting(48, 64)).isEqualTo(16);
        assertThat(H264Sequence.mostWaiting(2160, 3840)).isEqualTo(16); // 4K, of the highest level
        assertThat(H264Sequence.mostWaiting(8192, 8192)).isEqualTo(2);
        // The profile, id 0, numbers of 4 bits, order of kind 2, references, 8192 columns and rows, whole pictures.
        String begin = "01000010" + "0".repeat(16) + "1" + "1" + "011";
        String size = "0" + ue(511) + ue(511) + "1" + "1" + "0" + "0";
        MediaFile file = new MediaFile("it.mp4", new byte[0]);

        assertThat(H264Sequence.read(file, bits(begin + ue(2) + size)).rows()).isEqualTo(8192);
        assertThatThrownBy(() -> H264Sequence.read(file, bits(begin + ue(3) + size)))
                .hasMessageContaining("from 3 pictures of 8192 rows and 8192 columns, but at most 2 may wait");
    }

    /// A number of variable length (ITU-T H.264, 9.1).
    private static String ue(int number) {
        String binary = Integer.toBinaryString(number + 1);
        return "0".repeat(binary.length() - 1) + binary;
    }

    private static Bits bits(String digits) {
        byte[] unit = new byte[2 + digits.length() / 8]; // its first byte is passed over
        for (int i = 0; i < digits.length(); i++) {
            unit[1 + i / 8] |= (byte) (digits.charAt(i) - '0' << 7 - i % 8);
        }
        return Bits.of(unit);
    }

    @Test
    void theSizeOfPicturesIsLookedAtBeforeMemoryIsTaken() throws IOException {
        byte[] film = Made.resource("high-with-b-frames.mp4");

        assertThatThrownBy(() -> open(film, MediaLimits.defaults().withPixelsPerImage(48 * 64 - 1)))
                .hasMessageContaining("48 rows and 64 columns")
                .hasMessageContaining("(pixelsPerImage)");
        assertThatThrownBy(() -> open(film, MediaLimits.defaults().withFramesPerVideo(19)))
                .hasMessageContaining("20 frames, more than the limit of 19");
    }
}
