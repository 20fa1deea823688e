package io.github.jepa4j.data;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Episodes and stores to test with: a blurred dot of five by five on a striped background, wandering at
/// random.
final class Stores {

    static final int ROWS = 20;
    static final int COLUMNS = 30;
    static final StoreDescription DOTS = new StoreDescription(
            new ObservationShape.OfPixels(2, ROWS, COLUMNS), 2, Map.of("world", "dots", "seed", "7"));

    private Stores() {}

    static Episode dots(Seed seed) {
        return dots(seed, 12);
    }

    static Episode dots(Seed seed, int frames) {
        RandomGenerator random = seed.generator();
        int stripe = random.nextInt(COLUMNS);
        int x = random.nextInt(COLUMNS - 5);
        int y = random.nextInt(ROWS - 5);
        List<Observation> observations = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            observations.add(dot(stripe, x, y));
            int dx = random.nextInt(-1, 2);
            int dy = random.nextInt(-1, 2);
            x = Math.clamp(x + dx, 0, COLUMNS - 5);
            y = Math.clamp(y + dy, 0, ROWS - 5);
            if (t < frames - 1) {
                actions.add(new Action(dx, dy + random.nextFloat()));
            }
        }
        return new Episode(observations, actions);
    }

    private static Pixels dot(int stripe, int x, int y) {
        byte[] values = new byte[2 * ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            values[(ROWS + row) * COLUMNS + stripe] = (byte) 255;
        }
        for (int row = y; row < y + 5; row++) {
            for (int column = x; column < x + 5; column++) {
                values[row * COLUMNS + column] = (byte) (10 + row * 7 + column * 5);
            }
        }
        return new Pixels(2, ROWS, COLUMNS, values);
    }

    static Episode noise(Seed seed, int frames) {
        RandomGenerator random = seed.generator();
        List<Observation> observations = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            byte[] values = new byte[2 * ROWS * COLUMNS];
            random.nextBytes(values);
            observations.add(new Pixels(2, ROWS, COLUMNS, values));
            if (t > 0) {
                actions.add(new Action(random.nextFloat(), -0.0f));
            }
        }
        return new Episode(observations, actions);
    }

    static Episode signals(Seed seed, int signals, int frames) {
        RandomGenerator random = seed.generator();
        List<Observation> observations = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            float[] values = new float[signals];
            for (int i = 0; i < signals; i++) {
                values[i] = i == 0 ? Float.NaN : (float) random.nextGaussian();
            }
            observations.add(new Signals(values));
            if (t > 0) {
                actions.add(new Action(random.nextFloat()));
            }
        }
        return new Episode(observations, actions);
    }

    /// A store of 35 dot episodes in four shards: of 10, 10, 10 and 5.
    static void fill(Path folder, int threads) {
        collect(folder, threads, 35);
    }

    static void collect(Path folder, int threads, int episodes) {
        var writer = EpisodeWriter.open(folder, DOTS, new ShardLimits(10, 1 << 20));
        new Collector(threads).collect(episodes, new Seed(7), Stores::dots, writer, _ -> {});
    }
}
