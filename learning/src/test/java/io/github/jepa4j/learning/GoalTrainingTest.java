package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.CounterfactualNetwork;
import io.github.jepa4j.network.CriticNetwork;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A corridor of ten places, walked in single steps at random; the latent tells the place, and the colour
/// of the corridor, which stays through an episode.
class GoalTrainingTest {

    private static final int PLACES = 10;
    private static final int STEPS = 40;
    private static final int DIMENSION = 2;

    private static List<PerceivedEpisode> walks() {
        List<PerceivedEpisode> episodes = new ArrayList<>();
        RandomGenerator random = new Seed(3).generator();
        for (int e = 0; e < 100; e++) {
            float[] latents = new float[(STEPS + 1) * DIMENSION];
            float[] signals = new float[STEPS + 1];
            float colour = random.nextFloat() - 0.5f;
            int place = random.nextInt(PLACES);
            for (int time = 0; time <= STEPS; time++) {
                latents[time * DIMENSION] = place / 3f - 1.5f;
                latents[time * DIMENSION + 1] = colour;
                signals[time] = place;
                place = Math.clamp(place + (random.nextBoolean() ? 1 : -1), 0, PLACES - 1);
            }
            episodes.add(new PerceivedEpisode(latents, signals));
        }
        return episodes;
    }

    private static float steps(Critic critic, int from, int to) {
        float[] latents = {from / 3f - 1.5f, 0, 0, 0};
        var rollout = new Rollout(ActionBatch.zeros(1, 1, 1), DIMENSION, latents, null);
        return critic.toward(Map.of("place", (float) to)).read(rollout)[0];
    }

    @Test
    void theCriticOfARandomWalkTellsTheShortestWay() {
        var config = new CriticConfig(32, 3000, 128, 3e-3, 0.9, 4, 0.95, 0.5, 0.02);
        var goals = new CriticTrainer.Goals(List.of("place"), new float[] {0.5f});

        Critic critic = new CriticTrainer(config, 1).train(walks(), DIMENSION, goals, new Seed(1), (_, _) -> {});

        for (int from = 0; from < PLACES; from += 3) {
            for (int to = 0; to < PLACES; to += 3) {
                double shortest = Math.abs(from - to);
                assertThat((double) steps(critic, from, to))
                        .describedAs("from %d to %d", from, to)
                        .isCloseTo(shortest, within(1 + 0.35 * shortest)); // a random walk takes about its square
            }
        }
    }

    @Test
    void aCounterfactualMovesThePlaceAndLeavesTheColour() {
        var config = new CounterfactualConfig(32, 3000, 128, 3e-3);

        Counterfactual told = new CounterfactualTrainer(config, 1)
                .train(walks(), DIMENSION, List.of("place"), new Seed(1), (_, _) -> {});

        float[] moved = told.latent(new Latent(new float[] {1.5f, 0.3f}), Map.of("place", 0f))
                .values();
        assertThat((double) moved[0]).isCloseTo(-1.5, within(0.1));
        assertThat((double) moved[1]).isCloseTo(0.3, within(0.05));
    }

    @Test
    void trainedTwiceItIsTheSame() {
        var config = new CriticConfig(8, 20, 16, 1e-3, 0.9, 4, 0.8, 0.5, 0.02);
        var goals = new CriticTrainer.Goals(List.of("place"), new float[] {0.5f});
        var trainer = new CriticTrainer(config, 1);

        float first = steps(trainer.train(walks(), DIMENSION, goals, new Seed(1), (_, _) -> {}), 1, 7);
        float again = steps(trainer.train(walks(), DIMENSION, goals, new Seed(1), (_, _) -> {}), 1, 7);
        float other = steps(trainer.train(walks(), DIMENSION, goals, new Seed(2), (_, _) -> {}), 1, 7);

        assertThat(again).isEqualTo(first).isNotEqualTo(other);
    }

    @Test
    void theNetworksThatAreTrainedAreThoseThatPlan() {
        Engine.open(1);
        var parameters = new Parameters(new Seed(5));
        var critic = new CriticNetwork(parameters, 4, 7);
        var counterfactual = new CounterfactualNetwork(parameters, 3, 1, 7);
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.copy());
        for (String prefix : List.of("critic", "counterfactual")) {
            tensors.put(prefix + ".signal.mean", new Tensor(new int[] {1}, new float[] {0}));
            tensors.put(prefix + ".signal.std", new Tensor(new int[] {1}, new float[] {1}));
        }
        float[] pair = {0.3f, -1.2f, 0.8f, 0.4f};
        try (Scope _ = Scope.open()) {
            float nearness = Natives.values(critic.nearness(Natives.of(pair, 1, 4)))[0];
            float[] told = Natives.values(counterfactual.forward(Natives.of(pair, 1, 4)));

            var rollout = new Rollout(ActionBatch.zeros(1, 1, 1), 3, new float[] {0.3f, -1.2f, 0.8f, 0, 0, 0}, null);
            float steps = Critic.of(List.of("x"), 0.9, tensors)
                    .toward(Map.of("x", 0.4f))
                    .read(rollout)[0];
            assertThat(Math.pow(0.9, steps)).isCloseTo(nearness, within(1e-5));
            assertThat(Counterfactual.of(List.of("x"), tensors)
                            .latent(new Latent(new float[] {0.3f, -1.2f, 0.8f}), Map.of("x", 0.4f))
                            .values())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(told);
        }
    }

    @Test
    void episodesThatCannotTeachAreRefused() {
        var trainer = new CounterfactualTrainer(CounterfactualConfig.defaults(), 1);
        var short1 = new PerceivedEpisode(new float[2], new float[1]);
        var unknown = new PerceivedEpisode(new float[4], new float[] {1, Float.NaN});
        for (List<PerceivedEpisode> episodes :
                List.of(List.<PerceivedEpisode>of(), List.of(short1), List.of(unknown))) {
            assertThatThrownBy(() -> trainer.train(episodes, DIMENSION, List.of("x"), new Seed(1), (_, _) -> {}))
                    .hasMessageContaining("Maybe");
        }
    }
}
