package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A dot that goes around, seen in two frames.
class PairJepaTest {

    private static final int FRAMES = 6;
    private static final int SIDE = 16;
    private static final int D = 4;

    /// Single precision, after sums of some hundred terms.
    private static final double ROUNDING = 1e-4;

    private static final PairJepaConfig SMALL = PairJepaConfig.small()
            .with(
                    "width=4",
                    "patch=2",
                    "latent=" + D,
                    "hidden=32",
                    "expander=16",
                    "unrolled=3",
                    "optimisation.batch=8",
                    "optimisation.threads=1",
                    "optimisation.checkpoint=1000");

    @BeforeAll
    static void open() {
        Engine.open(1);
    }

    @Test
    void theErrorIsThatOfPlainLoopsAndDoesNotMindTheScaleOfLatents() {
        try (Scope scope = Scope.open()) {
            PairJepaConfig config = SMALL.with("target=random-latent");
            PairNetworks networks = networks(config);
            // Nothing changes: each forecast is the first latent.
            networks.parameters().set("predictor.output.weight", Tensor.zeros(D, 32));
            networks.parameters().set("predictor.output.bias", Tensor.zeros(D));
            Learner.Outcome outcome = new PairJepa(networks, config).look(lesson());
            double error = part(outcome, "prediction");
            assertThat(error).isCloseTo(ofNoChange(Natives.values(outcome.features())), within(ROUNDING));

            Tensor weight = networks.parameters().copy().get("encoder.squeeze.0.weight");
            assertThat(weight).isNotNull();
            float[] larger = weight.values().clone();
            for (int i = 0; i < larger.length; i++) {
                larger[i] *= 100;
            }
            networks.parameters().set("encoder.squeeze.0.weight", new Tensor(weight.shape(), larger));
            Learner.Outcome scaled = new PairJepa(networks, config).look(lesson());
            assertThat(part(scaled, "prediction")).isCloseTo(error, within(ROUNDING));
        }
    }

    @Test
    void theThreeTermsOfTheExpanderAreThoseOfPlainLoops() {
        try (Scope scope = Scope.open()) {
            PairJepaConfig config = SMALL.with("noise=0.5");
            PairNetworks networks = networks(config);
            Learner.Outcome outcome = new PairJepa(networks, config).look(lesson());
            List<float[]> rows = new ArrayList<>();
            float[] latents = Natives.values(outcome.features());
            rows.add(PlainPairs.noisy(latents, D, config.noise(), lesson().seed()));
            float[] next = latents;
            for (int kept = FRAMES - 2; kept >= FRAMES - 1 - config.unrolled(); kept--) {
                float[] from = PlainPairs.withoutTheLast(next, kept + 1, D);
                next = Natives.values(networks.predictor().forward(Natives.of(from, from.length / D, D)));
                rows.add(next);
            }
            float[] all = PlainPairs.joined(rows);
            float[] expanded =
                    Natives.values(networks.expander().forward(Natives.of(all, all.length / D, D), Mode.TRAINING));

            var plain = new PlainPairs(8, FRAMES - 1, config.expander(), expanded);
            double prediction = plain.prediction(config.unrolled());
            double variance = plain.variance();
            double covariance = plain.covariance();
            assertThat(part(outcome, "prediction")).isCloseTo(prediction, within(ROUNDING * prediction));
            assertThat(part(outcome, "variance")).isCloseTo(variance, within(ROUNDING));
            assertThat(part(outcome, "covariance")).isCloseTo(covariance, within(ROUNDING));
            double total = 25 * prediction + 25 * variance + covariance;
            assertThat(outcome.loss().total().item_float())
                    .isCloseTo((float) total, within((float) (ROUNDING * total)));
        }
    }

    @Test
    void directionsAreOneOnALineAndAllInABall() {
        float[] line = new float[40 * D];
        float[] corners = new float[2 * D * D];
        for (int i = 0; i < 40; i++) {
            Arrays.fill(line, i * D, (i + 1) * D, i);
        }
        for (int d = 0; d < D; d++) {
            corners[2 * d * D + d] = 1;
            corners[(2 * d + 1) * D + d] = -1;
        }
        try (Scope scope = Scope.open()) {
            var narrow = Embeddings.covariance(Natives.of(line, 40, D));
            var wide = Embeddings.covariance(Natives.of(corners, 2L * D, D));
            assertThat(PairJepa.directions(narrow).item_float()).isCloseTo(1f / D, within(1e-3f));
            assertThat(PairJepa.directions(wide).item_float()).isCloseTo(1f, within(1e-3f));
        }
    }

    @Test
    void itLearnsToForeseeMoreThanThatNothingChanges(@TempDir Path folder) throws IOException {
        PairJepaConfig config =
                SMALL.with("optimisation.steps=300", "optimisation.learningRate=4e-3", "noise=0.01", "directions=0.01");
        PairModel model = trainer(config).train(folder.resolve("run"), (done, metrics) -> {});
        Tensor now = model.latents(pairs(0));
        Tensor later = model.latents(pairs(2));
        double foreseen = squared(model.forecast(now, 2), later);
        assertThat(foreseen).isLessThan(0.5 * squared(now, later));
    }

    @Test
    void aTrainingThatIsCutOffGoesOnToTheSameBytes(@TempDir Path folder) throws IOException {
        PairJepaConfig config = SMALL.with("optimisation.steps=6", "optimisation.checkpoint=2");
        var whole = new PairPretrainer(clips(), "dots", config, new Seed(1), Tiny.CLOCK);
        whole.train(folder.resolve("whole").resolve("run"), (_, _) -> {});
        for (int cut = 1; cut <= 6; cut++) {
            Path run = folder.resolve("cut" + cut).resolve("run");
            int last = cut;
            assertThatThrownBy(() -> whole.train(run, (done, _) -> {
                        if (done == last) {
                            throw new IllegalStateException("the power fails");
                        }
                    }))
                    .hasMessage("the power fails");
            whole.train(run, (_, _) -> {});

            assertThat(run.resolve("model.safetensors"))
                    .as("cut off after %d updates", cut)
                    .hasSameBinaryContentAs(folder.resolve("whole/run/model.safetensors"));
        }
    }

    @Test
    void pixelsOfTheLaterFrameAreForeseen(@TempDir Path folder) throws IOException {
        PairJepaConfig config = SMALL.with("target=pixels", "optimisation.steps=100");
        PairModel model = trainer(config).train(folder.resolve("run"), (done, metrics) -> {});
        Tensor frames = model.frames(model.forecast(model.latents(pairs(0)), 2));
        assertThat(frames.shape()).containsExactly(16, 1, SIDE, SIDE);
        double foreseen = 0;
        double unchanged = 0;
        for (int i = 0; i < 16; i++) {
            byte[] clip = clip(i);
            for (int p = 0; p < SIDE * SIDE; p++) {
                double came = (clip[3 * SIDE * SIDE + p] & 0xFF) / 255.0;
                foreseen += Math.pow(frames.values()[i * SIDE * SIDE + p] - came, 2);
                unchanged += Math.pow((clip[SIDE * SIDE + p] & 0xFF) / 255.0 - came, 2);
            }
        }
        assertThat(foreseen).isLessThan(0.5 * unchanged);
    }

    @Test
    void pixelsAreForeseenFromAllStartTimesAlike() {
        int unrolled = 3;
        int starts = FRAMES - 1;
        LabelledClips greys = LabelledClips.generated(new int[] {FRAMES, 1, SIDE, SIDE}, 8, _ -> {
            byte[] values = new byte[FRAMES * SIDE * SIDE];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (40 * (i / (SIDE * SIDE)));
            }
            return values;
        });
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
        double found = 0;
        double squares = 0;
        int count = 0;
        try (Scope scope = Scope.open()) {
            PairNetworks networks = networks(SMALL.with("target=pixels", "unrolled=" + unrolled));
            networks.parameters().copy().forEach((name, value) -> { // whatever comes, nothing is told
                if (name.startsWith("decoder.")) {
                    networks.parameters().set(name, Tensor.zeros(value.shape()));
                }
            });
            PairJepa learner = new PairJepa(networks, SMALL.with("target=pixels", "unrolled=" + unrolled));
            ChannelStatistics statistics = ChannelStatistics.of(greys);
            for (int n = 0; n < 100; n++) {
                found += part(learner.look(new Lesson(greys, all, statistics, new Seed(n))), "prediction") / 100;
            }
            float[] frames =
                    Natives.values(new Lesson(greys, all, statistics, new Seed(0)).view(ViewSettings.none(), "as-is"));
            for (int start = 0; start < starts; start++) {
                for (int ahead = 0; ahead <= unrolled && start + ahead < starts; ahead++) {
                    squares += Math.pow(frames[(start + ahead + 1) * SIDE * SIDE], 2);
                    count++;
                }
            }
        }

        assertThat(found).isCloseTo(squares / count, within(0.03 * squares / count));
    }

    @Test
    void aModelThatIsReadSaysWhatTheOneThatWasWrittenDid(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Tensor latents;
        Tensor forecast;
        try (Scope scope = Scope.open()) {
            PairModel model = new PairModel(networks(SMALL), SMALL, ChannelStatistics.of(clips()), Map.of("seed", "1"));
            latents = model.latents(pairs(0));
            forecast = model.forecast(latents, 3);
            model.write(file);
        }
        PairModel read = PairModel.load(file);
        assertThat(read.latents(pairs(0))).isEqualTo(latents);
        assertThat(read.forecast(read.forecast(latents, 1), 2)).isEqualTo(forecast);
        assertThat(read.forecast(latents, 0)).isEqualTo(latents);
        assertThat(read.provenance()).containsEntry("seed", "1");
        // A pair's latent does not depend on its neighbours.
        float[] alone = read.latents(pairs(0).subList(3, 4)).values();
        assertThat(alone).containsExactly(Arrays.copyOfRange(latents.values(), 3 * D, 4 * D), within(1e-5f));
        assertThatThrownBy(() -> read.frames(latents)).hasMessageContaining("knows nothing of pixels");
        assertThatThrownBy(() -> read.latents(List.of(new byte[7]))).hasMessageContaining("7 bytes");
        assertThatThrownBy(() -> read.forecast(Tensor.zeros(2, 3), 1)).hasMessageContaining("another model's");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> PairModel.load(file)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "latent,100000,has shape",
        "hidden,100000000,has shape",
        "expander,100000,has shape",
        "layers,4,predictor.hidden.2.weight is missing",
        "rows,1073741824,at most 268435456"
    })
    void aFileThatClaimsMoreThanItHoldsIsRefusedBeforeNetworksAreMade(
            String key, String value, String why, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (Scope scope = Scope.open()) {
            new PairModel(networks(SMALL), SMALL, ChannelStatistics.of(clips()), Map.of()).write(file);
        }
        SafeTensors good = SafeTensors.read(file);
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        metadata.put(key, value);
        new SafeTensors(good.tensors(), metadata).write(file);

        assertThatThrownBy(() -> PairModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cannot be used", why, "\nMaybe");
    }

    @Test
    void clipsMustBeLongEnough() {
        assertThatThrownBy(() -> trainer(SMALL.with("unrolled=5"))).hasMessageContaining("Maybe lower unrolled");
        assertThatThrownBy(() -> SMALL.with("noise=-1")).hasMessageContaining("noise");
    }

    private static PairPretrainer trainer(PairJepaConfig config) {
        return new PairPretrainer(clips(), "dots", config, new Seed(1), Clock.system());
    }

    private static PairNetworks networks(PairJepaConfig config) {
        return PairNetworks.begin(config, config.encoder(1, SIDE, SIDE), new Seed(3));
    }

    private static Lesson lesson() {
        LabelledClips clips = clips();
        return new Lesson(clips, new int[] {0, 1, 2, 3, 4, 5, 6, 7}, ChannelStatistics.of(clips), new Seed(5));
    }

    private static double part(Learner.Outcome outcome, String name) {
        var part = outcome.loss().parts().get(name);
        assertThat(part).isNotNull();
        return part.item_float();
    }

    /// Of latents `[8 * 5, D]`: 1 to 3 steps ahead, from all start times.
    private static double ofNoChange(float[] latents) {
        double variance = 0;
        for (int d = 0; d < D; d++) {
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < 40; n++) {
                sum += latents[n * D + d];
                squares += latents[n * D + d] * (double) latents[n * D + d];
            }
            variance += (squares - sum * sum / 40) / 39;
        }
        double error = 0;
        for (int ahead = 1; ahead <= 3; ahead++) {
            int kept = 5 - ahead;
            for (int n = 0; n < 8 * kept; n++) {
                int start = n / kept * 5 + n % kept;
                for (int d = 0; d < D; d++) {
                    double change = latents[(start + ahead) * D + d] - latents[start * D + d];
                    error += change * change / (8 * kept) / 3;
                }
            }
        }
        return error / variance;
    }

    private static double squared(Tensor first, Tensor second) {
        double sum = 0;
        for (int i = 0; i < first.size(); i++) {
            sum += Math.pow(first.values()[i] - second.values()[i], 2);
        }
        return sum;
    }

    private static List<byte[]> pairs(int from) {
        List<byte[]> pairs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            pairs.add(Arrays.copyOfRange(clip(i), from * SIDE * SIDE, (from + 2) * SIDE * SIDE));
        }
        return pairs;
    }

    private static LabelledClips clips() {
        return LabelledClips.generated(new int[] {FRAMES, 1, SIDE, SIDE}, 64, PairJepaTest::clip);
    }

    /// A soft dot on a circle, half a rad further in each frame.
    private static byte[] clip(int index) {
        double start = 2 * Math.PI * new Seed(index).generator().nextDouble();
        byte[] values = new byte[FRAMES * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double angle = start + 0.5 * (i / (SIDE * SIDE));
            double x = i % SIDE - 7.5 - 5 * Math.cos(angle);
            double y = i / SIDE % SIDE - 7.5 - 5 * Math.sin(angle);
            values[i] = (byte) (255 * Math.exp(-(x * x + y * y) / 4));
        }
        return values;
    }
}
