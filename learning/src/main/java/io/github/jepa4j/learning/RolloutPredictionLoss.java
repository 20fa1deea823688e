package io.github.jepa4j.learning;

import io.github.jepa4j.network.Predictor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Makes the imagined future the real one: from the first frame of each window the predictor is unrolled on
/// its own predictions for `K` steps, and each step whose frame was encoded is held to what the encoder
/// made of it, `mean over encoded k in 1..K of mean (p_k - z_k)^2`. No gradient is stopped: the targets
/// move towards the predictions too, and the regularisers keep both from collapsing.
///
/// Source: the multi-step form of PLDM (Sobal et al., 2025) and EB-JEPA (arXiv 2602.03604). Differs from
/// them: not every frame of a window need be encoded. Encoding costs far more than unrolling, and frames
/// that follow each other tell nearly the same; with few of them a long rollout is as cheap as a short one.
public final class RolloutPredictionLoss {

    private final Predictor predictor;
    private final int[] encoded;
    private final int steps;

    /// @param encoded which frames of a window are encoded, increasing, the first being 0
    /// @param steps   `K`, how many steps are unrolled at most, at least 1
    public RolloutPredictionLoss(Predictor predictor, int[] encoded, int steps) {
        this.predictor = predictor;
        this.encoded = encoded.clone();
        this.steps = steps;
    }

    /// @param latents `[B, M, D]`, of the encoded frames
    /// @param actions `[B, T - 1, A]`, of the whole window, in the model's units
    /// @return a scalar, at least 0
    public Tensor loss(Tensor latents, Tensor actions) {
        Tensor imagined = latents.select(1, 0);
        List<Tensor> errors = new ArrayList<>();
        int time = 0;
        for (int m = 1; m < encoded.length && encoded[m] <= steps; m++) {
            for (; time < encoded[m]; time++) {
                imagined = predictor.forward(imagined, actions.select(1, time));
            }
            errors.add(imagined.sub(latents.select(1, m)).square().mean());
        }
        return torch.stack(new TensorVector(errors.toArray(Tensor[]::new))).mean();
    }
}
