package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A critic that is known in closed form: latents of one number, a goal `x`, and `o = |z - g|`.
class CriticTest implements ReadoutContract {

    private static final double DISCOUNT = 0.9;
    private static final double STEPS_PER_UNIT = -1 / Math.log(DISCOUNT);

    /// `|z - g| = relu(z - g) + relu(g - z)`; the second layer passes both on.
    static Map<String, Tensor> distance() {
        Map<String, Tensor> tensors = new TreeMap<>();
        tensors.put("critic.signal.mean", tensor(new int[] {1}, 5));
        tensors.put("critic.signal.std", tensor(new int[] {1}, 2));
        tensors.put("critic.layer.0.weight", tensor(new int[] {2, 2}, 1, -1, -1, 1));
        tensors.put("critic.layer.0.bias", tensor(new int[] {2}, 0, 0));
        tensors.put("critic.layer.1.weight", tensor(new int[] {2, 2}, 1, 0, 0, 1));
        tensors.put("critic.layer.1.bias", tensor(new int[] {2}, 0, 0));
        tensors.put("critic.layer.2.weight", tensor(new int[] {1, 2}, 1, 1));
        tensors.put("critic.layer.2.bias", tensor(new int[] {1}, 0));
        return tensors;
    }

    static Tensor tensor(int[] shape, float... values) {
        return new Tensor(shape, values);
    }

    private static Critic critic() {
        return Critic.of(List.of("x"), DISCOUNT, distance());
    }

    /// Far from where it bends, for the contract's finite differences.
    @Override
    public Readout readout() {
        return critic().toward(Map.of("x", 25f));
    }

    @Override
    public int latentDimension() {
        return 1;
    }

    @Test
    void theStepsToAGoalAreAsTheFormulaSays() {
        var rollout = new Rollout(ActionBatch.zeros(1, 2, 1), 1, new float[] {0, 1, 4}, null);

        float[] steps = critic().toward(Map.of("x", 7f)).read(rollout); // 7 is 1 standard deviation above the mean

        double[] output = {1, 0, 3};
        for (int time = 0; time < output.length; time++) {
            assertThat((double) steps[time])
                    .isCloseTo(STEPS_PER_UNIT * Math.log(1 + Math.exp(output[time])), within(1e-4));
        }
    }

    @Test
    void farOutputsNeitherOverflowNorVanish() {
        var rollout = new Rollout(ActionBatch.zeros(1, 1, 1), 1, new float[] {1e30f, -1e30f}, null);

        assertThat(critic().toward(Map.of("x", 7f)).read(rollout)).containsOnly((float) (STEPS_PER_UNIT * 1e30f));
    }

    @Test
    void aModelFileKeepsItBesideAllElse() {
        var model = new SafeTensors(Map.of("encoder.weight", tensor(new int[] {1}, 3)), Map.of("run", "first"));

        SafeTensors written = critic().in(model, Map.of("seed", "4"));

        assertThat(written.tensors())
                .containsKey("encoder.weight")
                .containsKeys(distance().keySet().toArray(String[]::new));
        assertThat(written.metadata()).containsEntry("run", "first").containsEntry("critic.seed", "4");
        Critic read = Critic.of(written);
        assertThat(read.signals()).containsExactly("x");
        assertThat(read.discount()).isEqualTo(DISCOUNT);
        assertThat(read).hasToString("Critic[[x], D = 1, U = 2, discount = 0.9]");
    }

    @Test
    void aFileWithoutACriticIsRefused() {
        var model = new SafeTensors(Map.of("encoder.weight", tensor(new int[] {1}, 3)), Map.of());

        assertThat(Critic.in(model)).isFalse();
        assertThatThrownBy(() -> Critic.of(model))
                .hasMessageContaining("critic.signals")
                .hasMessageContaining("Maybe");
    }

    @Test
    void partsThatCannotBeUsedAreNamed() {
        for (String name : distance().keySet()) {
            Map<String, Tensor> cut = distance();
            cut.remove(name);
            assertThatThrownBy(() -> Critic.of(List.of("x"), DISCOUNT, cut)).hasMessageContaining(name);
            Map<String, Tensor> wild = distance();
            float[] values = wild.get(name).values().clone();
            values[0] = Float.NaN;
            wild.put(name, new Tensor(wild.get(name).shape(), values));
            assertThatThrownBy(() -> Critic.of(List.of("x"), DISCOUNT, wild)).hasMessageContaining(name);
        }
        assertThatThrownBy(() -> Critic.of(List.of("x"), 1, distance())).hasMessageContaining("discount");
        assertThatThrownBy(() -> Critic.of(List.of("x", "y"), DISCOUNT, distance()))
                .hasMessageContaining("signal");
    }

    @Test
    void aGoalThatIsNoGoalIsRefused() {
        for (Map<String, Float> goal : List.of(Map.<String, Float>of(), Map.of("y", 1f), Map.of("x", Float.NaN))) {
            assertThatThrownBy(() -> critic().toward(goal))
                    .hasMessageContaining("[x]")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void latentsOfAnotherModelAreRefused() {
        var rollout = new Rollout(ActionBatch.zeros(1, 1, 1), 2, new float[4], null);

        assertThatThrownBy(() -> readout().read(rollout)).hasMessageContaining("2 latent dimensions");
    }
}
