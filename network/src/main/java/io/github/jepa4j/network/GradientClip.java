package io.github.jepa4j.network;

import io.github.jepa4j.engine.Scope;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Shortens a gradient that is too long (Pascanu, Mikolov and Bengio, *On the difficulty of training
/// recurrent neural networks*, 2013, algorithm 1), by its norm over a group of parameters.
public final class GradientClip {

    private static final double EPSILON = 1e-6;

    private GradientClip() {}

    /// Scales the gradients in place so that their joint Euclidean norm is at most `limit`.
    ///
    /// @return the norm before, NaN if any gradient is
    public static double clip(List<Tensor> gradients, double limit) {
        try (Scope scope = Scope.open();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor[] norms = gradients.stream().map(Tensor::norm).toArray(Tensor[]::new);
            double norm = torch.stack(new org.bytedeco.pytorch.TensorVector(norms))
                    .norm()
                    .item_float();
            if (norm > limit) {
                Scalar scale = new Scalar(limit / (norm + EPSILON));
                gradients.forEach(gradient -> gradient.mul_(scale));
            }
            return norm;
        }
    }
}
