package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.SymbolImageSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextTokenTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void aPatchIsTheNumberWhoseDigitsAreTheLevelsOfItsMeanColour() {
        var spec = new SymbolImageSpec(1, 3, 2, 4, 2, 4, new VitSpec.Size(8, 1, 2, 16));
        float[] image = new float[24];
        float[][] means = {{-9, 0.1f}, {-0.8f, 9}, {-0.7f, 0.8f}}; // of each channel, in both patches
        for (int i = 0; i < 24; i++) {
            // pixels around the mean
            image[i] = means[i / 8][i % 4 / 2] + (i % 2 == 0 ? 0.04f : -0.04f);
        }
        try (Scope scope = Scope.open()) {
            var backbone = new SymbolBackbone(new Parameters(new Seed(1)), spec);
            var symbols = backbone.symbols(Natives.of(image, 1, 3, 2, 4));

            // levels begin at -1.5, -0.75, 0 and 0.75: (0, 0, 1) and (2, 3, 3)
            assertThat(symbols.shape()).containsExactly(1, 2);
            assertThat(Natives.values(symbols)).containsExactly(1, 2 * 16 + 3 * 4 + 3);
        }
    }

    @Test
    void aClipIsReadFrameAfterFrame() {
        LabelledClips clips = Tiny.clips(6, Tiny.SEED.split("clips"));
        var config = Tiny.config(Method.NEXT_TOKEN, 3).backbone();
        var statistics = ChannelStatistics.of(clips);
        int[] all = IntStream.range(0, 6).toArray();
        try (Scope scope = Scope.open()) {
            Tensor view = new Lesson(clips, all, statistics, new Seed(2)).view(ViewSettings.none(), "as-is");
            Backbone backbone = Networks.begin(config.spec(clips), new Seed(1)).backbone();
            var ofFrame = (SymbolImageSpec) config.spec(IMAGES);
            var one = new SymbolImageSpec(1, 1, ofFrame.rows(), ofFrame.columns(), ofFrame.patch(), 4, ofFrame.size());
            var reader = new SymbolBackbone(new Parameters(new Seed(1)), one);

            float[] symbols = Natives.values(((SymbolBackbone) backbone).symbols(view));
            assertThat(symbols).hasSize(6 * 8 * 16);
            for (int t = 0; t < 8; t++) {
                float[] frame = Natives.values(reader.symbols(view.select(1, t)));
                for (int b = 0; b < 6; b++) {
                    assertThat(Arrays.copyOfRange(symbols, (b * 8 + t) * 16, (b * 8 + t + 1) * 16))
                            .isEqualTo(Arrays.copyOfRange(frame, b * 16, (b + 1) * 16));
                }
            }
            assertThat(backbone.features(view, Mode.INFERENCE).shape()).containsExactly(6, 24);
        }
    }

    @Test
    void whatComesNextInAClipIsLearnedAndItsModelReadBack(@TempDir Path folder) throws IOException {
        LabelledClips clips = Tiny.clips(40, Tiny.SEED.split("clips"));
        var config = Tiny.config(Method.NEXT_TOKEN, 30, "optimisation.batch=16");
        List<Double> losses = new ArrayList<>();
        VisionModel model = new Pretrainer(clips, "clips", config, Tiny.SEED, Tiny.CLOCK)
                .train(
                        folder.resolve("run"),
                        (_, metrics) -> losses.add(metrics.getOrDefault("loss.total", Double.NaN)));

        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        assertThat(model.spec().frames()).isEqualTo(8);
        assertThat(model.features(clips).values()).hasSize(40 * 24).doesNotContain(Float.NaN);
    }

    @Test
    void theLossIsTheMeanSurpriseOfEachSymbolButTheFirst() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.NEXT_TOKEN, 3), Tiny.SEED);
            Networks twin = work.networks().twin();
            SymbolBackbone backbone = twin.symbols(Method.NEXT_TOKEN);
            twin.parameters().load(work.networks().parameters().copy());
            Lesson lesson =
                    new Lesson(IMAGES, IntStream.range(0, 5).toArray(), ChannelStatistics.of(IMAGES), new Seed(2));
            double loss = work.learner().look(lesson).loss().total().item_float();

            var symbols = backbone.symbols(lesson.view(ViewSettings.oneView(), "only"));
            float[] read = Natives.values(symbols);
            float[] scores = Natives.values(backbone.network().next(symbols));
            double sum = 0;
            for (int b = 0; b < 5; b++) {
                for (int n = 0; n < 15; n++) {
                    sum += surprise(scores, (b * 16 + n) * 64, (int) read[b * 16 + n + 1]) / (5 * 15);
                }
            }
            assertThat(loss).isCloseTo(sum, within(1e-4));
        }
    }

    @Test
    void whatIsWatchedForCollapseIsWhatItsModelSees() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.NEXT_TOKEN, 3, "backbone.blocks=6"), Tiny.SEED);
            Networks twin = work.networks().twin();
            Backbone backbone = twin.backbone();
            twin.parameters().load(work.networks().parameters().copy());
            Lesson lesson =
                    new Lesson(IMAGES, IntStream.range(0, 5).toArray(), ChannelStatistics.of(IMAGES), new Seed(2));

            float[] watched = Natives.values(work.learner().look(lesson).features());
            assertThat(watched)
                    .isEqualTo(Natives.values(
                            backbone.features(lesson.view(ViewSettings.oneView(), "only"), Mode.INFERENCE)));
        }
    }

    private static double surprise(float[] scores, int begin, int came) {
        double sum = 0;
        for (int k = 0; k < 64; k++) {
            sum += Math.exp(scores[begin + k]);
        }
        return Math.log(sum) - scores[begin + came];
    }

    @Test
    void whoHasLearnedNothingIsAsSurprisedByEverySymbol() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.NEXT_TOKEN, 3), Tiny.SEED);

            // embeddings begin so small that all 64 symbols are about as likely
            assertThat(work.training().update(0, false).getOrDefault("loss.total", Double.NaN))
                    .isCloseTo(Math.log(64), within(0.2));
        }
    }

    @Test
    void aBackboneThatReadsNoSymbolsIsRefused() {
        var config = Tiny.config(Method.NEXT_TOKEN, 3, "backbone.kind=VIT");
        try (Scope scope = Scope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Work.begin(IMAGES, config, Tiny.SEED))
                    .withMessageContainingAll("next-token", "\nMaybe set backbone.kind to symbols");
        }
    }
}
