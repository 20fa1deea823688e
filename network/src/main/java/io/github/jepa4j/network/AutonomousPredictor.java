package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Predicts what changes by itself in one interval of time, `z' = z + f(z)`, with a perceptron `f` of
/// smooth units (exact GELU: Hendrycks and Gimpel, *Gaussian Error Linear Units*, 2016), for worlds in
/// which nobody acts. [ResidualPredictor] is its like for worlds in which somebody does.
public final class AutonomousPredictor {

    private final List<Linear> hidden = new ArrayList<>();
    private final Linear output;

    /// Makes the parameters, named as in a checkpoint under `prefix`; uniform within `1 / sqrt(fan in)`
    /// at the start.
    ///
    /// @param latent `D`, at least 1
    /// @param units  of each hidden layer, at least 1
    /// @param layers hidden ones, at least 1
    public AutonomousPredictor(Parameters parameters, String prefix, int latent, int units, int layers) {
        if (latent < 1 || units < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "A predictor of latent dimension %d and %d hidden layers of %d units makes no sense; all must be 1 or more.\nMaybe one was left at its default."
                            .formatted(latent, layers, units));
        }
        int in = latent;
        for (int i = 0; i < layers; i++) {
            hidden.add(Linear.uniform(parameters, prefix + ".hidden." + i, in, units));
            in = units;
        }
        output = Linear.uniform(parameters, prefix + ".output", units, latent);
    }

    /// `[..., D]` to `[..., D]`, one interval later.
    public Tensor forward(Tensor latent) {
        Tensor units = latent;
        for (Linear layer : hidden) {
            units = torch.gelu(layer.forward(units));
        }
        return latent.add(output.forward(units));
    }
}
