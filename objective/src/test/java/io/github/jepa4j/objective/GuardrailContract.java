package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every guardrail must do. Mix it into a test class: implement the three questions, and the tests come along.
public interface GuardrailContract {

    int CANDIDATES = 3;
    int HORIZON = 4;

    /// Central differences of float margins of order 1: rounding 1e-7 over a step of 1e-2, and what a step changes in
    /// curvature.
    float STEP = 1e-2f;

    double GRADIENT_TOLERANCE = 2e-3;

    /// The guardrail under test.
    Guardrail guardrail();

    /// The `D` it is for.
    int latentDimension();

    /// The `A` it is for.
    int actionDimension();

    @Test
    default void eachActionOfEachCandidateHasOneMargin() {
        assertThat(guardrail().margins(someRollout(1))).hasSize(CANDIDATES * HORIZON);
        assertThat(guardrail().marginScale()).isPositive().isFinite();
        assertThat(guardrail().name()).isNotBlank();
    }

    @Test
    default void theSameRolloutHasTheSameMarginsTwice() {
        assertThat(guardrail().margins(someRollout(2))).isEqualTo(guardrail().margins(someRollout(2)));
    }

    @Test
    default void theGradientAgreesWithFiniteDifferencesOrIsRefused() {
        Rollout rollout = someRollout(3);
        float[] weights = new float[CANDIDATES * HORIZON];
        RandomRollouts.fillWithNormals(weights, new SplittableRandom(7));
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        if (!guardrail().differentiable()) {
            assertThatThrownBy(() -> guardrail().pullback(rollout, weights, gradient))
                    .isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        guardrail().pullback(rollout, weights, gradient);
        assertMatchesDifferences(rollout, rollout.latents(), weights, gradient.latents());
        assertMatchesDifferences(rollout, rollout.actions().values(), weights, gradient.actions());
    }

    @Test
    default void theGradientIsAddedToWhatIsThere() {
        if (!guardrail().differentiable()) {
            return;
        }
        Rollout rollout = someRollout(3);
        float[] weights = new float[CANDIDATES * HORIZON];
        RandomRollouts.fillWithNormals(weights, new SplittableRandom(7));
        RolloutGradient once = RolloutGradient.zeros(rollout);
        guardrail().pullback(rollout, weights, once);
        RolloutGradient twice = RolloutGradient.zeros(rollout);
        guardrail().pullback(rollout, weights, twice);
        guardrail().pullback(rollout, weights, twice);
        for (int i = 0; i < once.latents().length; i++) {
            assertThat(twice.latents()[i]).isCloseTo(2 * once.latents()[i], within(1e-5f));
        }
    }

    @Test
    default void candidatesDoNotLeakIntoEachOtherAndWhatIsNoNumberIsNotSafe() {
        float[] before = guardrail().margins(someRollout(5));
        Rollout broken = someRollout(5);
        for (int i = broken.index(1, 1); i < broken.index(2, 0); i++) {
            broken.latents()[i] = Float.NaN;
        }
        for (int i = broken.actions().index(1, 0); i < broken.actions().index(2, 0); i++) {
            broken.actions().values()[i] = Float.NaN;
        }
        float[] after = guardrail().margins(broken);
        for (int i = 0; i < after.length; i++) {
            if (i / HORIZON == 1) {
                assertThat(after[i] >= 0)
                        .as("margin %s of what is no number", after[i])
                        .isFalse();
            } else {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
    }

    /// A rollout of standard normal latents and actions.
    default Rollout someRollout(long seed) {
        return RandomRollouts.of(CANDIDATES, HORIZON, latentDimension(), actionDimension(), seed);
    }

    private void assertMatchesDifferences(Rollout rollout, float[] values, float[] weights, float[] gradient) {
        for (int i = 0; i < values.length; i++) {
            float kept = values[i];
            values[i] = kept + STEP;
            double above = weighted(weights, guardrail().margins(rollout));
            values[i] = kept - STEP;
            double below = weighted(weights, guardrail().margins(rollout));
            values[i] = kept;
            double difference = (above - below) / (2 * STEP);
            assertThat((double) gradient[i])
                    .as("entry %d", i)
                    .isCloseTo(difference, within(GRADIENT_TOLERANCE * (1 + Math.abs(difference))));
        }
    }

    private static double weighted(float[] weights, float[] margins) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * margins[i];
        }
        return sum;
    }
}
