package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImaginedOnceTest implements WorldModelContract {

    private static final GruSpec SPEC = new GruSpec(12, 3);
    private static final GruWorldModel INSIDE = GruWorldModel.of(SPEC, RandomWeights.of(SPEC, new Seed(4)));

    /// Counts how often it is asked.
    private record Counted(AtomicInteger asked) implements WorldModel {

        @Override
        public int latentDimension() {
            return INSIDE.latentDimension();
        }

        @Override
        public int actionDimension() {
            return INSIDE.actionDimension();
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            asked.incrementAndGet();
            return INSIDE.imagine(now, actions);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            return INSIDE.pullback(rollout, latentGradients);
        }
    }

    private final AtomicInteger asked = new AtomicInteger();
    private final WorldModel once = new ImaginedOnce(new Counted(asked));
    private final Latent now = new Latent(new float[12]);

    @Override
    public WorldModel model() {
        return new ImaginedOnce(INSIDE);
    }

    @Test
    void theSameQuestionIsImaginedOnceWhoeverAsks() {
        ActionBatch actions = ActionBatch.zeros(2, 4, 3);
        Rollout first = once.imagine(now, actions);
        assertThat(once.imagine(new Latent(new float[12]), ActionBatch.zeros(2, 4, 3)))
                .isSameAs(first);
        assertThat(asked).hasValue(1);
        assertThat(once.imagine(now, ActionBatch.zeros(4, 2, 3)).candidates()).isEqualTo(4);
        assertThat(asked).hasValue(2);
    }

    @Test
    void anotherQuestionIsImaginedAnewThoughItIsWrittenOverTheFirst() {
        ActionBatch actions = ActionBatch.zeros(1, 2, 3);
        Rollout still = once.imagine(now, actions);
        actions.values()[0] = 1;
        Rollout moved = once.imagine(now, actions);
        assertThat(moved.latents()).isEqualTo(INSIDE.imagine(now, actions).latents());
        assertThat(moved.latents()).isNotEqualTo(still.latents());
        assertThat(still.actions().values()[0]).as("what was answered stays").isZero();
        assertThat(asked).hasValue(2);
    }
}
