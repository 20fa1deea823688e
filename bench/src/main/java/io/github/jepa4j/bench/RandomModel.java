package io.github.jepa4j.bench;

import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.GruWorldModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Untrained models in pure Java: as fast as trained ones, and made without natives.
final class RandomModel {

    private RandomModel() {}

    /// A world model of so many latent dimensions.
    static GruWorldModel gru(int dimension, Seed seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        double bound = 1 / Math.sqrt(dimension);
        uniform(weights, seed, "predictor.gru.weight_ih", bound, 3 * dimension, Rooms.ACTIONS);
        uniform(weights, seed, "predictor.gru.weight_hh", bound, 3 * dimension, dimension);
        uniform(weights, seed, "predictor.gru.bias_ih", bound, 3 * dimension);
        uniform(weights, seed, "predictor.gru.bias_hh", bound, 3 * dimension);
        norm(weights, dimension);
        return GruWorldModel.of(new GruSpec(dimension, Rooms.ACTIONS), new SafeTensors(weights, Map.of()));
    }

    /// An encoder of these sizes.
    static ImpalaEncoder encoder(ImpalaSpec spec, Seed seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int s = 0; s < spec.stacks(); s++) {
            String stack = "encoder.stack." + s;
            int width = spec.widths()[s];
            convolution(weights, seed, stack + ".conv", spec.inputWidth(s), width, spec.kernel(s));
            for (int b = 0; b < spec.blocks(); b++) {
                convolution(weights, seed, stack + ".block." + b + ".conv1", width, width, 3);
                convolution(weights, seed, stack + ".block." + b + ".conv2", width, width, 3);
            }
        }
        double bound = 1 / Math.sqrt(spec.features());
        uniform(weights, seed, "encoder.linear.weight", bound, spec.latentDimension(), spec.features());
        uniform(weights, seed, "encoder.linear.bias", bound, spec.latentDimension());
        norm(weights, spec.latentDimension());
        return ImpalaEncoder.of(spec, new SafeTensors(weights, Map.of()));
    }

    /// So many standard normal numbers.
    static float[] gaussian(Seed seed, int size) {
        RandomGenerator random = seed.generator();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void convolution(Map<String, Tensor> weights, Seed seed, String name, int... inOutKernel) {
        int in = inOutKernel[0];
        int out = inOutKernel[1];
        int kernel = inOutKernel[2];
        double bound = 1 / Math.sqrt((double) in * kernel * kernel);
        uniform(weights, seed, name + ".weight", bound, out, in, kernel, kernel);
        uniform(weights, seed, name + ".bias", bound, out);
    }

    private static void norm(Map<String, Tensor> weights, int dimension) {
        float[] ones = new float[dimension];
        Arrays.fill(ones, 1);
        weights.put("encoder.norm.weight", new Tensor(new int[] {dimension}, ones));
        weights.put("encoder.norm.bias", new Tensor(new int[] {dimension}, new float[dimension]));
    }

    private static void uniform(Map<String, Tensor> weights, Seed seed, String name, double bound, int... shape) {
        RandomGenerator random = seed.split(name).generator();
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        weights.put(name, new Tensor(shape, values));
    }
}
