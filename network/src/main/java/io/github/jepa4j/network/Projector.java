package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The perceptron between features and a loss: linear maps, with batch normalisation and rectification
/// between them. VICReg calls it the expander, BYOL and SimSiam have one as projector and another as
/// predictor. LeWM's has exact GELU in place of the rectification.
public final class Projector {

    private final boolean gelu;
    private final List<Linear> layers = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();

    /// Makes the parameters and running statistics, named as in a checkpoint under `prefix`.
    ///
    /// @param widths `D` first, then the units of each layer, the last being the embedding's dimension;
    ///     with a single number the projector is the identity
    public Projector(Parameters parameters, Buffers buffers, String prefix, int... widths) {
        this(parameters, buffers, prefix, false, widths);
    }

    private Projector(Parameters parameters, Buffers buffers, String prefix, boolean gelu, int... widths) {
        this.gelu = gelu;
        for (int i = 1; i < widths.length; i++) {
            layers.add(Linear.uniform(parameters, prefix + "." + (i - 1), widths[i - 1], widths[i]));
            if (i + 1 < widths.length) {
                norms.add(new BatchNorm(parameters, buffers, prefix + "." + (i - 1) + ".norm", widths[i]));
            }
        }
    }

    /// The same with exact GELU between the maps.
    public static Projector ofGelu(Parameters parameters, Buffers buffers, String prefix, int... widths) {
        return new Projector(parameters, buffers, prefix, true, widths);
    }

    /// `[B, D]` to `[B, E]`.
    public Tensor forward(Tensor features, Mode mode) {
        Tensor units = features;
        for (int i = 0; i < layers.size(); i++) {
            units = layers.get(i).forward(units);
            if (i < norms.size()) {
                Tensor normal = norms.get(i).forward(units, mode);
                units = gelu ? torch.gelu(normal) : normal.relu_();
            }
        }
        return units;
    }
}
