package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.ResidualSpec;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A kite that goes where it is pulled; above 0 there is a wind, which blows it aside by a normal of deviation 1, and
/// below there is none.
class GaussianTrainingTest {

    private static final GaussianConfig CONFIG = new GaussianConfig(1, 2e-2, 48, 2, 1, 2000, 128, 3e-3);

    private static List<LatentEpisode> flights(int count, long seed) {
        List<LatentEpisode> flights = new ArrayList<>();
        RandomGenerator random = new Seed(seed).generator();
        for (int i = 0; i < count; i++) {
            float height = 4 * random.nextFloat() - 2;
            float aside = 4 * random.nextFloat() - 2;
            float[] pull = {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f};
            float wind = height > 0 ? (float) random.nextGaussian() : 0;
            flights.add(new LatentEpisode(new float[] {height, aside, height + pull[0], aside + pull[1] + wind}, pull));
        }
        return flights;
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

    private static double spread(GaussianWorldModel model, float height) {
        double squares = 0;
        List<WorldModel> futures = model.futures(100, new Seed(5));
        for (WorldModel future : futures) {
            Latent now = new Latent(new float[] {height, 0});
            squares += Math.pow(future.imagine(now, ActionBatch.zeros(1, 1, 2)).latents()[3], 2);
        }
        return Math.sqrt(squares / 100);
    }

    @Test
    void itsFuturesAreSpreadWhereThereIsWindAndNotWhereThereIsNone() {
        GaussianWorldModel model =
                new GaussianTrainer(CONFIG, 1).train(model(), flights(6000, 1), new Seed(2), (_, _) -> {});

        // What is told costs: the spread is short of the wind's 1 by what was not worth telling.
        assertThat(spread(model, 1)).isBetween(0.85, 1.1);
        assertThat(spread(model, -1)).isLessThan(0.15);
        double windy = 0;
        double calm = 0;
        for (LatentEpisode flight : flights(200, 3)) {
            Latent now = new Latent(new float[] {flight.latents()[0], flight.latents()[1]});
            Latent next = new Latent(new float[] {flight.latents()[2], flight.latents()[3]});
            float bits = model.infer(now, flight.actions(), next).bits();
            windy += now.values()[0] > 0.2 ? bits : 0;
            calm += now.values()[0] < -0.2 ? bits : 0;
        }
        // log2(1 / deviation of what is left): a nat is worth it while 0.5 * error^2 falls by more than its price.
        assertThat(windy / 90).isBetween(1.5, 3.5);
        assertThat(calm / 90).isCloseTo(0, within(0.2));

        SpreadCalibration found = SpreadCalibration.of(model, flights(2000, 4), new Seed(5));
        assertThat(found.steps()).isEqualTo(2000);
        assertThat(found.unsure()).as("aside, where there is wind").isBetween(900, 1150);
        assertThat(found.unsureError()).isLessThan(0.05);
        assertThat(found.rate()).isCloseTo((windy + calm) / 200, within(0.4));
        assertThat(found.energy()).isLessThan(0.05);
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianTrainer(CONFIG, 1).train(model(), List.of(), new Seed(1), (_, _) -> {}))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianConfig(1, 0, 8, 1, 1, 1, 1, 1e-3))
                .withMessageContainingAll("price", "\nMaybe");
    }
}
