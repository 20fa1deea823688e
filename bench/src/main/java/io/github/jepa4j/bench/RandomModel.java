package io.github.jepa4j.bench;

import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.GruWorldModel;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import io.github.jepa4j.worldmodel.ResidualWorldModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Untrained models in pure Java: as fast as trained ones, and made without natives.
final class RandomModel {

    private RandomModel() {}

    /// A world model of these sizes.
    static LatentPredictor predictor(PredictorSpec spec, Seed seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        norm(weights, spec.latentDimension());
        return switch (spec) {
            case GruSpec gru -> {
                gru(weights, gru, seed);
                yield GruWorldModel.of(gru, new SafeTensors(weights, Map.of()));
            }
            case ResidualSpec residual -> {
                residual(weights, residual, seed);
                yield ResidualWorldModel.of(residual, new SafeTensors(weights, Map.of()));
            }
        };
    }

    private static void gru(Map<String, Tensor> weights, GruSpec spec, Seed seed) {
        int d = spec.latentDimension();
        double bound = 1 / Math.sqrt(d);
        uniform(weights, seed, "predictor.gru.weight_ih", bound, 3 * d, spec.actionDimension());
        uniform(weights, seed, "predictor.gru.weight_hh", bound, 3 * d, d);
        uniform(weights, seed, "predictor.gru.bias_ih", bound, 3 * d);
        uniform(weights, seed, "predictor.gru.bias_hh", bound, 3 * d);
    }

    private static void residual(Map<String, Tensor> weights, ResidualSpec spec, Seed seed) {
        int in = spec.latentDimension();
        for (int i = 0; i < spec.layers(); i++) {
            linear(weights, seed, "predictor.hidden." + i, in, spec.hidden());
            in = spec.hidden();
        }
        uniform(weights, seed, "predictor.action.weight", 1, spec.hidden(), spec.actionDimension());
        linear(weights, seed, "predictor.output", spec.hidden(), spec.latentDimension());
    }

    private static void linear(Map<String, Tensor> weights, Seed seed, String name, int in, int out) {
        double bound = 1 / Math.sqrt(in);
        uniform(weights, seed, name + ".weight", bound, out, in);
        uniform(weights, seed, name + ".bias", bound, out);
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
