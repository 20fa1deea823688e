package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
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
            Tensor tokens = network.forward(Natives.of(input, 1, 3, picture.rows(), picture.columns()));
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
