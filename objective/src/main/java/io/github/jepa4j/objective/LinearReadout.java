package io.github.jepa4j.objective;

import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A signal that is a linear function of the latent, `x = w z + b`: the linear probe of self-supervised
/// learning (Alain and Bengio, *Understanding intermediate layers using linear classifier probes*, 2016),
/// used at run time.
///
/// @param name    what is read
/// @param unit    its unit
/// @param weights `w`, `[D]`, finite
/// @param bias    `b`, in the signal's unit, finite
/// @param errors  calibrated errors of what is read 0, 1, 2 ... steps ahead, in the signal's unit, at least
///     0 each and at least one; the last holds for all times beyond
public record LinearReadout(String name, String unit, float[] weights, float bias, float[] errors) implements Readout {

    public LinearReadout {
        weights = weights.clone();
        for (float weight : weights) {
            requireFinite(name, weight);
        }
        requireFinite(name, bias);
        errors = requireErrors(name, errors);
    }

    /// A readout that is exact.
    public static LinearReadout exact(String name, String unit, float[] weights, float bias) {
        return new LinearReadout(name, unit, weights, bias, new float[1]);
    }

    /// A signal as it stands in the latents of an encoder of signals, read exactly; of an imagined latent, what the
    /// model
    /// imagines it to be.
    ///
    /// @param spec of the encoder
    /// @param name of one of its signals, which is no angle
    /// @param unit of it
    /// @throws IllegalArgumentException when there is none of that name, or it is an angle, which no line reads
    public static LinearReadout ofSignal(SignalsSpec spec, String name, String unit) {
        int signal = spec.names().indexOf(name);
        if (signal < 0 || spec.turns()[signal] > 0) {
            throw new IllegalArgumentException(
                    "The signal %s is %s; one that is no angle was expected, of %s.\nMaybe a readout learned after the model can tell it."
                            .formatted(name, signal < 0 ? "not there" : "an angle", spec.names()));
        }
        int place = spec.place(signal);
        float[] weights = new float[spec.latentDimension()];
        weights[place] = spec.std()[place];
        return exact(name, unit, weights, spec.mean()[place]);
    }

    /// The same, with its error calibrated.
    ///
    /// @param calibrated by steps ahead, in the signal's unit
    public LinearReadout withErrors(float[] calibrated) {
        return new LinearReadout(name, unit, weights, bias, calibrated);
    }

    @Override
    public float[] read(Rollout rollout) {
        requireDimension(rollout);
        float[] values = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (int i = 0; i < values.length; i++) {
            double sum = bias;
            for (int d = 0; d < weights.length; d++) {
                sum += (double) weights[d] * rollout.latents()[i * weights.length + d];
            }
            values[i] = (float) sum;
        }
        return values;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        requireDimension(rollout);
        for (int i = 0; i < gradients.length; i++) {
            if (gradients[i] != 0) {
                for (int d = 0; d < weights.length; d++) {
                    into.latents()[i * weights.length + d] += gradients[i] * weights[d];
                }
            }
        }
    }

    @Override
    public float error(int time) {
        return errors[Math.min(time, errors.length - 1)];
    }

    private void requireDimension(Rollout rollout) {
        if (rollout.latentDimension() != weights.length) {
            throw new IllegalArgumentException(
                    "The readout of %s reads %d latent dimensions, but the rollout has %d.\nMaybe it was made for another checkpoint."
                            .formatted(name, weights.length, rollout.latentDimension()));
        }
    }

    /// @return a copy
    static float[] requireErrors(String name, float[] errors) {
        if (errors.length == 0) {
            throw new IllegalArgumentException(
                    "The readout of %s has no calibrated error; it needs at least 1.\nMaybe 0 is meant: what is read is exact."
                            .formatted(name));
        }
        for (float error : errors) {
            if (!(error >= 0)) {
                throw new IllegalArgumentException(
                        "The readout of %s has the error %s; it must be at least 0.\nMaybe it was calibrated on too few data."
                                .formatted(name, error));
            }
        }
        return errors.clone();
    }

    static void requireFinite(String name, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    "The readout of %s has the weight %s; it must be finite.\nMaybe its regression had fewer data than dimensions."
                            .formatted(name, value));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearReadout that
                && name.equals(that.name)
                && unit.equals(that.unit)
                && Arrays.equals(weights, that.weights)
                && bias == that.bias
                && Arrays.equals(errors, that.errors);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "LinearReadout[%s, %s, D = %d]".formatted(name, unit, weights.length);
    }
}
