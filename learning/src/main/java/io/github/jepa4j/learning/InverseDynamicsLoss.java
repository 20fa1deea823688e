package io.github.jepa4j.learning;

import io.github.jepa4j.network.InverseDynamics;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Makes the latents hold what the actions change: the mean squared error of guessing the action between
/// two latents, `mean (g([z_t; z_{t+1}]) - a_t)^2`; gradients reach the encoder.
///
/// Source: Pathak et al., *Curiosity-driven Exploration by Self-supervised Prediction*, 2017, section 2.2;
/// in world models with planning: PLDM (Sobal et al., 2025).
public final class InverseDynamicsLoss implements Regularizer {

    private final InverseDynamics head;

    /// A term around a head.
    public InverseDynamicsLoss(InverseDynamics head) {
        this.head = head;
    }

    @Override
    public String name() {
        return "inverse_dynamics";
    }

    @Override
    public Tensor loss(Tensor latents, Tensor actions) {
        long steps = latents.size(1) - 1;
        Tensor before = latents.narrow(1, 0, steps);
        Tensor after = latents.narrow(1, 1, steps);
        Tensor pairs = torch.cat(new TensorVector(before, after), 2).flatten(0, 1);
        return head.forward(pairs).sub(actions.flatten(0, 1)).square().mean();
    }
}
