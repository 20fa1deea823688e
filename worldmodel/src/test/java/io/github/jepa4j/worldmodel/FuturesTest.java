package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Several futures of one present, side by side.
class FuturesTest {

    @Nested
    class Together implements WorldModelContract {
        @Override
        public WorldModel model() {
            return Futures.together(List.of(gru(1), gru(2), gru(3)));
        }
    }

    @Nested
    class Branching implements WorldModelContract {
        @Override
        public WorldModel model() {
            return Futures.branching(List.of(gru(1), gru(2)), 2);
        }
    }

    private static WorldModel gru(long seed) {
        GruSpec spec = new GruSpec(6, 2);
        return GruWorldModel.of(spec, RandomWeights.of(spec, new Seed(seed)));
    }

    /// A latent of one number to which the action is added, and a wind of its own.
    private record Drifting(float wind) implements WorldModel {

        @Override
        public int latentDimension() {
            return 1;
        }

        @Override
        public int actionDimension() {
            return 1;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            float[] latents = new float[actions.candidates() * (actions.horizon() + 1)];
            for (int i = 0; i < latents.length; i++) {
                int time = i % (actions.horizon() + 1);
                latents[i] = time == 0
                        ? now.values()[0]
                        : latents[i - 1] + wind + actions.values()[i - i / (actions.horizon() + 1) - 1];
            }
            return new Rollout(actions, 1, latents, null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException();
        }
    }

    private static final List<WorldModel> WINDS = List.of(new Drifting(0), new Drifting(10));

    @Test
    void togetherAllFuturesGetTheSameActions() {
        Futures futures = Futures.together(WINDS);
        Rollout both =
                futures.imagine(futures.now(new Latent(new float[] {1})), new ActionBatch(1, 2, 1, new float[] {2, 3}));

        assertThat(both.latents()).containsExactly(1, 1, 3, 13, 6, 26);
        assertThat(futures.of(both, 0).latents()).containsExactly(1, 3, 6);
        assertThat(futures.of(both, 1).latents()).containsExactly(1, 13, 26);
        assertThat(futures.of(both, 1).actions().values()).containsExactly(2, 3);
    }

    @Test
    void branchingTheyShareTheFirstActionsAndGoOnByThemselves() {
        Futures futures = Futures.branching(WINDS, 1);
        float[] planned = {2, 77, 3, 4}; // at the first step there is no second branch yet
        Rollout both = futures.imagine(futures.now(new Latent(new float[] {1})), new ActionBatch(1, 2, 2, planned));

        assertThat(futures.of(both, 0).latents()).containsExactly(1, 3, 6);
        assertThat(futures.of(both, 1).latents()).containsExactly(1, 13, 27);
        ActionSequence sequence = new ActionSequence(2, 2, planned);
        assertThat(futures.of(sequence, 0).values()).containsExactly(2, 3);
        assertThat(futures.of(sequence, 1).values()).containsExactly(2, 4);
    }

    @Test
    void futuresThatAreTheSameAreAskedAboutOnce() {
        Futures futures = Futures.together(List.of(new Drifting(0), new Drifting(10), new Drifting(0)));
        Rollout all =
                futures.imagine(futures.now(new Latent(new float[] {1})), new ActionBatch(2, 1, 1, new float[] {2, 3}));
        List<Integer> asked = new ArrayList<>();

        float[][] told = futures.each(all, rollout -> {
            asked.add(rollout.candidates());
            return rollout.latents();
        });

        assertThat(asked).containsExactly(4); // without wind and with it, of two candidates
        assertThat(told).isDeepEqualTo(new float[][] {{1, 3, 1, 4}, {1, 13, 1, 14}, {1, 3, 1, 4}});
    }

    @Test
    void futuresThatBranchAreAskedAboutEachWithItsOwnActions() {
        Futures futures = Futures.branching(List.of(new Drifting(0), new Drifting(0)), 1);
        Rollout both = futures.imagine(
                futures.now(new Latent(new float[] {1})), new ActionBatch(1, 2, 2, new float[] {2, 77, 3, 3}));

        assertThat(futures.each(both, rollout -> rollout.actions().values()))
                .isDeepEqualTo(new float[][] {{2, 3}, {2, 3}});
        assertThat(futures.each(both, rollout -> new float[rollout.candidates()]))
                .hasDimensions(2, 1);
    }

    @Test
    void whatHasNoEffectHasNoGradient() {
        WorldModel futures = Futures.branching(List.of(gru(1), gru(2)), 2);
        Rollout rollout = futures.imagine(new Latent(new float[12]), ActionBatch.zeros(1, 3, 4));
        float[] gradients = new float[rollout.latents().length];
        Arrays.fill(gradients, 1);

        float[] pulled = futures.pullback(rollout, gradients);

        for (int step = 0; step < 3; step++) {
            assertThat(pulled[4 * step]).isNotZero();
            assertThat(pulled[4 * step + 2] == 0).as("step %d", step).isEqualTo(step < 2);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futures.together(List.of()))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futures.branching(WINDS, 0))
                .withMessageContainingAll("share 0", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futures.together(List.of(WINDS.getFirst(), gru(1))))
                .withMessageContaining("\nMaybe");
        Futures futures = Futures.together(WINDS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> futures.now(new Latent(new float[2])))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        futures.pullback(new Rollout(ActionBatch.zeros(1, 1, 1), 2, new float[4], null), new float[4]))
                .withMessageContainingAll("not imagined by these 2 futures", "\nMaybe");
    }
}
