package io.github.jepa4j.objective;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A learned critic: how many steps it takes from a latent to where named signals have given values. For
/// what lies beyond a plan's horizon, and around what lies in between: a place behind a wall is near in
/// pixels and far in steps.
///
/// A perceptron of two hidden layers on latent and goal side by side, `o = W_3 relu(W_2 relu(W_1 [z; g] +
/// b_1) + b_2) + b_3`, read as `steps = softplus(o) / -ln(discount)`, so that `discount^steps =
/// sigmoid(-o)` lies between 0 (never) and 1 (there). What it is learned from, and after whom, stands at
/// `CriticTrainer` in module `learning`.
///
/// | in a model file                              | shape                          |
/// |----------------------------------------------|--------------------------------|
/// | metadata `critic.signals`, `critic.discount` | names, separated by commas; in (0, 1) |
/// | `critic.signal.mean`, `critic.signal.std`    | `[S]`, `g = (value - mean) / std` |
/// | `critic.layer.0.weight`, `.bias`             | `[U, D + S]`, `[U]`            |
/// | `critic.layer.1.weight`, `.bias`             | `[U, U]`, `[U]`                |
/// | `critic.layer.2.weight`, `.bias`             | `[1, U]`, `[1]`                |
///
/// Immutable, and safe to use from many threads.
public final class Critic {

    /// What the names of its tensors begin with.
    public static final String PREFIX = "critic.";

    private static final String SIGNALS = PREFIX + "signals";
    private static final String DISCOUNT = PREFIX + "discount";

    private final SignalVector signals;
    private final double discount;
    private final Perceptron perceptron;

    private Critic(SignalVector signals, double discount, Perceptron perceptron) {
        this.signals = signals;
        this.discount = discount;
        this.perceptron = perceptron;
        if (!(discount > 0 && discount < 1) || perceptron.outputs() != 1 || latentDimension() < 1) {
            throw new IllegalArgumentException(
                    "A critic with discount %s tells %d numbers of %d latent dimensions; the discount must be between 0 and 1, and one number told of at least one.\nMaybe the file was edited."
                            .formatted(discount, perceptron.outputs(), latentDimension()));
        }
    }

    /// A critic of these parts.
    ///
    /// @param names    of the signals that a goal consists of, at least one
    /// @param discount in (0, 1)
    /// @param tensors  named as in the table; others among them are left out
    /// @throws IllegalArgumentException when one is missing, has another shape, or is not finite
    public static Critic of(List<String> names, double discount, Map<String, Tensor> tensors) {
        return new Critic(
                SignalVector.of(PREFIX + "signal.", names, tensors),
                discount,
                Perceptron.of(PREFIX + "layer.", tensors));
    }

    /// The critic that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static Critic of(SafeTensors file) {
        List<String> names = SignalVector.names(file, SIGNALS);
        String written = file.metadata().getOrDefault(DISCOUNT, "missing");
        try {
            return of(names, Double.parseDouble(written), file.tensors());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The critic's discount is %s; it must be a number between 0 and 1.\nMaybe the file was edited."
                            .formatted(written),
                    e);
        }
    }

    /// Whether a model file in memory holds a critic.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(SIGNALS);
    }

    /// What a goal consists of, in order.
    public List<String> signals() {
        return signals.names();
    }

    /// Of its learning: what a step more multiplies the value by.
    public double discount() {
        return discount;
    }

    /// `D` of the latents it judges.
    public int latentDimension() {
        return perceptron.inputs() - signals.names().size();
    }

    /// The steps to a goal, as a signal called `steps to go` that objectives can speak of ([Minimise]). Its
    /// error is not calibrated: it is said to be 0.
    ///
    /// @param goal the value of every signal, in its unit, finite
    /// @throws IllegalArgumentException when one is missing, not finite, or not among the critic's
    public Readout toward(Map<String, Float> goal) {
        List<Perceptron.Layer> layers = perceptron.layers();
        return new StepsToGo(
                latentDimension(),
                -1 / Math.log(discount),
                layers.get(0).given(signals.normalised(goal)),
                layers.get(1),
                layers.get(2));
    }

    /// A model file with this critic in place of the one it had; all else stays.
    ///
    /// @param provenance written beside it, each key after [#PREFIX]
    public SafeTensors in(SafeTensors file, Map<String, String> provenance) {
        Map<String, String> more = new TreeMap<>(provenance);
        more.put("discount", Double.toString(discount));
        return signals.replaced(file, PREFIX, perceptron, more);
    }

    @Override
    public String toString() {
        return "Critic[%s, D = %d, U = %d, discount = %s]"
                .formatted(signals.names(), latentDimension(), perceptron.units(), discount);
    }
}
