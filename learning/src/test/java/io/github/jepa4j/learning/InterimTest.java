package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A power cut in the middle of each training that takes minutes, and what comes of it afterwards.
class InterimTest {

    private static final LevelConfig LEVEL = LevelConfig.defaults()
            .with("span=2", "latentDimension=2", "macroDimension=1", "codes=3", "hidden=8", "frequencies=4")
            .with("unrolled=2", "macroUpdates=5", "updates=6", "windows=8");
    private static final QuasimetricConfig DISTANCE =
            QuasimetricConfig.defaults().with("updates=9", "hidden=8", "batch=8", "span=4");
    private static final PolicyConfig POLICY = new PolicyConfig(8, 1, 9, 8, 1e-3);
    private static final CategoricalConfig FEW = new CategoricalConfig(2, 1e-2, 8, 1, 8, 0, 8, 1, 9, 8, 1e-3);

    @TempDir
    private Path folder;

    private static List<LatentEpisode> walks() {
        RandomGenerator random = new Seed(1).generator();
        List<LatentEpisode> walks = new ArrayList<>();
        for (int walk = 0; walk < 4; walk++) {
            float[] latents = new float[2 * 13];
            float[] actions = new float[12];
            for (int step = 0; step < 12; step++) {
                actions[step] = (float) random.nextGaussian();
                latents[2 * step + 2] = latents[2 * step] + actions[step];
                latents[2 * step + 3] = 0.5f * latents[2 * step + 1] + (float) random.nextGaussian();
            }
            walks.add(new LatentEpisode(latents, actions));
        }
        return walks;
    }

    private static SafeTensors level(Interim interim, UpdateListener listener) {
        Level level = new LevelTrainer(LEVEL, 1).keeping(interim).train(walks(), 2, 1, new Seed(2), listener);
        return level.in(new SafeTensors(Map.of(), Map.of()), 2, Map.of());
    }

    private static SafeTensors distance(Interim interim, UpdateListener listener) {
        Quasimetric distance =
                new QuasimetricTrainer(DISTANCE, 1).keeping(interim).train(walks(), 2, 1, new Seed(2), listener);
        return distance.in(new SafeTensors(Map.of(), Map.of()), Map.of());
    }

    private static SafeTensors variable(Interim interim, UpdateListener listener) {
        return new CategoricalTrainer(FEW, 1)
                .keeping(interim)
                .train(2, 1, walks(), new Seed(2), listener)
                .in(new SafeTensors(Map.of(), Map.of()), Map.of());
    }

    private static SafeTensors spread(Interim interim, UpdateListener listener) {
        var seen = new SignalsSpec(List.of("x"), new float[1], new float[1], new float[] {1}, new int[] {3}, 1);
        Map<String, Tensor> tensors = new TreeMap<>();
        tensors.put("predictor.hidden.0.weight", Tensor.zeros(3, 2));
        tensors.put("predictor.hidden.0.bias", Tensor.zeros(3));
        tensors.put("predictor.action.weight", Tensor.zeros(3, 1));
        tensors.put("predictor.output.weight", Tensor.zeros(2, 3));
        tensors.put("predictor.output.bias", Tensor.zeros(2));
        var model = new SafeTensors(
                tensors, JepaModel.metadata(seen, new ResidualSpec(2, 1, 3, 1), ActionScale.identity(1)));
        return new GaussianTrainer(new GaussianConfig(1, 2e-2, 8, 1, 1, 9, 8, 1e-3), 1)
                .keeping(interim)
                .train(model, walks(), new Seed(2), listener)
                .in(new SafeTensors(Map.of(), Map.of()), Map.of());
    }

    private static SafeTensors policy(Interim interim, UpdateListener listener) {
        List<Deliberation> plans = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Latent now = new Latent(new float[] {i, i % 3});
            plans.add(new Deliberation(
                    now, new Aim("place", new float[] {i % 5}), new ActionSequence(2, 1, new float[] {i % 2, (i + 1) % 2
                    })));
        }
        return new PolicyTrainer(POLICY, 1)
                .keeping(interim)
                .train(plans, new Seed(2), listener)
                .in(new SafeTensors(Map.of(), Map.of()), "actor", Map.of());
    }

    /// Cut off before its file is written that often, and then gone on with: to the same numbers.
    private void goesOn(BiFunction<Interim, UpdateListener, SafeTensors> training, int updates) throws IOException {
        SafeTensors whole = training.apply(Interim.none(), (_, _) -> {});
        Path file = folder.resolve("interim");
        for (int cut = 1; cut < updates; cut += 2) {
            int last = cut;
            assertThatIllegalStateException()
                    .as("cut off in update %d", cut)
                    .isThrownBy(() -> training.apply(everyUpdate(file), (done, _) -> {
                        if (done > last) {
                            throw new IllegalStateException("the power is gone");
                        }
                    }));
            assertThat(file).isRegularFile();
        }
        List<Integer> left = new ArrayList<>();
        Interim interim = everyUpdate(file);
        SafeTensors mended = training.apply(interim, (done, _) -> left.add(done));
        assertThat(left.getFirst()).as("the first update that was left").isGreaterThan(updates - 3);
        assertThat(mended.tensors()).isEqualTo(whole.tensors());
        assertThat(mended.metadata()).isEqualTo(whole.metadata());
        interim.done();
        assertThat(file).doesNotExist();
    }

    /// By a clock that a minute passes on whenever it is looked at.
    private static Interim everyUpdate(Path file) {
        AtomicLong clock = new AtomicLong();
        return Interim.in(file, () -> clock.addAndGet(60_000_000_000L));
    }

    @Test
    void aLevelGoesOnInEitherOfItsStages() throws IOException {
        goesOn(InterimTest::level, 11);
    }

    @Test
    void aDistanceGoesOnWithTheSameMultiplier() throws IOException {
        goesOn(InterimTest::distance, 9);
    }

    @Test
    void aLatentVariableGoesOnAtTheSamePriceOfInformation() throws IOException {
        goesOn(InterimTest::variable, 9);
    }

    @Test
    void aSpreadGoesOnWithTheSameNoise() throws IOException {
        goesOn(InterimTest::spread, 9);
    }

    @Test
    void aPolicyGoesOn() throws IOException {
        goesOn(InterimTest::policy, 9);
    }

    @Test
    void whatIsOfOtherSettingsDataOrSeedIsNotGoneOnWith() {
        Interim interim = everyUpdate(folder.resolve("interim"));
        LevelTrainer trainer = new LevelTrainer(LEVEL, 1).keeping(interim);
        trainer.train(walks(), 2, 1, new Seed(2), (_, _) -> {});
        assertThat(updates(trainer, walks(), 2)).as("all is there").isZero();
        assertThat(updates(trainer, walks(), 3)).as("another seed").isEqualTo(11);
        assertThat(updates(trainer, walks().subList(0, 3), 2)).as("other data").isEqualTo(11);
        assertThat(updates(new LevelTrainer(LEVEL.with("noise=0.2"), 1).keeping(interim), walks(), 2))
                .as("other settings")
                .isEqualTo(11);
        assertThat(updates(trainer, walks(), 2)).as("still there").isZero();
    }

    private static int updates(LevelTrainer trainer, List<LatentEpisode> episodes, long seed) {
        AtomicLong made = new AtomicLong();
        trainer.train(episodes, 2, 1, new Seed(seed), (_, _) -> made.incrementAndGet());
        return made.intValue();
    }

    @Test
    void aDamagedFileIsPassedOverAndTheTrainingBeginsAnew() throws IOException {
        Path file = folder.resolve("interim");
        policy(everyUpdate(file), (_, _) -> {});
        byte[] whole = Files.readAllBytes(file);
        for (int damaged : new int[] {3, whole.length - 9}) { // the header's length, and a weight
            byte[] bytes = whole.clone();
            bytes[damaged] ^= 17;
            Files.write(file, bytes);
            List<Integer> done = new ArrayList<>();
            policy(everyUpdate(file), (update, _) -> done.add(update));
            assertThat(done).as("byte %d", damaged).hasSize(9);
        }
    }

    @Test
    void aDiskThatRefusesEndsNoTraining() {
        Path nowhere = folder.resolve("missing").resolve("interim");
        List<Integer> done = new ArrayList<>();
        policy(everyUpdate(nowhere), (update, _) -> done.add(update));
        assertThat(done).hasSize(9);
    }

    @Test
    void nothingIsWrittenMoreOftenThanEveryFifteenSecondsButAtTheEnd() throws IOException {
        Path file = folder.resolve("interim");
        List<Boolean> there = new ArrayList<>();
        policy(Interim.in(file, () -> 0), (_, _) -> there.add(Files.exists(file)));
        assertThat(there).hasSize(9).doesNotContain(true);
        assertThat(file).isRegularFile();
    }
}
