package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Weights of the size that training begins with, for tests.
final class EncoderWeights {

    private EncoderWeights() {}

    static SafeTensors random(ImpalaSpec spec, Seed seed) {
        Map<String, Tensor> weights = new TreeMap<>();
        for (int stack = 0; stack < spec.stacks(); stack++) {
            String name = "encoder.stack." + stack + ".";
            int width = spec.widths()[stack];
            put(
                    weights,
                    seed,
                    name + "conv.weight",
                    width,
                    spec.inputWidth(stack),
                    spec.kernel(stack),
                    spec.kernel(stack));
            put(weights, seed, name + "conv.bias", width);
            for (int block = 0; block < spec.blocks(); block++) {
                for (int conv = 1; conv <= 2; conv++) {
                    put(weights, seed, name + "block." + block + ".conv" + conv + ".weight", width, width, 3, 3);
                    put(weights, seed, name + "block." + block + ".conv" + conv + ".bias", width);
                }
            }
        }
        put(weights, seed, "encoder.linear.weight", spec.latentDimension(), spec.features());
        put(weights, seed, "encoder.linear.bias", spec.latentDimension());
        put(weights, seed, "encoder.norm.weight", spec.latentDimension());
        put(weights, seed, "encoder.norm.bias", spec.latentDimension());
        return new SafeTensors(weights, Map.of());
    }

    private static void put(Map<String, Tensor> weights, Seed seed, String name, int... shape) {
        RandomGenerator random = seed.split(name).generator();
        Tensor tensor = Tensor.zeros(shape);
        double std = shape.length == 1 ? 0.5 : Math.sqrt((double) shape[0] / tensor.size());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = (float) (std * random.nextGaussian());
        }
        weights.put(name, tensor);
    }
}
