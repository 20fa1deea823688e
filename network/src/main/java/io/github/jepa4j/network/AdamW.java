package io.github.jepa4j.network;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Adam with decoupled weight decay (Loshchilov and Hutter, *Decoupled Weight Decay Regularization*, 2019,
/// algorithm 2, without its schedule multiplier; the decay is scaled by the learning rate, as in PyTorch).
public final class AdamW implements Optimiser {

    private final Config config;
    private final List<String> names;
    private final List<Tensor> tensors;
    private final List<Tensor> means = new ArrayList<>();
    private final List<Tensor> squares = new ArrayList<>();
    private long steps;

    /// @param beta1       decay of the mean of the gradients, in [0, 1)
    /// @param beta2       decay of the mean of their squares, in [0, 1)
    /// @param epsilon     added to the root of the squares, above 0
    /// @param weightDecay pull towards zero per unit of learning rate, at least 0
    public record Config(double beta1, double beta2, double epsilon, double weightDecay) {

        /// The peer's values for two rooms.
        public static Config defaults() {
            return new Config(0.9, 0.999, 1e-8, 1e-5);
        }
    }

    /// Begins with moments of zero.
    public AdamW(Parameters parameters, Config config) {
        this(parameters.names(), parameters.tensors(), config);
    }

    /// Moves some only.
    AdamW(List<String> names, List<Tensor> tensors, Config config) {
        this.names = List.copyOf(names);
        this.tensors = List.copyOf(tensors);
        this.config = config;
        for (Tensor tensor : tensors) {
            means.add(torch.zeros_like(tensor));
            squares.add(torch.zeros_like(tensor));
        }
    }

    @Override
    public void step(List<Tensor> gradients, double learningRate) {
        steps++;
        double meanCorrection = 1 - Math.pow(config.beta1, steps);
        double rootCorrection = Math.sqrt(1 - Math.pow(config.beta2, steps));
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Scalar keep = new Scalar(1 - learningRate * config.weightDecay);
            Scalar move = new Scalar(-learningRate / meanCorrection);
            for (int i = 0; i < tensors.size(); i++) {
                Tensor gradient = gradients.get(i);
                Tensor mean = means.get(i).lerp_(gradient, new Scalar(1 - config.beta1));
                Tensor square = squares.get(i)
                        .mul_(new Scalar(config.beta2))
                        .addcmul_(gradient, gradient, new Scalar(1 - config.beta2));
                Tensor root = square.sqrt().mul_(new Scalar(1 / rootCorrection)).add_(new Scalar(config.epsilon));
                tensors.get(i).mul_(keep).addcdiv_(mean, root, move);
            }
        }
    }

    @Override
    public Map<String, io.github.jepa4j.tensor.Tensor> copy() {
        Map<String, io.github.jepa4j.tensor.Tensor> state = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            state.put("optimizer.mean." + names.get(i), Natives.copy(means.get(i)));
            state.put("optimizer.square." + names.get(i), Natives.copy(squares.get(i)));
        }
        return state;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void load(Map<String, io.github.jepa4j.tensor.Tensor> state, long stepsTaken) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < names.size(); i++) {
                restore(means.get(i), state, "optimizer.mean." + names.get(i));
                restore(squares.get(i), state, "optimizer.square." + names.get(i));
            }
        }
        steps = stepsTaken;
    }

    /// Puts a part of a state back.
    static void restore(Tensor into, Map<String, io.github.jepa4j.tensor.Tensor> state, String name) {
        io.github.jepa4j.tensor.Tensor value = state.get(name);
        if (value == null || value.size() != into.numel()) {
            throw new IllegalArgumentException(
                    "The optimiser's %s is %s; %d values were expected.\nMaybe the checkpoint is of another model."
                            .formatted(name, value == null ? "missing" : value, into.numel()));
        }
        into.copy_(Natives.of(value));
    }
}
