package io.github.jepa4j.learning;

import io.github.jepa4j.network.GruPredictor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Makes the imagined future the real one: from each frame of a window that has `K` frames after it, the
/// predictor is unrolled on its own predictions, and each step is held to what the encoder made of that
/// frame, `mean over starts s and k = 1..K of (p_{s,k} - z_{s+k})^2`. No gradient is stopped: the targets
/// move towards the predictions too, and the regularisers keep both from collapsing.
///
/// Source: the multi-step form of PLDM (Sobal et al., 2025) and EB-JEPA (arXiv 2602.03604). Differs from
/// the latter's code by the number of starts: it unrolls from the first frame only, which `firstOnly`
/// repeats.
public final class RolloutPredictionLoss {

    private final GruPredictor predictor;
    private final int steps;
    private final boolean firstOnly;

    /// @param steps     `K`, how many steps are unrolled, at least 1
    /// @param firstOnly whether to start from each window's first frame only
    public RolloutPredictionLoss(GruPredictor predictor, int steps, boolean firstOnly) {
        this.predictor = predictor;
        this.steps = steps;
        this.firstOnly = firstOnly;
    }

    /// @param latents `[B, T, D]`, encoded, `T > K`
    /// @param actions `[B, T - 1, A]`, in the model's units
    /// @return a scalar, at least 0
    public Tensor loss(Tensor latents, Tensor actions) {
        long starts = firstOnly ? 1 : latents.size(1) - steps;
        Tensor imagined = latents.narrow(1, 0, starts).flatten(0, 1);
        Tensor[] errors = new Tensor[steps];
        for (int k = 0; k < steps; k++) {
            imagined = predictor.forward(imagined, actions.narrow(1, k, starts).flatten(0, 1));
            errors[k] = imagined.sub(latents.narrow(1, k + 1L, starts).flatten(0, 1))
                    .square()
                    .mean();
        }
        return torch.stack(new TensorVector(errors)).mean();
    }
}
