package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Distances that are not the same there and back.
class QuasimetricTest {

    /// Of weights that nobody learned: two components of three intervals, four latent dimensions.
    static Quasimetric drawn(Seed seed) {
        var spec = new QuasimetricSpec(4, 3, 2, 8, 2, 2, 3, 10);
        return Quasimetric.of(
                spec,
                Map.of(
                        "encoder.hidden.0.weight", drawn(seed.split(0), 8, 7), // three numbers and two waves of them
                        "waves", drawn(seed.split(6), 2, 3),
                        "encoder.hidden.0.bias", drawn(seed.split(1), 8),
                        "encoder.hidden.1.weight", drawn(seed.split(2), 8, 8),
                        "encoder.hidden.1.bias", drawn(seed.split(3), 8),
                        "encoder.output.weight", drawn(seed.split(4), 6, 8),
                        "encoder.output.bias", drawn(seed.split(5), 6),
                        "share", new Tensor(new int[] {1}, new float[] {0.3f})));
    }

    private static Tensor drawn(Seed seed, int... shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return new Tensor(shape, normals(seed, size));
    }

    private static float[] normals(Seed seed, int count) {
        RandomGenerator random = seed.generator();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 2;
        }
        return values;
    }

    /// One hidden unit each way passes the latent on, so that codes are the latent itself.
    private static Quasimetric plain(int components, int intervals) {
        int d = components * intervals;
        float[] in = new float[2 * d * d];
        float[] out = new float[2 * d * d];
        for (int i = 0; i < d; i++) {
            in[2 * i * d + i] = 1;
            in[(2 * i + 1) * d + i] = -1;
            out[i * 2 * d + 2 * i] = 1;
            out[i * 2 * d + 2 * i + 1] = -1;
        }
        return Quasimetric.of(
                new QuasimetricSpec(d, d, 0, 2 * d, 1, components, intervals, 1),
                Map.of(
                        "encoder.hidden.0.weight", new Tensor(new int[] {2 * d, d}, in),
                        "encoder.hidden.0.bias", new Tensor(new int[] {2 * d}, new float[2 * d]),
                        "encoder.output.weight", new Tensor(new int[] {d, 2 * d}, out),
                        "encoder.output.bias", new Tensor(new int[] {d}, new float[d]),
                        "share", new Tensor(new int[] {1}, new float[] {0})));
    }

    @Test
    void aComponentIsTheLengthOfTheUnionOfIntervals() {
        Quasimetric one = plain(1, 3);

        assertThat(one.distances(new float[] {0, 1, 5}, new float[] {2, 4, 6})).containsExactly(5); // [0, 4] and [5, 6]
        assertThat(one.distances(new float[] {2, 4, 6}, new float[] {0, 1, 5})).containsExactly(0); // nothing is above
        assertThat(one.distances(new float[] {0, 1, 9}, new float[] {8, 2, 6}))
                .containsExactly(8); // one within, one back
    }

    @Test
    void theGreatestComponentAndTheMeanCountByTheirShares() {
        Quasimetric two = plain(2, 1); // a = sigmoid(0) = 0.5
        assertThat(two.distances(new float[] {0, 0}, new float[] {4, 2})).containsExactly(3.5f); // (4 + 3) / 2
    }

    @Test
    void noWayIsLongerThanOneWithAStopAndTheWayBackMayBeLonger() {
        Quasimetric metric = drawn(new Seed(1));
        boolean differs = false;
        for (int i = 0; i < 200; i++) {
            float[] x = normals(new Seed(10).split(i), 4);
            float[] y = normals(new Seed(11).split(i), 4);
            float[] z = normals(new Seed(12).split(i), 4);
            float straight = metric.distances(x, z)[0];
            assertThat(straight).isNotNegative();
            assertThat(straight).isLessThanOrEqualTo(metric.distances(x, y)[0] + metric.distances(y, z)[0] + 1e-4f);
            assertThat(metric.distances(x, x)[0]).isZero();
            differs |= Math.abs(straight - metric.distances(z, x)[0]) > 0.1;
        }
        assertThat(differs).isTrue();
    }

    @Test
    void fromOrToWhatIsNoNumberNothingIsTold() {
        Quasimetric one = plain(1, 2);
        float nan = Float.NaN;
        assertThat(one.distances(new float[] {0, nan, 0, 0}, new float[] {1, 1})[0])
                .isNaN();
        assertThat(one.distances(new float[] {0, nan, 0, 0}, new float[] {1, 1})[1])
                .isEqualTo(1);
        assertThat(one.distances(new float[] {0, 0}, new float[] {1, nan})[0]).isNaN();
        float huge = Float.MAX_VALUE; // no number any more within the network
        assertThat(drawn(new Seed(1)).distances(new float[] {huge, huge, huge, huge}, new float[4])[0])
                .isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> one.distances(new float[2], new float[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> one.pullback(new float[4], new float[2], new float[1]));
    }

    @Test
    void theGradientAgreesWithFiniteDifferences() {
        Quasimetric metric = drawn(new Seed(2));
        float[] from = normals(new Seed(3), 3 * 4);
        float[] to = normals(new Seed(4), 4);
        float[] pulled = metric.pullback(from, to, new float[] {1, 2, -1});
        float step = 1e-3f;
        for (int i = 0; i < from.length; i++) {
            float[] more = from.clone();
            float[] less = from.clone();
            more[i] += step;
            less[i] -= step;
            double weight = new double[] {1, 2, -1}[i / 4];
            double slope =
                    weight * (metric.distances(more, to)[i / 4] - metric.distances(less, to)[i / 4]) / (2 * step);
            assertThat((double) pulled[i]).isCloseTo(slope, within(0.05));
            assertThat(i % 4 == 3 && pulled[i] != 0).isFalse(); // the fourth number is not looked at
        }
    }

    @Test
    void aModelFileHoldsItAndWhatDoesNotFitIsRefused() {
        Quasimetric metric = drawn(new Seed(1));
        SafeTensors file = metric.in(new SafeTensors(Map.of(), Map.of("data", "some")), Map.of("updates", "7"));
        float[] x = normals(new Seed(5), 4);
        float[] y = normals(new Seed(6), 4);

        assertThat(Quasimetric.of(file).distances(x, y)).isEqualTo(metric.distances(x, y));
        assertThat(file.metadata()).containsEntry("data", "some").containsEntry("quasimetric.updates", "7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quasimetric.of(new SafeTensors(Map.of(), Map.of())))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric.distances(new float[5], y))
                .withMessageContaining("\nMaybe");
        Map<String, Tensor> bare = new TreeMap<>(file.tensors());
        bare.remove("quasimetric.share");
        assertThatIllegalArgumentException().isThrownBy(() -> Quasimetric.of(new SafeTensors(bare, file.metadata())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuasimetricSpec(4, 4, 0, 8, 1, 0, 3, 1))
                .withMessageContaining("\nMaybe");
    }
}
