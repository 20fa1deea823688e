package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.media.GifWriter;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.surprise.Calibration;
import io.github.jepa4j.surprise.RunningSurprise;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that watches a camera, with a model that has seen squares rest.
class WatchForSurpriseTest {

    private static final int SIDE = 16;
    private static final int FRAMES = 8;
    private static final int JUMP = 5;

    @TempDir
    Path folder;

    @Test
    void whatJumpsIsRarerThanAnythingUsualWhenItDoesAndWhatRestsIsNot() throws IOException {
        VideoModel model = trained();
        Path calm = Files.createDirectories(folder.resolve("calm"));
        for (int i = 0; i < 20; i++) {
            GifWriter.write(square(2 + i % 10, i % 5, 0), 10, calm.resolve("%02d.gif".formatted(i)));
        }
        Calibration usual = WatchForSurprise.usual(model, calm);
        assertThat(usual.usual()).hasSize(20);

        RunningSurprise jumped = WatchForSurprise.watch(model, usual, camera(square(4, 2, JUMP)));
        assertThat(jumped.frames()).isEqualTo(FRAMES);
        assertThat(jumped.when()).isEqualTo(JUMP);
        assertThat(usual.share(jumped.max())).isEqualTo(1 / 21.0); // itself alone

        RunningSurprise rested = WatchForSurprise.watch(model, usual, camera(square(2, 0, 0)));
        assertThat(usual.share(rested.max())).as("it is one of the usual").isGreaterThan(0.05);
    }

    private VideoModel trained() throws IOException {
        LabelledClips rest = LabelledClips.generated(
                new int[] {FRAMES, 3, SIDE, SIDE},
                48,
                i -> square(i % 12, i / 4, 0).values());
        VideoJepaConfig config = VideoJepaConfig.small()
                .with(
                        "width=8",
                        "memory=8",
                        "unrolled=2",
                        "optimisation.steps=110",
                        "optimisation.batch=8",
                        "optimisation.learningRate=0.003",
                        "optimisation.threads=1");
        return new VideoPretrainer(rest, "squares", config, new Seed(5), Clock.system())
                .train(folder.resolve("run"), (_, _) -> {});
    }

    private static Supplier<io.github.jepa4j.world.Pixels> camera(Clip clip) {
        var frames = IntStream.range(0, clip.frames()).mapToObj(clip::frame).iterator();
        return () -> frames.hasNext() ? frames.next() : null;
    }

    /// A grey square that rests, or is elsewhere from some frame on.
    ///
    /// @param jump the frame; 0 for none
    private static Clip square(int top, int left, int jump) {
        byte[] values = new byte[FRAMES * 3 * SIDE * SIDE];
        for (int t = 0; t < FRAMES; t++) {
            int x = left + (jump > 0 && t >= jump ? 9 : 0);
            for (int i = 0; i < 3 * 16; i++) {
                int row = top + i / 4 % 4;
                values[((t * 3 + i / 16) * SIDE + row) * SIDE + x + i % 4] = (byte) 220;
            }
        }
        return new Clip(FRAMES, 3, SIDE, SIDE, values);
    }
}
