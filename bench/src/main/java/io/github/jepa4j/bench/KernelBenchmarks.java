package io.github.jepa4j.bench;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.data.WindowSampler;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The pure Java kernels, one by one, on one thread.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls the set-up methods
public class KernelBenchmarks {

    private static final Seed SEED = new Seed(1);

    /// Imagining, and its gradient.
    @State(Scope.Benchmark)
    public static class Imagining {

        @Param({"residual:256:256:2", "gru:256", "gru:512"})
        String predictor;

        @Param("64")
        int candidates;

        @Param("45")
        int horizon;

        private LatentPredictor model;
        private Latent now;
        private ActionBatch actions;
        private float[] pull;
        private Rollout rollout;

        @Setup
        public void make() {
            model = RandomModel.predictor(PredictorText.parse(predictor), SEED);
            int dimension = model.latentDimension();
            now = new Latent(RandomModel.gaussian(SEED.split("now"), dimension));
            float[] values = RandomModel.gaussian(SEED.split("actions"), candidates * horizon * Rooms.ACTIONS);
            actions = new ActionBatch(candidates, horizon, Rooms.ACTIONS, values);
            pull = RandomModel.gaussian(SEED.split("pull"), candidates * (horizon + 1) * dimension);
            rollout = model.imagineForPullback(now, actions);
        }
    }

    /// Seeing.
    @State(Scope.Benchmark)
    public static class Seeing {

        @Param({"compact", "reference"})
        String configuration;

        private ImpalaEncoder encoder;
        private Pixels image;

        @Setup
        public void make() {
            JepaConfig config = Presets.config(configuration, List.of());
            encoder = RandomModel.encoder(Rooms.encoder(config.model()), SEED);
            image = new TwoRooms(LayoutChoice.RANDOM).reset(SEED);
        }
    }

    /// Reading batches.
    @State(Scope.Benchmark)
    public static class Reading {

        private Path folder;
        private EpisodeStore store;
        private WindowSampler sampler;
        private WindowBatch batch;
        private long step;

        @Setup(Level.Trial)
        public void make() throws IOException {
            folder = Files.createTempDirectory("jepa4j-bench");
            store = Rooms.open(folder, 64, LayoutChoice.RANDOM, SEED);
            sampler = new WindowSampler(store, 12, 96, SEED);
            batch = sampler.batch(0);
        }

        @TearDown(Level.Trial)
        public void remove() throws IOException {
            store.close();
            Rooms.remove(folder);
        }
    }

    @Benchmark
    public Rollout imagine(Imagining state) {
        return state.model.imagine(state.now, state.actions);
    }

    @Benchmark
    public float[] pullback(Imagining state) {
        return state.model.pullback(state.rollout, state.pull);
    }

    @Benchmark
    public Latent encode(Seeing state) {
        return state.encoder.encode(state.image);
    }

    /// Decodes 96 windows of 12 frames from the store.
    @Benchmark
    public WindowBatch decodeFrames(Reading state) {
        return state.sampler.batchInto(state.step++, state.batch);
    }
}
