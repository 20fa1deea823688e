package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastWorldModelTest implements WorldModelContract {

    private static final GruSpec SPEC = new GruSpec(12, 5);
    private static final GruWorldModel INSIDE = GruWorldModel.of(SPEC, RandomWeights.of(SPEC, new Seed(4)));

    private static ActionSequence forecast() {
        float[] values = new float[200 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return new ActionSequence(200, 3, values);
    }

    @Override
    public WorldModel model() {
        return new ForecastWorldModel(INSIDE, 2, forecast());
    }

    @Test
    void theLastAxesAreTheForecasts() {
        Latent now = new Latent(new float[12]);
        ActionBatch whole = ActionBatch.zeros(1, 2, 5);
        System.arraycopy(
                new float[] {1, 2, (float) Math.sin(0), (float) Math.sin(1), (float) Math.sin(2)},
                0,
                whole.values(),
                0,
                5);
        System.arraycopy(
                new float[] {3, 4, (float) Math.sin(3), (float) Math.sin(4), (float) Math.sin(5)},
                0,
                whole.values(),
                5,
                5);

        Rollout shown = model().imagine(now, new ActionBatch(1, 2, 2, new float[] {1, 2, 3, 4}));

        assertThat(shown.latents()).containsExactly(INSIDE.imagine(now, whole).latents());
        assertThat(shown.actions().values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aHorizonBeyondTheForecastAndAxesThatDoNotAddUpAreRefused() {
        ActionSequence two = new ActionSequence(2, 3, Arrays.copyOf(forecast().values(), 6));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForecastWorldModel(INSIDE, 3, two))
                .withMessageContaining("5 action axes, but 3 are commanded and 3 forecast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForecastWorldModel(INSIDE, 2, two)
                        .imagine(new Latent(new float[12]), ActionBatch.zeros(1, 3, 2)))
                .withMessageContaining("3 steps are to be imagined, but the forecast has 2");
    }
}
