package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.GuardrailContract;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.testkit.DoubleIntegratorModel;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Test;

/// How to test a guardrail of yours: the contract comes along with `jepa4j-testkit`, and you add what only
/// you know.
class GuardrailOfYourOwnTest implements GuardrailContract {

    /// A puck may not be faster than so much, in any direction.
    record SpeedLimit(float most) implements Guardrail {

        @Override
        public String name() {
            return "speed limit";
        }

        @Override
        public String unit() {
            return "m/s";
        }

        @Override
        public float[] margins(Rollout rollout) {
            float[] margins = new float[rollout.candidates() * rollout.horizon()];
            for (int i = 0; i < margins.length; i++) {
                int at = rollout.index(i / rollout.horizon(), i % rollout.horizon() + 1);
                margins[i] = most - (float) Math.hypot(rollout.latents()[at + 2], rollout.latents()[at + 3]);
            }
            return margins;
        }

        @Override
        public boolean differentiable() {
            return false; // sampling planners keep it, gradient planners say that they cannot
        }

        @Override
        public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
            throw new UnsupportedOperationException("The speed limit has no gradient.\nMaybe plan with cem or mppi.");
        }
    }

    @Override
    public Guardrail guardrail() {
        return new SpeedLimit(3);
    }

    @Override
    public int latentDimension() {
        return 4;
    }

    @Override
    public int actionDimension() {
        return 2;
    }

    @Test
    void threeAndFourMetresASecondAreFive() {
        Rollout pushed = new DoubleIntegratorModel(1)
                .imagine(new Latent(new float[4]), new ActionBatch(1, 1, 2, new float[] {3, 4}));
        assertThat(guardrail().margins(pushed)).containsExactly(-2);
    }
}
