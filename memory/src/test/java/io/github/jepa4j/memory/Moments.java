package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Moments to remember.
final class Moments {

    private Moments() {}

    /// The moment of a number: the same number gives the same moment. Episodes are of 10 steps a second
    /// apart, tasks take turns.
    static Moment numbered(long number, int dimension) {
        RandomGenerator random = new Seed(number).split("moment").generator();
        var when = new Moment.When("episode-" + number / 10, (int) (number % 10), 1000 * number);
        float[] plan = {1, number, 2, number};
        return Moment.of(
                        when,
                        number / 10 % 2 == 0 ? "reach" : "avoid",
                        new Latent(normals(random, dimension)),
                        new Action(random.nextFloat(), random.nextFloat()))
                .from(new Signals(new float[] {number, Float.NaN, random.nextFloat()}))
                .foreseenAs(new Latent(normals(random, dimension)))
                .feeling(new Moment.Felt(
                        random.nextDouble(),
                        number % 10 == 0 ? Double.NaN : random.nextDouble(),
                        Map.of("temperature", random.nextDouble(), "speed", -1.0)))
                .following(new ActionSequence(2, 2, plan));
    }

    /// A moment with this latent and nothing worth telling.
    static Moment at(String episode, int step, float... latent) {
        return Moment.of(new Moment.When(episode, step, step), "reach", new Latent(latent), new Action(0, 0));
    }

    static float[] normals(RandomGenerator random, int dimension) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
