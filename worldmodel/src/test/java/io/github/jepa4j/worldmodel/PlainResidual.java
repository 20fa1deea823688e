package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;

/// The formula of a residual predictor.
record PlainResidual(ResidualSpec spec, SafeTensors weights) implements PlainPredictor {

    @Override
    public double[] step(double[] latent, double[] action) {
        double[] hidden = latent;
        for (int layer = 0; layer < spec.layers(); layer++) {
            double[] next = linear("predictor.hidden." + layer, hidden, spec.hidden());
            for (int unit = 0; unit < next.length; unit++) {
                double heard = layer == 0 ? ofAction(unit, action) : 0;
                next[unit] = Math.max(0, next[unit] + heard);
            }
            hidden = next;
        }
        double[] next = linear("predictor.output", hidden, latent.length);
        for (int i = 0; i < next.length; i++) {
            next[i] += latent[i];
        }
        return next;
    }

    private double ofAction(int unit, double[] action) {
        double sum = 0;
        for (int axis = 0; axis < action.length; axis++) {
            sum += of("predictor.action.weight")[unit * action.length + axis] * action[axis];
        }
        return sum;
    }

    private double[] linear(String name, double[] input, int out) {
        double[] result = new double[out];
        for (int i = 0; i < out; i++) {
            result[i] = of(name + ".bias")[i];
            for (int j = 0; j < input.length; j++) {
                result[i] += of(name + ".weight")[i * input.length + j] * input[j];
            }
        }
        return result;
    }
}
