package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.pretrained.PretrainedEncoder.Config;
import io.github.jepa4j.pretrained.PretrainedEncoder.Summary;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedEncoderTest {

    private static final Seed SEED = new Seed(42);

    /// A mean of few tokens, added in another order.
    private static final float ROUNDING = 1e-5f;

    private static final VitSpec DINO = Generated.narrow(VitSizes.dinov2Small());
    private static final VitSpec VIDEO = Generated.narrow(VitSizes.vjepa2Large());

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void publishedWeightsBecomeAnEncoderThatSaysWhatTheNetworkSays() throws IOException {
        PretrainedEncoder encoder = opened(WeightFamily.DINOV2, DINO, Config.defaults(DINO));
        Pixels picture = picture(DINO.grid(), 1);

        Latent latent = encoder.encode(picture);

        assertThat(latent.dimension()).isEqualTo(16).isEqualTo(encoder.dimension());
        assertThat(latent.values()).containsExactly(classToken(picture), within(ROUNDING));
    }

    /// The first token of the network, whose input is put together here.
    private float[] classToken(Pixels picture) throws IOException {
        Parameters parameters = new Parameters(SEED);
        var network = new VisionTransformer(parameters, "vit", DINO);
        try (var stored = io.github.jepa4j.tensor.StoredTensors.open(folder.resolve("DINOV2"))) {
            PublishedWeights.encoder(WeightFamily.DINOV2, DINO, "vit").load(stored, parameters);
        }
        double[] mean = {0.485, 0.456, 0.406};
        double[] std = {0.229, 0.224, 0.225};
        int area = picture.rows() * picture.columns();
        float[] input = new float[3 * area];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (((picture.values()[i] & 0xFF) / 255.0 - mean[i / area]) / std[i / area]);
        }
        try (Scope scope = Scope.open()) {
            var tokens = network.forward(Natives.of(input, 1, 3, picture.rows(), picture.columns()));
            return Natives.values(tokens.select(1, 0));
        }
    }

    @Test
    void manyPicturesAtOnceGiveWhatEachGivesAloneOnAnyThread() throws IOException {
        PretrainedEncoder encoder =
                opened(WeightFamily.DINOV2, DINO, new Config(ImageNormalisation.imageNet(), Summary.MEAN_OF_TOKENS));
        List<Pixels> pictures =
                IntStream.range(0, 20).mapToObj(i -> picture(DINO.grid(), i)).toList();

        List<Latent> together = encoder.encode(pictures);
        List<Latent> alone = pictures.parallelStream().map(encoder::encode).toList();

        assertThat(together).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(alone.get(i).values()).containsExactly(together.get(i).values(), within(ROUNDING));
        }
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    }

    @Test
    void aPictureIsAClipThatStandsStill() throws IOException {
        PretrainedEncoder encoder = opened(WeightFamily.VJEPA2, VIDEO, Config.defaults(VIDEO));
        Pixels picture = picture(VIDEO.grid(), 3);
        Clip still = Clip.of(List.of(picture, picture, picture, picture));
        Clip moving = Clip.of(List.of(picture, picture, picture, picture(VIDEO.grid(), 4)));

        assertThat(encoder.encode(picture)).isEqualTo(encoder.encode(still));
        assertThat(encoder.encode(moving)).isNotEqualTo(encoder.encode(still));
    }

    @Test
    void whatCannotBeSeenIsNamed() throws IOException {
        PretrainedEncoder encoder = opened(WeightFamily.VJEPA2, VIDEO, Config.defaults(VIDEO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(new Signals(new float[] {1})))
                .withMessageContainingAll("pixels", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(new Pixels(3, 4, 4, new byte[48])))
                .withMessageContainingAll("Pixels[3, 4, 4]", "[3, 48, 48]", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(new Clip(1, 3, 48, 48, new byte[3 * 48 * 48])))
                .withMessageContainingAll("1 frames", "sees 4", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> opened(
                        WeightFamily.VJEPA2, VIDEO, new Config(ImageNormalisation.imageNet(), Summary.CLASS_TOKEN)))
                .withMessageContainingAll("no class token", "\nMaybe");
    }

    @Test
    void lewmsLatentIsItsClassTokenThroughItsProjector() throws IOException {
        VitSpec spec = Generated.narrow(VitSizes.lewm());
        PretrainedEncoder tokens = opened(WeightFamily.LEWM, spec, Config.defaults(spec));
        Map<String, Tensor> all =
                new TreeMap<>(SafeTensors.read(folder.resolve("LEWM")).tensors());
        Map<String, Tensor> projector = projector(16, 5);
        all.putAll(projector);
        all.put("predictor.pos_embedding", Tensor.zeros(1, 3, 16));
        Path whole = folder.resolve("whole");
        new SafeTensors(all, Map.of()).write(whole);
        Pixels picture = picture(spec.grid(), 5);

        PretrainedEncoder encoder = PretrainedEncoder.lewm(whole, spec, ImageNormalisation.imageNet());

        float[] token = tokens.encode(picture).values();
        assertThat(encoder.encode(picture).values()).containsExactly(projected(token, projector), within(ROUNDING));
        assertThatExceptionOfType(WeightNamesException.class)
                .isThrownBy(() -> PretrainedEncoder.lewm(folder.resolve("LEWM"), spec, ImageNormalisation.imageNet()))
                .withMessageContainingAll("the projector of LeWM", "missing are projector.net.0.weight", "\nMaybe");
    }

    private static Map<String, Tensor> projector(int width, int hidden) {
        WeightNames names = PublishedWeights.lewmProjector(width, hidden, "p");
        Map<String, Tensor> tensors =
                new TreeMap<>(Generated.weights(names, "projector.", SEED).tensors());
        tensors.computeIfPresent("projector.net.1.running_var", (_, drawn) -> {
            float[] variances = drawn.values().clone();
            for (int i = 0; i < variances.length; i++) {
                variances[i] = 0.5f + Math.abs(variances[i]);
            }
            return new Tensor(drawn.shape(), variances);
        });
        tensors.put("projector.net.1.num_batches_tracked", new Tensor(new int[0], new float[] {7}));
        return tensors;
    }

    /// Written out: a linear map, normalisation by running statistics, GELU, a linear map.
    private static float[] projected(float[] token, Map<String, Tensor> weights) {
        float[] hidden = linear(token, weights, "net.0");
        for (int i = 0; i < hidden.length; i++) {
            double deviation = Math.sqrt(value(weights, "net.1.running_var", i) + 1e-5);
            double normal = (hidden[i] - value(weights, "net.1.running_mean", i)) / deviation;
            double x = normal * value(weights, "net.1.weight", i) + value(weights, "net.1.bias", i);
            hidden[i] = (float) (x * normalBelow(x));
        }
        return linear(hidden, weights, "net.3");
    }

    private static float[] linear(float[] in, Map<String, Tensor> weights, String name) {
        float[] out = new float
                [Objects.requireNonNull(weights.get("projector." + name + ".bias"))
                        .size()];
        for (int o = 0; o < out.length; o++) {
            double sum = value(weights, name + ".bias", o);
            for (int i = 0; i < in.length; i++) {
                sum += value(weights, name + ".weight", o * in.length + i) * in[i];
            }
            out[o] = (float) sum;
        }
        return out;
    }

    private static double value(Map<String, Tensor> weights, String name, int index) {
        return Objects.requireNonNull(weights.get("projector." + name)).values()[index];
    }

    /// How likely a standard normal value is to be smaller: Simpson's rule from 0.
    private static double normalBelow(double x) {
        int steps = 200;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = x * i / steps;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-t * t / 2);
        }
        return 0.5 + sum * x / (3 * steps) / Math.sqrt(2 * Math.PI);
    }

    private PretrainedEncoder opened(WeightFamily family, VitSpec spec, Config config) throws IOException {
        Path file = folder.resolve(family.name());
        String prefix = FamilyNames.of(family).prefixes().getFirst();
        Generated.weights(PublishedWeights.encoder(family, spec, "vit"), prefix, SEED)
                .write(file);
        return PretrainedEncoder.open(file, family, spec, config);
    }

    private static Pixels picture(PatchGrid grid, int number) {
        byte[] values = new byte[grid.channels() * grid.rows() * grid.columns()];
        var random = SEED.split("picture").split(number).generator();
        random.nextBytes(values);
        return new Pixels(grid.channels(), grid.rows(), grid.columns(), values);
    }
}
