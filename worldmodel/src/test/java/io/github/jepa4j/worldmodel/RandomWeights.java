package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Weights of the size that training begins with, for tests.
final class RandomWeights {

    private RandomWeights() {}

    static SafeTensors of(PredictorSpec spec, Seed seed) {
        Map<String, Tensor> weights = new TreeMap<>();
        switch (spec) {
            case GruSpec gru -> put(weights, seed, gru);
            case ResidualSpec residual -> put(weights, seed, residual);
        }
        put(weights, seed, "encoder.norm.weight", 0.7, spec.latentDimension());
        put(weights, seed, "encoder.norm.bias", 0.3, spec.latentDimension());
        return new SafeTensors(weights, Map.of());
    }

    private static void put(Map<String, Tensor> weights, Seed seed, ResidualSpec spec) {
        int d = spec.latentDimension();
        int m = spec.hidden();
        for (int i = 0; i < spec.layers(); i++) {
            int in = i == 0 ? d : m;
            put(weights, seed, "predictor.hidden." + i + ".weight", Math.sqrt(1.0 / in), m, in);
            put(weights, seed, "predictor.hidden." + i + ".bias", 0.3, m);
        }
        put(weights, seed, "predictor.action.weight", 1, m, spec.actionDimension());
        put(weights, seed, "predictor.output.weight", Math.sqrt(1.0 / m), d, m);
        put(weights, seed, "predictor.output.bias", 0.3, d);
    }

    private static void put(Map<String, Tensor> weights, Seed seed, GruSpec spec) {
        int d = spec.latentDimension();
        int a = spec.actionDimension();
        put(weights, seed, "predictor.gru.weight_ih", 1, 3 * d, a);
        put(weights, seed, "predictor.gru.weight_hh", Math.sqrt(1.0 / d), 3 * d, d);
        put(weights, seed, "predictor.gru.bias_ih", 0.3, 3 * d);
        put(weights, seed, "predictor.gru.bias_hh", 0.3, 3 * d);
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
