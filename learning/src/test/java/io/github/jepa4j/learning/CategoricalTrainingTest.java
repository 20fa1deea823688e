package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.ResidualSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A ball between pins: it goes where it is pushed, and on the right (above 0) a pin also throws it up by 1 with a
/// chance of 3 in 10, else down by 1. On the left there are no pins.
class CategoricalTrainingTest {

    private static final float UP = 0.3f;
    private static final int LENGTH = 20;
    private static final CategoricalConfig CONFIG = new CategoricalConfig(4, 1e-2, 48, 2, 48, 0, 8, 1, 1500, 128, 3e-3);

    /// @param pins whether there are any
    private static List<LatentEpisode> falls(boolean pins, int count) {
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            RandomGenerator random = new Seed(1).split(e).generator();
            float[] latents = new float[2 * (LENGTH + 1)];
            float[] actions = new float[2 * LENGTH];
            for (int time = 0; time <= LENGTH; time++) {
                latents[2 * time] = 4 * random.nextFloat() - 2; // put anywhere, so that every step is a new fall
                latents[2 * time + 1] = 4 * random.nextFloat() - 2;
            }
            for (int time = 0; time < LENGTH; time += 2) {
                actions[2 * time] = random.nextFloat() - 0.5f;
                actions[2 * time + 1] = random.nextFloat() - 0.5f;
                float thrown = pins && latents[2 * time] > 0 ? (random.nextFloat() < UP ? 1 : -1) : 0;
                latents[2 * time + 2] = latents[2 * time] + actions[2 * time];
                latents[2 * time + 3] = latents[2 * time + 1] + actions[2 * time + 1] + thrown;
            }
            for (int time = 0; time < LENGTH; time += 2) {
                episodes.add(new LatentEpisode(
                        Arrays.copyOfRange(latents, 2 * time, 2 * time + 4),
                        Arrays.copyOfRange(actions, 2 * time, 2 * time + 2)));
            }
        }
        return episodes;
    }

    private static SafeTensors model() {
        var seen = new SignalsSpec(List.of("x"), new float[1], new float[1], new float[] {1}, new int[] {3}, 1);
        Map<String, Tensor> tensors = new TreeMap<>();
        tensors.put("predictor.hidden.0.weight", Tensor.zeros(3, 2));
        tensors.put("predictor.hidden.0.bias", Tensor.zeros(3));
        tensors.put("predictor.action.weight", Tensor.zeros(3, 2));
        tensors.put("predictor.output.weight", Tensor.zeros(2, 3));
        tensors.put("predictor.output.bias", Tensor.zeros(2));
        return new SafeTensors(
                tensors, JepaModel.metadata(seen, new ResidualSpec(2, 2, 3, 1), ActionScale.identity(2)));
    }

    private static CategoricalWorldModel learned(boolean pins) {
        return new CategoricalTrainer(CONFIG, 1).train(model(), falls(pins, 1000), new Seed(2), (_, _) -> {});
    }

    /// Where balls end that lie at several `(x, 0)` on one side and are not pushed; and how likely that is, on average.
    private static Map<Float, Float> ends(CategoricalWorldModel model, int side) {
        Map<Float, Float> chances = new TreeMap<>();
        int places = 8;
        for (int place = 1; place <= places; place++) {
            Latent now = new Latent(new float[] {side * (0.2f + 0.2f * place), 0});
            float[] likely = model.chances(now, new float[2]);
            for (int value = 0; value < likely.length; value++) {
                var still = ActionBatch.zeros(1, 1, 2);
                float end = model.given(value).imagine(now, still).latents()[3];
                chances.merge((float) Math.round(end), likely[value] / places, Float::sum);
            }
        }
        return chances;
    }

    @Test
    void itLearnsWhatMayComeAndHowLikelyItIsAndForeseesNoMeanThatNeverComes() {
        CategoricalWorldModel model = learned(true);

        Map<Float, Float> right = ends(model, 1);
        assertThat(right.getOrDefault(1f, 0f)).isCloseTo(UP, within(0.07f));
        assertThat(right.getOrDefault(-1f, 0f)).isCloseTo(1 - UP, within(0.07f));
        assertThat(right.getOrDefault(0f, 0f)).as("the mean").isLessThan(0.02f);
        assertThat(ends(model, -1).getOrDefault(0f, 0f)).isGreaterThan(0.97f);

        ChanceCalibration calibration =
                ChanceCalibration.of(model, falls(true, 1200).subList(10_000, 12_000));
        assertThat(calibration.error()).isLessThan(0.03);
        assertThat(calibration.unsureError()).isLessThan(0.06);
        assertThat((double) calibration.unsure() / calibration.steps()).isCloseTo(0.5, within(0.05));
        // Half of the time a coin of 3 in 10: 0.8813 bits, and nothing else.
        assertThat(calibration.rate()).isCloseTo(0.44, within(0.08));
        assertThat(calibration.energy()).isLessThan(0.02); // a variance of 0.21 is what no variable leaves on a number
    }

    @Test
    void whereNothingIsLeftToChanceItTellsNothing() {
        ChanceCalibration calibration = ChanceCalibration.of(learned(false), falls(false, 50));
        assertThat(calibration.rate()).isLessThan(0.05);
        assertThat(calibration.error()).isLessThan(0.02);
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        var trainer = new CategoricalTrainer(CONFIG, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(model(), List.of(), new Seed(1), (_, _) -> {}))
                .withMessageContaining("\nMaybe");
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> trainer.train(
                        model(),
                        List.of(new LatentEpisode(new float[] {0, 0, 3e38f, 0}, new float[] {1, 1})),
                        new Seed(1),
                        (_, _) -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalConfig(2, 0, 8, 1, 8, -1, 8, 1, 1, 1, 1e-3))
                .withMessageContainingAll("number of waves is -1", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalConfig(2, 0, 8, 1, 8, 4, 0, 1, 1, 1, 1e-3))
                .withMessageContainingAll("scale of waves is 0.0", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalConfig(1, 0, 8, 1, 8, 0, 8, 1, 1, 1, 1e-3))
                .withMessageContainingAll("values", "1", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChanceCalibration.of(
                        CategoricalWorldModel.of(learned(false).in(model(), Map.of())),
                        List.of(new LatentEpisode(new float[] {0, Float.NaN, 0, 0}, new float[] {1, 1}))))
                .withMessageContaining("\nMaybe");
    }
}
