package io.github.jepa4j.learning;

import org.bytedeco.pytorch.Tensor;

/// Keeps latents that follow each other close: `mean (z_{t+1} - z_t)^2` over windows, times and dimensions,
/// so that what changes slowly (where the dot is) is kept rather than what flickers.
///
/// Source: Sobal et al., *Learning from Reward-Free Offline Data: A Case for Planning with Latent Dynamics
/// Models*, 2025, the time-similarity term of PLDM.
public final class TemporalSimilarityLoss implements Regularizer {

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public Tensor loss(Tensor latents, Tensor actions) {
        long steps = latents.size(1) - 1;
        return latents.narrow(1, 1, steps)
                .sub(latents.narrow(1, 0, steps))
                .square()
                .mean();
    }
}
