package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledClipsTest {

    private static final Seed SEED = new Seed(61);

    @Test
    void aPassVisitsEachImageOnceAtMostAndFillsItsBatches() {
        LabelledClips images = images(23);
        for (int pass = 0; pass < 6; pass++) {
            int[] all = pass(images, 5, pass);
            assertThat(all).hasSize(20).doesNotHaveDuplicates();
            assertThat(Arrays.stream(all).allMatch(n -> n >= 0 && n < 23)).isTrue();
        }
    }

    @Test
    void everyPassIsInAnotherOrderAndAnImageThatWasLeftOutComesInAnother() {
        LabelledClips images = images(23);
        assertThat(pass(images, 5, 0)).isNotEqualTo(pass(images, 5, 1));

        int[] seen = new int[23];
        for (int pass = 0; pass < 60; pass++) {
            Arrays.stream(pass(images, 5, pass)).forEach(n -> seen[n]++);
        }
        // each is left out of 3 in 23 passes
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(40);
        assertThat(Arrays.stream(seen).max().orElseThrow()).isLessThanOrEqualTo(60);
    }

    @Test
    void aBatchIsAFunctionOfSeedAndStepAlone() {
        LabelledClips images = images(23);
        int[] batch = images.drawn(1_000_003, 5, SEED);

        assertThat(images(23).drawn(1_000_003, 5, SEED)).isEqualTo(batch);
        assertThat(images.drawn(1_000_004, 5, SEED)).isNotEqualTo(batch);
        assertThat(images.drawn(1_000_003, 5, SEED.split(1))).isNotEqualTo(batch);
    }

    @Test
    void aBatchOfAllIsAPass() {
        assertThat(images(7).drawn(3, 7, SEED)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> images(7).requireBatch(8))
                .withMessageContainingAll("7 images", "a batch of 8", "\nMaybe");
    }

    @Test
    void theHashIsThatOfShapeBytesLabelsAndOrder() {
        String hash = images(9).hash();
        assertThat(images(9).hash()).isEqualTo(hash).hasSize(64);
        assertThat(images(8).hash()).isNotEqualTo(hash);

        List<byte[]> turned = new ArrayList<>(images(9).clips());
        turned.addFirst(turned.removeLast());
        assertThat(of(turned, new int[9]).hash()).isNotEqualTo(hash);
        int[] labels = new int[9];
        labels[4] = 1;
        assertThat(of(images(9).clips(), labels).hash()).isNotEqualTo(hash);

        LabelledClips wide = new LabelledClips(1, 3, 1, 4, images(9).clips(), new int[9], List.of("one", "other"));
        assertThat(wide.hash()).isNotEqualTo(hash);
    }

    @Test
    void generatedClipsAreMadeWhenTheyAreLookedAt() {
        List<Integer> asked = new ArrayList<>();
        LabelledClips clips = LabelledClips.generated(new int[] {2, 1, 2, 2}, 1_000_000, n -> {
            asked.add(n);
            byte[] clip = new byte[8];
            Arrays.fill(clip, (byte) n);
            return clip;
        });
        assertThat(asked).isEmpty();
        assertThat(clips.clips().get(77)).containsOnly(77);
        assertThat(asked).containsExactly(77);
        assertThat(clips.size()).isEqualTo(1_000_000);
    }

    @Test
    void generatedClipsAreDrawnOneAfterTheOtherAndBeginAgainAtTheEnd() {
        LabelledClips clips = LabelledClips.generated(new int[] {2, 1, 2, 2}, 10, _ -> new byte[8]);

        assertThat(clips.drawn(0, 4, new Seed(1))).containsExactly(0, 1, 2, 3);
        assertThat(clips.drawn(2, 4, new Seed(2))).containsExactly(8, 9, 0, 1);
    }

    @Test
    void whatIsNoSetOfImagesIsRefused() {
        assertRefused(() -> of(List.of(), new int[0]), "0 images");
        assertRefused(() -> of(List.of(new byte[12]), new int[2]), "1 images or clips and 2 labels");
        assertRefused(() -> of(List.of(new byte[11]), new int[1]), "Number 0 has 11 bytes");
        assertRefused(() -> of(List.of(new byte[12]), new int[] {2}), "class 2");
        assertRefused(() -> of(List.of(new byte[12]), new int[] {-1}), "class -1");
        assertRefused(
                () -> new LabelledClips(0, 3, 2, 2, List.of(new byte[0]), new int[1], List.of("a")), "[0, 3, 2, 2]");
        LabelledClips wrong = LabelledClips.generated(new int[] {1, 3, 2, 2}, 5, _ -> new byte[7]);
        assertRefused(() -> wrong.clips().get(3), "generated clip 3 has 7 bytes");
    }

    @Test
    void pixelsAreBroughtToMeanZeroAndDeviationOnePerChannel() {
        LabelledClips clips = clips(40);
        ChannelStatistics statistics = ChannelStatistics.of(clips);
        double[] sum = new double[3];
        double[] squares = new double[3];
        for (byte[] clip : clips.clips()) {
            float[] values = new float[clip.length];
            for (int i = 0; i < clip.length; i++) {
                values[i] = (clip[i] & 0xFF) / 255f;
            }
            statistics.normalise(values, 20);
            for (int i = 0; i < clip.length; i++) {
                sum[i / 20 % 3] += values[i] / (40.0 * 2 * 20);
                squares[i / 20 % 3] += values[i] * values[i] / (40.0 * 2 * 20);
            }
        }

        assertThat(sum).containsExactly(new double[3], within(1e-4));
        assertThat(squares).containsExactly(new double[] {1, 1, 0}, within(1e-3)); // the last channel never varies
    }

    @Test
    void ofManyAFewThousandAreLookedAtToNormalise() {
        assertThat(lookedAt(1)).as("images").hasSize(20_000);
        List<Integer> clips = lookedAt(2);
        assertThat(clips).as("clips").hasSize(2_000);
        assertThat(clips)
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(n -> n * 500).toList());
    }

    /// Which of a million images or clips are looked at.
    private static List<Integer> lookedAt(int frames) {
        List<Integer> asked = new ArrayList<>();
        ChannelStatistics.of(LabelledClips.generated(new int[] {frames, 1, 1, 1}, 1_000_000, n -> {
            asked.add(n);
            return new byte[frames];
        }));
        return asked;
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(why, "\nMaybe");
    }

    private static int[] pass(LabelledClips images, int batch, int pass) {
        int steps = images.size() / batch;
        return IntStream.range(0, steps)
                .flatMap(step -> Arrays.stream(images.drawn((long) pass * steps + step, batch, SEED)))
                .toArray();
    }

    /// Images of 2 by 2 pixels.
    private static LabelledClips images(int size) {
        SplittableRandom random = new SplittableRandom(9);
        List<byte[]> images = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            byte[] image = new byte[12];
            random.nextBytes(image);
            images.add(image);
        }
        return of(images, new int[size]);
    }

    private static LabelledClips of(List<byte[]> images, int[] labels) {
        return new LabelledClips(1, 3, 2, 2, images, labels, List.of("one", "other"));
    }

    /// Two frames of 4 by 5 pixels, three channels of which the last is always 90.
    private static LabelledClips clips(int size) {
        SplittableRandom random = new SplittableRandom(10);
        List<byte[]> clips = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            byte[] clip = new byte[2 * 3 * 20];
            for (int i = 0; i < clip.length; i++) {
                int channel = i / 20 % 3;
                clip[i] = (byte) (channel == 2 ? 90 : channel == 1 ? random.nextInt(256) : 100 + random.nextInt(50));
            }
            clips.add(clip);
        }
        return new LabelledClips(2, 3, 4, 5, clips, new int[size], List.of("any"));
    }
}
