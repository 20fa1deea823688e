package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.PredictorConfig;
import io.github.jepa4j.learning.PredictorTrainer;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.ViewingEncoder;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Models that learned to see, and public weights, as the frozen eyes of an agent in two rooms.
class FrozenPerceptionTest {

    private static final int UNROLLED = 4;
    private static final Seed SEED = Tiny.SEED.split("frozen");
    private static final PredictorConfig CONFIG = new PredictorConfig(64, 2, UNROLLED, 32, 400, 3e-3, 100, 50, 1);

    /// Batches of other sizes are summed in another order.
    private static final float ROUNDING = 1e-4f;

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    /// Two rooms as a picture of 16 by 16 in three colours: the dot red and blue, the walls green.
    private static Pixels small(Pixels rooms) {
        byte[] values = new byte[3 * 16 * 16];
        for (int i = 0; i < values.length; i++) {
            int channel = i / 256 == 1 ? 1 : 0;
            int sum = 0;
            for (int p = 0; p < 16; p++) {
                sum += rooms.at(channel, i / 16 % 16 * 4 + p / 4, i % 16 * 4 + p % 4);
            }
            values[i] = (byte) (sum / 16);
        }
        return new Pixels(3, 16, 16, values);
    }

    private EpisodeStore collect(String name, int episodes, Seed seed) {
        TwoRoomsTrajectories walks = new TwoRoomsTrajectories(LayoutChoice.FIXED);
        return new Collector(1).collect(folder.resolve(name), episodes, seed, walks::episode);
    }

    private PublicModel weights(WeightFamily family) throws IOException {
        return PublicModel.of(TinyWeights.write(family, folder.resolve(family.name()), SEED));
    }

    /// The mean squared error of what is imagined over `K` steps, beside that of expecting no change.
    private static double error(JepaModel model, EpisodeStore episodes) {
        int dimension = model.encoder().dimension();
        double error = 0;
        double copied = 0;
        for (int e = 0; e < episodes.episodes(); e++) {
            LatentEpisode seen = LatentEpisode.of(model, episodes.episode(e));
            for (int time = 0; time + UNROLLED < 90; time += 10) {
                Latent now = new Latent(Arrays.copyOfRange(seen.latents(), time * dimension, (time + 1) * dimension));
                float[] actions = Arrays.copyOfRange(seen.actions(), time * 2, (time + UNROLLED) * 2);
                float[] imagined = model.worldModel()
                        .imagine(now, new ActionBatch(1, UNROLLED, 2, actions))
                        .latents();
                for (int d = 0; d < dimension; d++) {
                    float there = seen.latents()[(time + UNROLLED) * dimension + d];
                    error += Math.pow(imagined[UNROLLED * dimension + d] - there, 2);
                    copied += Math.pow(now.values()[d] - there, 2);
                }
            }
        }
        return error / copied;
    }

    @ParameterizedTest
    @EnumSource(names = {"DINOV2", "LEWM"})
    void anAgentWithPublicWeightsForEyesLearnsWhatItsActionsChangeAndPlansAStepTowardsAGoalPicture(WeightFamily family)
            throws IOException {
        Encoder eyes = new ViewingEncoder(weights(family), FrozenPerceptionTest::small);
        JepaModel model;
        try (EpisodeStore walks = collect("walks", 40, SEED.split("walks"));
                EpisodeStore fresh = collect("fresh", 8, SEED.split("fresh"))) {
            model = new PredictorTrainer(eyes, walks, CONFIG, SEED).train(folder.resolve("run"));

            assertThat(error(model, fresh)).as("beside copying the last").isLessThan(0.7);
        }
        TwoRooms rooms = new TwoRooms(LayoutChoice.FIXED);
        Pixels seen = rooms.reset(SEED);
        ActionSpace reach = new ActionSpace.Ball(2, 1.8f);
        Agent agent = Agent.builder()
                .model(JepaModel.load(folder.resolve("run/model.safetensors"), eyes))
                .actionSpace(reach)
                .planner(new ImprovedCem())
                .config(new Agent.Config(8, 1, true, Duration.ZERO))
                .build();
        agent.begin(rooms.goal(), 20, SEED);

        Decision decision = agent.decide(seen);

        assertThat(decision.planned()).isTrue();
        assertThat(reach.distance(decision.action())).isLessThan(1e-4f);
        assertThat(decision.action().values()).isNotEqualTo(new float[2]);
        Latent now = model.encoder().encode(seen);
        Latent goal = model.encoder().encode(rooms.goal());
        double idle = 0;
        for (int d = 0; d < now.dimension(); d++) {
            idle += 8 * Math.pow(now.values()[d] - goal.values()[d], 2);
        }
        assertThat((double) decision.energy())
                .as("imagined nearer to the goal than staying here for 8 steps")
                .isLessThan(idle);
    }

    @Test
    void aModelThatLearnedToSeeIsAnEncoderAndATrainingOnItThatWasKilledGoesOnToTheSameBytes() throws IOException {
        try (EpisodeStore walks = collect("walks", 6, SEED)) {
            List<byte[]> pictures = walks.episode(0).observations().stream()
                    .map(seen -> small((Pixels) seen).values())
                    .toList();
            LabelledClips images = new LabelledClips(1, 3, 16, 16, pictures, new int[pictures.size()], List.of("any"));
            VisionModel learned = new Pretrainer(images, images.hash(), Tiny.config(Method.VICREG, 5), SEED, Tiny.CLOCK)
                    .train(folder.resolve("eyes"), (_, _) -> {});
            Encoder eyes = new ViewingEncoder(learned, FrozenPerceptionTest::small);
            PredictorConfig config = CONFIG.with("steps=12", "checkpoint=5");
            new PredictorTrainer(eyes, walks, config, SEED).train(folder.resolve("whole/run"));

            Path run = folder.resolve("killed/run");
            assertThatThrownBy(() -> new PredictorTrainer(eyes, walks, config, SEED).train(run, (done, _) -> {
                        if (done == 8) {
                            throw new UnsupportedOperationException("killed");
                        }
                    }))
                    .hasMessage("killed");
            new PredictorTrainer(eyes, walks, config, SEED).train(run);

            assertThat(run.resolve("model.safetensors"))
                    .hasBinaryContent(Files.readAllBytes(folder.resolve("whole/run/model.safetensors")));
            Encoder others = new ViewingEncoder(weights(WeightFamily.IJEPA), FrozenPerceptionTest::small);
            assertThatIllegalArgumentException()
                    .as("weights of as many dimensions that are others")
                    .isThrownBy(() -> new PredictorTrainer(others, walks, config, SEED).train(run))
                    .withMessageContainingAll("another encoder", "\nMaybe");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IJEPA", "VJEPA2"})
    void manyPicturesAtOnceGiveWhatEachGivesAloneOnAnyThread(WeightFamily family) throws IOException {
        PublicModel model = weights(family);
        List<Pixels> pictures =
                IntStream.range(0, 20).mapToObj(FrozenPerceptionTest::noise).toList();

        List<Latent> together = model.encode(pictures);
        List<Latent> alone = pictures.parallelStream().map(model::encode).toList();

        assertThat(together).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(alone.get(i).values()).containsExactly(together.get(i).values(), within(ROUNDING));
        }
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    }

    @Test
    void aPictureIsTheImageOrAClipThatStandsStill() throws IOException {
        Pixels picture = noise(3);
        byte[] still = new byte[4 * picture.values().length];
        for (int at = 0; at < still.length; at += picture.values().length) {
            System.arraycopy(picture.values(), 0, still, at, picture.values().length);
        }
        LabelledClips clip = new LabelledClips(4, 3, 16, 16, List.of(still), new int[1], List.of("any"));
        LabelledClips image = new LabelledClips(1, 3, 16, 16, List.of(picture.values()), new int[1], List.of("any"));
        PublicModel ofClips = weights(WeightFamily.VJEPA2);
        PublicModel ofImages = weights(WeightFamily.DINOV2);

        assertThat(ofClips.encode(picture).values())
                .isEqualTo(ofClips.features(clip).values());
        assertThat(ofImages.encode(picture).values())
                .isEqualTo(ofImages.features(image).values());
    }

    @Test
    void whatCannotBeSeenIsNamed() throws IOException {
        PublicModel model = weights(WeightFamily.DINOV2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.encode(new Signals(new float[] {1})))
                .withMessageContainingAll("Signals[1.0]", "pixels", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.encode(new Pixels(3, 4, 4, new byte[48])))
                .withMessageContainingAll("[1, 3, 4, 4]", "[1, 3, 16, 16]", "\nMaybe");
        try (EpisodeStore walks = collect("walks", 2, SEED)) {
            assertThatIllegalArgumentException()
                    .as("before a run is begun")
                    .isThrownBy(() -> new PredictorTrainer(model, walks, CONFIG, SEED))
                    .withMessageContainingAll("[1, 2, 65, 65]", "[1, 3, 16, 16]", "\nMaybe");
        }
    }

    private static Pixels noise(int number) {
        byte[] values = new byte[3 * 16 * 16];
        SEED.split(number).generator().nextBytes(values);
        return new Pixels(3, 16, 16, values);
    }
}
