package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.GaussianSpec;
import io.github.jepa4j.worldmodel.GaussianWorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A model that is sure of one thing: a number drifts by a normal of deviation 1, whatever is done.
class SpreadCalibrationTest {

    /// @param far how far it is moved by the variable
    private static GaussianWorldModel drifting(float far) {
        var spec = new GaussianSpec(1, 1, 1, 2, 1);
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("predictor.hidden.0.weight", Tensor.zeros(2, 1));
        weights.put("predictor.hidden.0.bias", Tensor.zeros(2));
        weights.put("predictor.action.weight", tensor(2, 2, 0, 1, 0, -1));
        weights.put("predictor.output.weight", tensor(1, 2, far, -far));
        weights.put("predictor.output.bias", Tensor.zeros(1));
        weights.put("inference.hidden.0.weight", Tensor.zeros(2, 2));
        weights.put("inference.hidden.0.bias", Tensor.zeros(2));
        weights.put("inference.action.weight", Tensor.zeros(2, 1));
        weights.put("inference.hidden.1.weight", Tensor.zeros(2, 2));
        weights.put("inference.hidden.1.bias", Tensor.zeros(2));
        weights.put("inference.output.weight", Tensor.zeros(2, 2));
        weights.put("inference.output.bias", Tensor.zeros(2));
        return GaussianWorldModel.of(spec, new SafeTensors(Map.of(), Map.of()), weights);
    }

    private static Tensor tensor(int rows, int columns, float... values) {
        return new Tensor(new int[] {rows, columns}, values);
    }

    private static SpreadCalibration of(double mean, double deviation) {
        RandomGenerator random = new Seed(1).generator();
        List<LatentEpisode> episodes = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            float drift = (float) (mean + deviation * random.nextGaussian());
            episodes.add(new LatentEpisode(new float[] {i % 7, i % 7 + drift}, new float[1]));
        }
        return SpreadCalibration.of(drifting(1), episodes, new Seed(2));
    }

    /// What the error has to be: the model's quantiles are those of a normal, of which another normal has another share
    /// below.
    @Test
    void theErrorIsHowFarSharesAreOffTheQuantiles() {
        double[] quantiles = {-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816};
        double[] belowHalfOfThem = {0.2608, 0.3370, 0.3966, 0.4496, 0.5, 0.5504, 0.6034, 0.6630, 0.7392};
        double twiceAsFar = 0;
        for (int i = 0; i < quantiles.length; i++) {
            twiceAsFar += Math.abs(belowHalfOfThem[i] - (i + 1) / 10.0) / quantiles.length;
        }

        assertThat(of(0, 1).error()).isLessThan(0.012); // of 4,000 shares, each off by 0.008 by chance at most
        assertThat(of(0, 2).error()).isCloseTo(twiceAsFar, within(0.012));
        assertThat(of(20, 1).error()).as("always above all").isCloseTo(0.5, within(1e-6));
    }

    @Test
    void whatItInfersTellsNothingAndLeavesTheWholeDrift() {
        SpreadCalibration found = of(0, 1);

        assertThat(found.steps()).isEqualTo(4000);
        assertThat(found.unsure()).isEqualTo(4000);
        assertThat(found.unsureError()).isEqualTo(found.error());
        assertThat(found.rate()).isZero();
        assertThat(found.energy()).isCloseTo(1, within(0.1));
    }

    @Test
    void whereTheVariableMovesNothingNothingIsUnsure() {
        List<LatentEpisode> still = List.of(new LatentEpisode(new float[] {3, 3}, new float[1]));
        SpreadCalibration found = SpreadCalibration.of(drifting(0), still, new Seed(1));

        assertThat(found.unsure()).isZero();
        assertThat(found.unsureError()).isNaN();
        assertThat(found.energy()).isZero();
    }

    @Test
    void withoutAStepThereIsNothingToJudgeBy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpreadCalibration.of(drifting(1), List.of(), new Seed(1)))
                .withMessageContainingAll("0 episodes", "\nMaybe");
    }
}
