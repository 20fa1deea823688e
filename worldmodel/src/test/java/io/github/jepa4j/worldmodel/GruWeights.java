package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Weights of the size that training begins with, for tests.
final class GruWeights {

    private GruWeights() {}

    static SafeTensors random(GruSpec spec, Seed seed) {
        int d = spec.latentDimension();
        int a = spec.actionDimension();
        Map<String, Tensor> weights = new TreeMap<>();
        put(weights, seed, "predictor.gru.weight_ih", 1, 3 * d, a);
        put(weights, seed, "predictor.gru.weight_hh", Math.sqrt(1.0 / d), 3 * d, d);
        put(weights, seed, "predictor.gru.bias_ih", 0.3, 3 * d);
        put(weights, seed, "predictor.gru.bias_hh", 0.3, 3 * d);
        put(weights, seed, "encoder.norm.weight", 0.7, d);
        put(weights, seed, "encoder.norm.bias", 0.3, d);
        return new SafeTensors(weights, Map.of());
    }

    private static void put(Map<String, Tensor> weights, Seed seed, String name, double std, int... shape) {
        RandomGenerator random = seed.split(name).generator();
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = (float) (std * random.nextGaussian());
        }
        weights.put(name, tensor);
    }
}
