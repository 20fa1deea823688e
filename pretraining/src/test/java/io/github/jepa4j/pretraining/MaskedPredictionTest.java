package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// I-JEPA and V-JEPA: what is seen, what is predicted, and by what measure.
class MaskedPredictionTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));
    private static final LabelledClips CLIPS = Tiny.clips(40, Tiny.SEED.split("clips"));

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @ParameterizedTest
    @EnumSource(names = {"I_JEPA", "V_JEPA"})
    void pixelsOfPatchesThatAreNotSeenDoNotReachTheTokens(Method method) {
        LabelledClips clips = method == Method.V_JEPA ? CLIPS : IMAGES;
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(clips, Tiny.config(method, 3), Tiny.SEED);
            VisionTransformer encoder = encoder(work);
            var grid = encoder.spec().grid();
            long[] seen = {1, 2, grid.tokens() - 3};
            Tensor keep = TokenLists.of(new long[][] {seen, seen});
            float[] pixels = Natives.values(lesson(clips, 2).view(ViewSettings.none(), "as-is"));
            float[] changed = pixels.clone();
            Set<Long> kept = new HashSet<>(List.of(1L, 2L, grid.tokens() - 3L));
            int frame = grid.channels() * grid.rows() * grid.columns();
            int outside = 0;
            for (int i = 0; i < changed.length; i++) {
                long t = i / frame % grid.frames() / grid.tubelet();
                long y = i / grid.columns() % grid.rows() / grid.patch();
                long x = i % grid.columns() / grid.patch();
                if (!kept.contains((t * grid.tokenRows() + y) * grid.tokenColumns() + x)) {
                    changed[i] = 3 - changed[i];
                    outside++;
                }
            }

            assertThat(outside).isEqualTo(pixels.length - 2 * 3 * grid.patchValues());
            assertThat(tokens(encoder, changed, keep)).isEqualTo(tokens(encoder, pixels, keep));
            pixels[0] += 0; // token 0 is not seen, token 1 is
            changed = pixels.clone();
            changed[grid.patch()] += 1;
            assertThat(tokens(encoder, changed, keep)).isNotEqualTo(tokens(encoder, pixels, keep));
        }
    }

    private static float[] tokens(VisionTransformer encoder, float[] pixels, Tensor keep) {
        var grid = encoder.spec().grid();
        long[] shape = grid.frames() == 1
                ? new long[] {2, grid.channels(), grid.rows(), grid.columns()}
                : new long[] {2, grid.frames(), grid.channels(), grid.rows(), grid.columns()};
        return Natives.values(encoder.forward(Natives.of(pixels, shape), keep));
    }

    @Test
    void theLossOfIJepaIsSmoothL1ToTheLayerNormalisedTokensOfTheTarget() {
        try (Scope scope = Scope.open()) {
            var config = Tiny.config(Method.I_JEPA, 3);
            Work work = Work.begin(IMAGES, config, Tiny.SEED);
            Lesson lesson = lesson(IMAGES, 6);
            double loss = work.learner().look(lesson).loss().total().item_float();

            VisionTransformer encoder = encoder(work); // the target starts as a copy
            MaskedPredictor predictor =
                    predictor(work, MaskedPredictorSpec.of(encoder.spec(), VitSpec.Size.of(16, 1, 2)));
            var drawn =
                    config.methods().ijepa().masks().draw(6, 4, 4, lesson.seed().split("masks"));
            Tensor images = lesson.view(ViewSettings.oneView(), "only");
            float[] all = normalised(Natives.values(encoder.forward(images)));
            Tensor keep = TokenLists.of(drawn.context());
            Tensor context = encoder.forward(images, keep);
            double sum = 0;
            for (long[][] block : drawn.targets()) {
                float[] told = Natives.values(predictor.forward(context, keep, TokenLists.of(block)));
                sum += smoothL1(told, picked(all, block)) / 4;
            }

            assertThat(loss).isCloseTo(sum, within(1e-5));
        }
    }

    @Test
    void theLossOfVJepaIsTheMeanDistanceOverBothKindsOfMasks() {
        try (Scope scope = Scope.open()) {
            var config = Tiny.config(Method.V_JEPA, 3);
            Work work = Work.begin(CLIPS, config, Tiny.SEED);
            Lesson lesson = lesson(CLIPS, 4);
            double loss = work.learner().look(lesson).loss().total().item_float();

            VisionTransformer encoder = encoder(work);
            VitSpec spec = encoder.spec();
            MaskedPredictor predictor = predictor(
                    work,
                    new MaskedPredictorSpec(
                            spec.grid(), spec.dimension(), VitSpec.Size.of(24, 1, 2), spec.positions(), 2));
            Tensor clips = lesson.view(ViewSettings.oneView(), "only");
            float[] all = normalised(Natives.values(encoder.forward(clips)));
            List<TubeMasks> kinds = List.of(TubeMasks.shortRange(), TubeMasks.longRange());
            double sum = 0;
            for (int kind = 0; kind < 2; kind++) {
                var drawn = kinds.get(kind)
                        .draw(4, 4, 4, 4, lesson.seed().split("masks").split(kind));
                Tensor keep = TokenLists.of(drawn.seen());
                float[] told = Natives.values(
                        predictor.forward(encoder.forward(clips, keep), keep, TokenLists.of(drawn.hidden()), kind));
                sum += meanDistance(told, picked(all, drawn.hidden())) / 2;
            }

            assertThat(loss).isCloseTo(sum, within(1e-5));
        }
    }

    @Test
    void aVJepaFromWhichTheFutureIsHiddenTellsWhatTheTargetMakesOfIt() {
        try (Scope scope = Scope.open()) {
            var config = Tiny.config(Method.V_JEPA, 3, "methods.vjepa.hiding=future");
            Work work = Work.begin(CLIPS, config, Tiny.SEED);
            Lesson lesson = lesson(CLIPS, 4);
            Terms loss = work.learner().look(lesson).loss();

            VisionTransformer encoder = encoder(work);
            VitSpec spec = encoder.spec();
            MaskedPredictor predictor = predictor(
                    work,
                    new MaskedPredictorSpec(
                            spec.grid(), spec.dimension(), VitSpec.Size.of(24, 1, 2), spec.positions(), 1));
            var mask = MaskedAutoencoder.future(
                    4, spec.grid(), 0.5, lesson.seed().split("masks").split(0));
            Tensor clips = lesson.view(ViewSettings.oneView(), "only");
            Tensor keep = TokenLists.of(mask.seen());
            float[] told = Natives.values(
                    predictor.forward(encoder.forward(clips, keep), keep, TokenLists.of(mask.left()), 0));
            float[] wanted = picked(normalised(Natives.values(encoder.forward(clips))), mask.left());

            assertThat(loss.parts()).containsKey("future");
            assertThat((double) loss.total().item_float()).isCloseTo(meanDistance(told, wanted), within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"I_JEPA, ijepa, ''", "V_JEPA, vjepa, long_range."})
    void varianceAndCovarianceOfWhatIsSeenAreAddedWhereTheyAreAskedFor(Method method, String key, String last) {
        try (Scope scope = Scope.open()) {
            LabelledClips clips = method == Method.I_JEPA ? IMAGES : CLIPS;
            var config = Tiny.config(method, 3);
            var with = config.with("methods.%s.variance=3".formatted(key), "methods.%s.covariance=0.5".formatted(key));
            Lesson lesson = lesson(clips, 6);
            Terms bare =
                    Work.begin(clips, config, Tiny.SEED).learner().look(lesson).loss();
            Learner.Outcome outcome =
                    Work.begin(clips, with, Tiny.SEED).learner().look(lesson);

            double expected = bare.total().item_float();
            int kinds = method == Method.I_JEPA ? 1 : 2;
            for (var part : outcome.loss().parts().entrySet()) {
                double weight = part.getKey().endsWith("covariance")
                        ? 0.5
                        : part.getKey().endsWith("variance") ? 3 : 0;
                expected += weight / kinds * part.getValue().item_float();
            }
            assertThat(outcome.loss().total().item_float()).isCloseTo((float) expected, within(1e-4f));

            float[] features = Natives.values(outcome.features());
            assertThat(part(outcome, last + "variance")).isCloseTo(shortfall(features, 6), within(1e-5));
            assertThat(part(outcome, last + "covariance")).isCloseTo(covariances(features, 6), within(1e-5));
        }
    }

    private static double part(Learner.Outcome outcome, String name) {
        return Objects.requireNonNull(outcome.loss().parts().get(name)).item_float();
    }

    /// By how much deviations fall short of 1.
    private static double shortfall(float[] features, int rows) {
        int width = features.length / rows;
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += Math.max(0, 1 - Math.sqrt(covariance(features, rows, i, i) + 1e-4)) / width;
        }
        return sum;
    }

    private static double covariances(float[] features, int rows) {
        int width = features.length / rows;
        double sum = 0;
        for (int i = 0; i < width * width; i++) {
            boolean isVariance = i / width == i % width;
            sum += isVariance ? 0 : Math.pow(covariance(features, rows, i / width, i % width), 2) / width;
        }
        return sum;
    }

    private static double covariance(float[] features, int rows, int i, int j) {
        int width = features.length / rows;
        double product = 0;
        double mean = 0;
        double other = 0;
        for (int row = 0; row < rows; row++) {
            mean += features[row * width + i] / (double) rows;
            other += features[row * width + j] / (double) rows;
        }
        for (int row = 0; row < rows; row++) {
            product += (features[row * width + i] - mean) * (features[row * width + j] - other);
        }
        return product / (rows - 1);
    }

    /// An encoder with the same values as the one at work.
    private static VisionTransformer encoder(Work work) {
        Networks twin = work.networks().twin();
        VisionTransformer encoder = twin.transformer(Method.V_JEPA);
        twin.parameters().load(work.networks().parameters().copy());
        return encoder;
    }

    private static MaskedPredictor predictor(Work work, MaskedPredictorSpec spec) {
        Networks twin = work.networks().twin();
        MaskedPredictor predictor = new MaskedPredictor(twin.parameters(), "predictor", spec);
        twin.parameters().load(work.networks().parameters().copy());
        return predictor;
    }

    /// Each token of 24 numbers brought to mean 0 and variance 1.
    private static float[] normalised(float[] tokens) {
        float[] result = tokens.clone();
        for (int begin = 0; begin < tokens.length; begin += 24) {
            double mean = 0;
            double variance = 0;
            for (int i = begin; i < begin + 24; i++) {
                mean += tokens[i] / 24.0;
            }
            for (int i = begin; i < begin + 24; i++) {
                variance += Math.pow(tokens[i] - mean, 2) / 24;
            }
            for (int i = begin; i < begin + 24; i++) {
                result[i] = (float) ((tokens[i] - mean) / Math.sqrt(variance + 1e-5));
            }
        }
        return result;
    }

    private static float[] picked(float[] all, long[][] places) {
        int tokens = all.length / 24 / places.length;
        float[] picked = new float[places.length * places[0].length * 24];
        for (int b = 0; b < places.length; b++) {
            for (int k = 0; k < places[b].length; k++) {
                int from = (b * tokens + (int) places[b][k]) * 24;
                System.arraycopy(all, from, picked, (b * places[0].length + k) * 24, 24);
            }
        }
        return picked;
    }

    private static double meanDistance(float[] told, float[] wanted) {
        return IntStream.range(0, told.length)
                .mapToDouble(i -> Math.abs(told[i] - wanted[i]))
                .average()
                .orElseThrow();
    }

    private static double smoothL1(float[] told, float[] wanted) {
        return IntStream.range(0, told.length)
                .mapToDouble(i -> Math.abs(told[i] - wanted[i]))
                .map(distance -> distance < 1 ? distance * distance / 2 : distance - 0.5)
                .average()
                .orElseThrow();
    }

    private static Lesson lesson(LabelledClips clips, int size) {
        int[] drawn = IntStream.range(0, size).toArray();
        return new Lesson(clips, drawn, ChannelStatistics.of(clips), new Seed(Arrays.hashCode(drawn)));
    }
}
