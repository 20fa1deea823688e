package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;

/// The formula of a predictor written down in double precision, one number after the other: the oracle.
interface PlainPredictor {

    /// The next latent before it is normalised.
    double[] step(double[] latent, double[] action);

    SafeTensors weights();

    static PlainPredictor of(PredictorSpec spec, SafeTensors weights) {
        return switch (spec) {
            case GruSpec gru -> new PlainGru(gru, weights);
            case ResidualSpec residual -> new PlainResidual(residual, weights);
        };
    }

    /// The latents `[H + 1][D]` of one candidate.
    default double[][] imagine(double[] now, double[][] actions) {
        double[][] latents = new double[actions.length + 1][];
        latents[0] = now;
        for (int t = 0; t < actions.length; t++) {
            latents[t + 1] = normalised(step(latents[t], actions[t]));
        }
        return latents;
    }

    private double[] normalised(double[] values) {
        int d = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / d;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / d;
        }
        double[] result = new double[d];
        for (int i = 0; i < d; i++) {
            double unit = (values[i] - mean) / Math.sqrt(variance + 1e-5);
            result[i] = unit * of("encoder.norm.weight")[i] + of("encoder.norm.bias")[i];
        }
        return result;
    }

    /// The weights of this name.
    default float[] of(String name) {
        return weights().tensors().get(name).values();
    }
}
