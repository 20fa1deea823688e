package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What every world model keeps. Mix it into the test of an implementation.
public interface WorldModelContract {

    /// The step of central differences: its error is of the order of its square, about 1e-4 of the third
    /// derivative, and single precision adds about 1e-7 / STEP.
    float STEP = 1e-2f;

    /// What both errors together may come to, relative to the largest derivative.
    double DIFFERENCE_TOLERANCE = 5e-3;

    /// The model under test: the same at every call.
    WorldModel model();

    @Test
    default void aRolloutBeginsNowAndHasALatentAfterEachAction() {
        Rollout rollout = model().imagine(now(), actions(3, 4));

        assertThat(rollout.candidates()).isEqualTo(3);
        assertThat(rollout.horizon()).isEqualTo(4);
        assertThat(rollout.latents()).hasSize(3 * 5 * model().latentDimension());
        for (int candidate = 0; candidate < 3; candidate++) {
            assertThat(latent(rollout, candidate, 0)).containsExactly(now().values());
        }
    }

    @Test
    default void aCandidateAloneIsImaginedAsItIsAmongOthers() {
        ActionBatch batch = actions(19, 3);
        Rollout together = model().imagine(now(), batch);
        for (int candidate = 0; candidate < batch.candidates(); candidate++) {
            float[] own = batch.sequence(candidate).values();
            Rollout alone = model().imagine(now(), new ActionBatch(1, 3, batch.dimension(), own));
            assertThat(latent(alone, 0, 3)).containsExactly(latent(together, candidate, 3));
        }
    }

    @Test
    default void whatIsImaginedLaterDoesNotChangeWhatComesBefore() {
        ActionBatch batch = actions(2, 5);
        Rollout whole = model().imagine(now(), batch);
        int half = 3 * batch.dimension();
        float[] begin = Arrays.copyOf(batch.values(), half);
        Rollout shorter = model().imagine(now(), new ActionBatch(1, 3, batch.dimension(), begin));

        assertThat(latent(shorter, 0, 3)).containsExactly(latent(whole, 0, 3));
    }

    @Test
    default void theSameQuestionHasTheSameAnswer() {
        assertThat(model().imagine(now(), actions(9, 4)).latents())
                .containsExactly(model().imagine(now(), actions(9, 4)).latents());
    }

    @Test
    default void changingTheActionsAfterwardsDoesNotChangeThePast() {
        ActionBatch batch = actions(2, 2);
        Rollout rollout = model().imagine(now(), batch);
        float[] gradients = gradients(rollout);
        float[] before = model().pullback(rollout, gradients);
        Arrays.fill(batch.values(), 0);

        assertThat(model().pullback(rollout, gradients)).containsExactly(before);
    }

    @Test
    default void pullbackIsTheDerivativeThatCentralDifferencesFind() {
        ActionBatch batch = actions(2, 3);
        Rollout rollout = model().imagine(now(), batch);
        float[] gradients = gradients(rollout);
        float[] pulled = model().pullback(rollout, gradients);
        double largest = 1e-3;
        for (float value : pulled) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < batch.values().length; i++) {
            double difference = (moved(batch, i, STEP, gradients) - moved(batch, i, -STEP, gradients)) / (2 * STEP);
            assertThat((double) pulled[i])
                    .as("action value %d", i)
                    .isCloseTo(difference, within(DIFFERENCE_TOLERANCE * largest));
        }
    }

    @Test
    default void imaginingForAPullbackChangesNoBitOfEither() {
        Rollout plain = model().imagine(now(), actions(19, 4));
        float[] gradients = gradients(plain);
        float[] pulled = model().pullback(plain, gradients);

        Rollout prepared = model().imagineForPullback(now(), actions(19, 4));

        assertThat(prepared.latents()).containsExactly(plain.latents());
        assertThat(model().pullback(prepared, gradients)).containsExactly(pulled);
        assertThat(model().pullback(prepared, gradients)).as("a second time").containsExactly(pulled);
    }

    @Test
    default void aGradientOnNowMovesNoAction() {
        Rollout rollout = model().imagine(now(), actions(2, 3));
        float[] gradients = new float[rollout.latents().length];
        Arrays.fill(gradients, rollout.index(1, 0), rollout.index(1, 1), 1);

        assertThat(model().pullback(rollout, gradients)).containsOnly(0);
    }

    @Test
    default void aLatentOrAnActionOfAnotherSizeIsRefused() {
        int d = model().latentDimension();
        int a = model().actionDimension();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().imagine(new Latent(new float[d + 1]), actions(1, 2)))
                .withMessageContainingAll(String.valueOf(d + 1), "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().imagine(now(), ActionBatch.zeros(1, 2, a + 1)))
                .withMessageContainingAll(String.valueOf(a + 1), "Maybe");
        Rollout rollout = model().imagine(now(), actions(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().pullback(rollout, new float[d]))
                .withMessageContaining("Maybe");
    }

    @Test
    default void anActionThatIsNoNumberIsRefusedWithItsPlace() {
        ActionBatch batch = actions(3, 4);
        batch.values()[batch.index(2, 1)] = Float.NaN;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().imagine(now(), batch))
                .withMessageContainingAll("candidate 2", "step 1", "NaN", "Maybe");
    }

    private double moved(ActionBatch batch, int index, float step, float[] gradients) {
        float[] values = batch.values().clone();
        values[index] += step;
        Rollout rollout =
                model().imagine(now(), new ActionBatch(batch.candidates(), batch.horizon(), batch.dimension(), values));
        double sum = 0;
        for (int i = 0; i < gradients.length; i++) {
            sum += (double) gradients[i] * rollout.latents()[i];
        }
        return sum;
    }

    private Latent now() {
        return new Latent(gaussian("now", model().latentDimension()));
    }

    private ActionBatch actions(int candidates, int horizon) {
        int a = model().actionDimension();
        return new ActionBatch(candidates, horizon, a, gaussian("actions", candidates * horizon * a));
    }

    private static float[] gradients(Rollout rollout) {
        return gaussian("gradients", rollout.latents().length);
    }

    private static float[] latent(Rollout rollout, int candidate, int time) {
        int begin = rollout.index(candidate, time);
        return Arrays.copyOfRange(rollout.latents(), begin, begin + rollout.latentDimension());
    }

    private static float[] gaussian(String purpose, int count) {
        RandomGenerator random = new Seed(3).split(purpose).generator();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
