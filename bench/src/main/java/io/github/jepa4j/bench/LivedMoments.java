package io.github.jepa4j.bench;

import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Moments of a life that never was: the same number gives the same moment. Episodes have ten steps; there
/// are two tasks.
///
/// Latents of a world lie on far fewer dimensions than they have. These are random linear maps of a few
/// standard normal numbers, with a little of everything on top.
final class LivedMoments {

    static final int STEPS = 10;

    private static final float NOISE = 0.05f;
    private static final int HORIZON = 10;
    private static final int AXES = 2;

    private final Seed seed;
    private final int dimension;
    private final float[][] map;

    /// @param dimension `D`
    /// @param free      on how many dimensions the latents lie
    LivedMoments(Seed seed, int dimension, int free) {
        this.seed = seed;
        this.dimension = dimension;
        RandomGenerator random = seed.split("map").generator();
        this.map = new float[free][];
        for (int i = 0; i < free; i++) {
            map[i] = normals(random, dimension, (float) (1 / Math.sqrt(free)));
        }
    }

    Moment numbered(long number) {
        RandomGenerator random = seed.split(number).generator();
        int step = (int) (number % STEPS);
        var when = new Moment.When(episode(number), step, 1000 * number);
        Action action = new Action(random.nextFloat(), random.nextFloat());
        return Moment.of(when, number / STEPS % 2 == 0 ? "reach" : "avoid", latent(random), action)
                .foreseenAs(latent(random))
                .feeling(new Moment.Felt(random.nextDouble(), random.nextDouble(), Map.of("wall", random.nextDouble())))
                .following(new ActionSequence(HORIZON, AXES, normals(random, HORIZON * AXES, 1)));
    }

    static String episode(long number) {
        return "episode-" + number / STEPS;
    }

    /// How the episode of a moment ends.
    static double success(long number) {
        return number / STEPS % 3 == 0 ? 1 : 0;
    }

    Latent latent(RandomGenerator random) {
        float[] values = normals(random, dimension, NOISE);
        for (float[] direction : map) {
            float much = (float) random.nextGaussian();
            for (int i = 0; i < dimension; i++) {
                values[i] += much * direction[i];
            }
        }
        return new Latent(values);
    }

    private static float[] normals(RandomGenerator random, int count, float std) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = std * (float) random.nextGaussian();
        }
        return values;
    }
}
