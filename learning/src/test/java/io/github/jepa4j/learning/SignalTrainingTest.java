package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training on signals: a pendulum whose swing a torque changes, in degrees and degrees per second.
class SignalTrainingTest {

    private static final SignalLayout LAYOUT = new SignalLayout(List.of("angle", "rate"), new float[] {360, 0});
    private static final JepaConfig CONFIG = JepaConfig.signals()
            .with(
                    "model.widths=[16]",
                    "model.latentDimension=2",
                    "model.hidden=32",
                    "windows=32",
                    "frames=7",
                    "unrolled=6",
                    "threads=1",
                    "checkpoint=50",
                    "log=1");

    @TempDir
    Path folder;

    private EpisodeStore store;

    @BeforeEach
    void collect() {
        store = new Collector(1).collect(folder.resolve("data"), 20, new Seed(5), SignalTrainingTest::swing);
    }

    private static Episode swing(Seed seed) {
        RandomGenerator random = seed.generator();
        double angle = 4 * random.nextDouble() - 2;
        double rate = 0;
        List<Signals> seen = new ArrayList<>(List.of(signals(angle, rate)));
        List<Action> done = new ArrayList<>();
        for (int t = 0; t < 40; t++) {
            float torque = (float) random.nextGaussian();
            rate += 0.1 * (torque - Math.sin(angle));
            angle += 0.1 * rate;
            done.add(new Action(new float[] {torque}));
            seen.add(t == 20 ? new Signals(new float[] {Float.NaN, 0}) : signals(angle, rate));
        }
        return new Episode(seen, done);
    }

    private static Signals signals(double angle, double rate) {
        return new Signals(new float[] {(float) Math.toDegrees(angle), (float) Math.toDegrees(rate)});
    }

    @Test
    void afterAFewStepsTheModelForeseesMoreThanThatNothingChanges() throws IOException {
        JepaModel model = train("short", CONFIG.with("steps=400"), Long.MAX_VALUE);

        SignalsEncoder encoder = (SignalsEncoder) model.encoder();
        Episode unseen = swing(new Seed(1234));
        double error = 0;
        double persistence = 0;
        for (int t = 0; t < 14; t++) {
            float[] actions = new float[6];
            for (int k = 0; k < 6; k++) {
                actions[k] = model.actionScale().normalise(unseen.actions().get(t + k))[0];
            }
            Rollout rollout = model.worldModel()
                    .imagine(encoder.encode(unseen.observations().get(t)), new ActionBatch(1, 6, 1, actions));
            float rate =
                    encoder.spec().read(rollout.latents(), rollout.index(0, 6)).values()[1];
            float real = ((Signals) unseen.observations().get(t + 6)).values()[1];
            float now = ((Signals) unseen.observations().get(t)).values()[1];
            error += Math.pow(rate - real, 2);
            persistence += Math.pow(now - real, 2);
        }
        assertThat(error).isLessThan(0.2 * persistence);
        assertThat(encoder.spec().names()).containsExactly("angle", "rate");
        assertThat(model.metadata())
                .containsEntry("architecture", "signals-residual")
                .containsKey("first-episode");
    }

    @Test
    void aTrainingCutOffGoesOnToTheSameBytes() throws IOException {
        JepaConfig config = CONFIG.with("steps=13", "checkpoint=4");
        train("whole", config, Long.MAX_VALUE);
        assertThatThrownBy(() -> train("cut", config, 7)).isInstanceOf(IllegalStateException.class);

        train("cut", config, Long.MAX_VALUE);

        assertThat(weights("cut")).isEqualTo(weights("whole"));
    }

    @Test
    void pixelsInTheirPlaceOtherNamesAndWindowsTooLongAreRefused() {
        Seed seed = new Seed(1);
        var clock = JepaTrainer.Clock.system();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JepaTrainer(store, JepaConfig.compact(), seed))
                .withMessageContaining("Windows of pixels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaTrainer.ofSignals(
                        store, new SignalLayout(List.of("angle"), new float[1]), CONFIG, seed, clock))
                .withMessageContaining("hold 2 signals, but [angle] were named");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaTrainer.ofSignals(store, LAYOUT, CONFIG.with("frames=30"), seed, clock))
                .withMessageContaining("30 frames in a row without a missing reading");
    }

    private JepaModel train(String name, JepaConfig config, long stop) throws IOException {
        JepaTrainer trainer = JepaTrainer.ofSignals(store, LAYOUT, config, new Seed(3), JepaTrainer.Clock.system());
        Path path = folder.resolve(name);
        RunInfo info = RunInfo.here(name, Instant.EPOCH, 3, store.hash(), "test");
        try (RunFolder run = RunFolder.exists(path) ? RunFolder.open(path) : RunFolder.create(path, info, config)) {
            return trainer.train(run, (done, _) -> {
                if (done == stop) {
                    throw new IllegalStateException("stopped");
                }
            });
        }
    }

    private Map<String, List<Float>> weights(String name) throws IOException {
        Map<String, List<Float>> weights = new TreeMap<>();
        SafeTensors.read(folder.resolve(name).resolve("model.safetensors"))
                .tensors()
                .forEach((key, tensor) -> {
                    List<Float> values = new ArrayList<>();
                    for (float value : tensor.values()) {
                        values.add(value);
                    }
                    weights.put(key, values);
                });
        return weights;
    }
}
