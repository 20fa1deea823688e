package io.github.jepa4j.perception;

import io.github.jepa4j.world.Signals;
import java.util.Arrays;
import java.util.List;

/// The sizes of a [SignalsEncoder], and how signals are normalised. Each signal is one input, `(x - mean) / std`; an
/// angle is two, its sine and its cosine, each normalised so.
///
/// @param names    of the signals, in the order of [Signals#values]; at least one
/// @param turns    `[S]`: of an angle one turn, in its unit; 0 for what is no angle
/// @param mean     `[I]`, of each input
/// @param std      `[I]`, above 0
/// @param widths   units of each hidden layer of what is learned, at least one layer
/// @param features `F`, learned dimensions of the latent, at least 1; they follow the `I` inputs
public record SignalsSpec(List<String> names, float[] turns, float[] mean, float[] std, int[] widths, int features)
        implements EncoderSpec {

    public SignalsSpec {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() != turns.length) {
            throw new IllegalArgumentException(
                    "An encoder of signals %s has %d turns; it needs at least 1 signal, and a turn for each.\nMaybe a column was forgotten."
                            .formatted(names, turns.length));
        }
        if (features < 1 || widths.length == 0 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "An encoder of signals with hidden layers of %s units and %d features makes no sense; there must be at least one layer, and all must be 1 or more.\nMaybe one was left at its default."
                            .formatted(Arrays.toString(widths), features));
        }
        int inputs = inputs(turns);
        if (mean.length != inputs || std.length != inputs) {
            throw new IllegalArgumentException(
                    "An encoder of %d inputs has %d means and %d standard deviations; it needs one of each per input, an angle being two.\nMaybe an angle was counted once."
                            .formatted(inputs, mean.length, std.length));
        }
        for (int i = 0; i < inputs; i++) {
            if (!(std[i] > 0) || Float.isInfinite(std[i]) || !Float.isFinite(mean[i])) {
                throw new IllegalArgumentException(
                        "The encoder's input %d has mean %s and standard deviation %s; the mean must be finite and the deviation finite and above 0.\nMaybe that signal never varies."
                                .formatted(i, mean[i], std[i]));
            }
        }
    }

    private static int inputs(float[] turns) {
        int inputs = 0;
        for (float turn : turns) {
            inputs += turn > 0 ? 2 : 1;
        }
        return inputs;
    }

    /// `S`, the number of signals.
    public int signals() {
        return turns.length;
    }

    /// `I`, the number of inputs: `S`, and one more for each angle.
    public int inputs() {
        return mean.length;
    }

    @Override
    public int latentDimension() {
        return inputs() + features;
    }

    @Override
    public long parameters() {
        long sum = 0;
        int in = inputs();
        for (int width : widths) {
            sum += (in + 1L) * width;
            in = width;
        }
        return sum + (in + 1L) * features;
    }

    /// Where a signal is in the latent: of an angle its sine, the cosine being next to it.
    ///
    /// @param signal its place in the observation
    public int place(int signal) {
        return inputs(Arrays.copyOf(turns, signal));
    }

    /// Inputs without normalisation: of an angle its sine and cosine.
    ///
    /// @param into `[I]` from `offset` on
    public void expand(float[] values, float[] into, int offset) {
        int place = offset;
        for (int s = 0; s < turns.length; s++) {
            if (turns[s] > 0) {
                double angle = 2 * Math.PI * values[s] / turns[s];
                into[place++] = (float) Math.sin(angle);
                into[place++] = (float) Math.cos(angle);
            } else {
                into[place++] = values[s];
            }
        }
    }

    /// The inputs of signals, normalised.
    ///
    /// @param into `[I]` from `offset` on
    public void normalise(float[] values, float[] into, int offset) {
        expand(values, into, offset);
        for (int i = 0; i < mean.length; i++) {
            into[offset + i] = (into[offset + i] - mean[i]) / std[i];
        }
    }

    /// The signals that a latent holds; an angle is within half a turn of 0.
    ///
    /// @param latents that of now, or an imagined one, from `offset` on
    public Signals read(float[] latents, int offset) {
        float[] values = new float[turns.length];
        int place = 0;
        for (int s = 0; s < turns.length; s++) {
            double first = (double) latents[offset + place] * std[place] + mean[place];
            place++;
            if (turns[s] > 0) {
                double cosine = (double) latents[offset + place] * std[place] + mean[place];
                place++;
                first = Math.atan2(first, cosine) * turns[s] / (2 * Math.PI);
            }
            values[s] = (float) first;
        }
        return new Signals(values);
    }

    /// The weights `w` of `x = w z + b`, by which a signal that is no angle is read from a latent: `[D]`.
    ///
    /// @throws IllegalArgumentException when there is no such signal, or it is an angle
    public float[] weights(String name) {
        int place = linear(name);
        float[] weights = new float[latentDimension()];
        weights[place] = std[place];
        return weights;
    }

    /// The bias `b` that goes with [#weights].
    public float bias(String name) {
        return mean[linear(name)];
    }

    private int linear(String name) {
        int signal = names.indexOf(name);
        if (signal < 0 || turns[signal] > 0) {
            throw new IllegalArgumentException(
                    "The signal %s is no linear function of the latent of %s.\nMaybe it is an angle, or spelt differently."
                            .formatted(name, names));
        }
        return place(signal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignalsSpec that
                && names.equals(that.names)
                && Arrays.equals(turns, that.turns)
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std)
                && Arrays.equals(widths, that.widths)
                && features == that.features;
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(mean);
    }

    @Override
    public String toString() {
        return "SignalsSpec[%s, widths=%s, D=%d]".formatted(names, Arrays.toString(widths), latentDimension());
    }
}
