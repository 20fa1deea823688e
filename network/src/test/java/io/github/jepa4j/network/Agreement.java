package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Compares the engine's numbers with others, and stirs parameters.
final class Agreement {

    /// Both add the same products in other orders, one in float: the project's floor for agreement,
    /// relative to the largest entry.
    private static final double AGREEMENT = 1e-4;

    private Agreement() {}

    static void assertAgree(Tensor found, double[][] expected) {
        float[] values = Natives.values(found);
        double[] flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
        assertThat(values).hasSize(flat.length);
        double largest = 0;
        double gap = 0;
        for (int i = 0; i < flat.length; i++) {
            largest = Math.max(largest, Math.abs(flat[i]));
            gap = Math.max(gap, Math.abs(values[i] - flat[i]));
        }
        assertThat(largest).isGreaterThan(0);
        assertThat(gap / largest).isLessThan(AGREEMENT);
    }

    static void assertAgree(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        float[] values = Natives.values(expected);
        double[] row = new double[values.length];
        Arrays.setAll(row, i -> values[i]);
        assertAgree(found, new double[][] {row});
    }

    static double gap(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item().toDouble();
    }

    /// Overwrites all parameters, frozen ones too, with values that no start has, so that nothing is zero
    /// or one by luck.
    static void stir(Parameters parameters, Seed seed, double std) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            parameters.shapes().forEach((name, shape) -> {
                Tensor tensor = parameters.tensor(name);
                tensor.copy_(
                        Natives.of(gaussian(seed.split(name), Math.toIntExact(tensor.numel()), std), tensor.shape()));
            });
        }
    }

    static float[] gaussian(Seed seed, int size, double std) {
        var random = seed.generator();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (std * random.nextGaussian());
        }
        return values;
    }
}
