package io.github.jepa4j.objective;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// What would be perceived if named signals had other values, and all else were as it is: the way back from
/// signals to latents, so that a place given in pixels becomes a goal like a picture of it
/// ([GoalDistance]).
///
/// A latent knows more than the signals do, such as on which side of a wall they lie; what is near in
/// signals may be far in latents, and a plan that lessens the latter does not stop before the wall.
///
/// A perceptron of two hidden layers on latent and signals side by side, `z' = z + W_3 relu(W_2 relu(W_1
/// [z; x] + b_1) + b_2) + b_3`. How it is learned stands at `CounterfactualTrainer` in module `learning`.
/// It was shown no values that the episodes did not have: for others, what it tells is nonsense, which
/// nothing here notices; the readouts of what it tells do ([Readout]).
///
/// | in a model file                                         | shape                     |
/// |---------------------------------------------------------|---------------------------|
/// | metadata `counterfactual.signals`                       | names, separated by commas |
/// | `counterfactual.signal.mean`, `counterfactual.signal.std` | `[S]`, `x = (value - mean) / std` |
/// | `counterfactual.layer.0.weight`, `.bias`                | `[U, D + S]`, `[U]`       |
/// | `counterfactual.layer.1.weight`, `.bias`                | `[U, U]`, `[U]`           |
/// | `counterfactual.layer.2.weight`, `.bias`                | `[D, U]`, `[D]`           |
///
/// Immutable, and safe to use from many threads.
public final class Counterfactual {

    /// What the names of its tensors begin with.
    public static final String PREFIX = "counterfactual.";

    private static final String SIGNALS = PREFIX + "signals";

    private final SignalVector signals;
    private final Perceptron perceptron;
    private final int dimension;

    private Counterfactual(SignalVector signals, Perceptron perceptron) {
        this.signals = signals;
        this.perceptron = perceptron;
        this.dimension = perceptron.inputs() - signals.names().size();
        if (perceptron.outputs() != dimension) {
            throw new IllegalArgumentException(
                    "The counterfactual tells %d latent dimensions from %d; they must be as many.\nMaybe its parts come from two models."
                            .formatted(perceptron.outputs(), dimension));
        }
    }

    /// One of these parts.
    ///
    /// @param names   of the signals, at least one
    /// @param tensors named as in the table; others among them are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite
    public static Counterfactual of(List<String> names, Map<String, Tensor> tensors) {
        return new Counterfactual(
                SignalVector.of(PREFIX + "signal.", names, tensors), Perceptron.of(PREFIX + "layer.", tensors));
    }

    /// The one that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static Counterfactual of(SafeTensors file) {
        return of(SignalVector.names(file, SIGNALS), file.tensors());
    }

    /// Whether a model file in memory holds one.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(SIGNALS);
    }

    /// The signals that can be given other values.
    public List<String> signals() {
        return signals.names();
    }

    /// `D` of the latents it changes.
    public int latentDimension() {
        return dimension;
    }

    /// The latent of now, were the signals so.
    ///
    /// @param now    `[D]`
    /// @param values of every signal, in its unit, finite
    /// @throws IllegalArgumentException when one is missing, not finite, or not among [#signals]; or the
    ///     latent is of another size
    public Latent latent(Latent now, Map<String, Float> values) {
        if (now.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "The latent has %d dimensions, but the counterfactual was learned of %d.\nMaybe it was learned for another model."
                            .formatted(now.dimension(), dimension));
        }
        float[] given = new float[perceptron.inputs()];
        System.arraycopy(now.values(), 0, given, 0, dimension);
        System.arraycopy(
                signals.normalised(values), 0, given, dimension, signals.names().size());
        float[] change = perceptron.apply(given);
        for (int d = 0; d < dimension; d++) {
            change[d] += given[d];
        }
        return new Latent(change);
    }

    /// A model file with this one in place of the one it had; all else stays.
    ///
    /// @param provenance written beside it, each key after [#PREFIX]
    public SafeTensors in(SafeTensors file, Map<String, String> provenance) {
        return signals.replaced(file, PREFIX, perceptron, provenance);
    }

    @Override
    public String toString() {
        return "Counterfactual[%s, D = %d, U = %d]".formatted(signals.names(), dimension, perceptron.units());
    }
}
