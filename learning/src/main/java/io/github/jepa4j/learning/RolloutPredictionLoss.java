package io.github.jepa4j.learning;

import io.github.jepa4j.network.GruPredictor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Makes the imagined future the real one: from the first latent of each window the predictor is unrolled on its
/// own
/// predictions, and each step is held to what the encoder made of that frame,
/// `(1/K) sum_{k=1..K} mean (p_k - z_k)^2`. No gradient is stopped: the targets move towards the predictions too,
/// and
/// the
/// regularisers keep both from collapsing.
///
/// Source: the multi-step form of PLDM (Sobal et al., 2025) and EB-JEPA (arXiv 2602.03604).
public final class RolloutPredictionLoss {

    private final GruPredictor predictor;
    private final int steps;

    /// @param steps `K`, how many steps are unrolled, at least 1
    public RolloutPredictionLoss(GruPredictor predictor, int steps) {
        this.predictor = predictor;
        this.steps = steps;
    }

    /// @param latents `[B, T, D]`, encoded, `T > K`
    /// @param actions `[B, T - 1, A]`, in the model's units
    /// @return a scalar, at least 0
    public Tensor loss(Tensor latents, Tensor actions) {
        Tensor imagined = latents.select(1, 0);
        Tensor[] errors = new Tensor[steps];
        for (int k = 0; k < steps; k++) {
            imagined = predictor.forward(imagined, actions.select(1, k));
            errors[k] = imagined.sub(latents.select(1, k + 1L)).square().mean();
        }
        return torch.stack(new TensorVector(errors)).mean();
    }
}
