package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Latents of two numbers: the signal `x`, and something that stays.
class CounterfactualTest {

    /// `f = (x - z_0, 0)`, each part of it through rectifiers: `v = relu(v) - relu(-v)`.
    private static Map<String, Tensor> known() {
        Map<String, Tensor> tensors = new TreeMap<>();
        tensors.put("counterfactual.signal.mean", CriticTest.tensor(new int[] {1}, 0));
        tensors.put("counterfactual.signal.std", CriticTest.tensor(new int[] {1}, 10));
        tensors.put("counterfactual.layer.0.weight", CriticTest.tensor(new int[] {2, 3}, -1, 0, 1, 1, 0, -1));
        tensors.put("counterfactual.layer.0.bias", CriticTest.tensor(new int[] {2}, 0, 0));
        tensors.put("counterfactual.layer.1.weight", CriticTest.tensor(new int[] {2, 2}, 1, 0, 0, 1));
        tensors.put("counterfactual.layer.1.bias", CriticTest.tensor(new int[] {2}, 0, 0));
        tensors.put("counterfactual.layer.2.weight", CriticTest.tensor(new int[] {2, 2}, 1, -1, 0, 0));
        tensors.put("counterfactual.layer.2.bias", CriticTest.tensor(new int[] {2}, 0, 0));
        return tensors;
    }

    static Counterfactual counterfactual() {
        return Counterfactual.of(List.of("x"), known());
    }

    @Test
    void theSignalIsAsItIsWantedAndAllElseAsItWas() {
        Latent told = counterfactual().latent(new Latent(new float[] {0.5f, 7}), Map.of("x", -20f));

        assertThat(told.values()).containsExactly(-2, 7);
    }

    @Test
    void aModelFileKeepsItBesideAllElse() {
        var model =
                new SafeTensors(Map.of("encoder.weight", CriticTest.tensor(new int[] {1}, 3)), Map.of("run", "first"));

        SafeTensors written = counterfactual().in(model, Map.of("seed", "4"));

        assertThat(written.metadata()).containsEntry("run", "first").containsEntry("counterfactual.seed", "4");
        assertThat(Counterfactual.in(written)).isTrue();
        assertThat(Counterfactual.of(written)).hasToString("Counterfactual[[x], D = 2, U = 2]");
        assertThat(Counterfactual.in(model)).isFalse();
        assertThatThrownBy(() -> Counterfactual.of(model)).hasMessageContaining("counterfactual.signals");
    }

    @Test
    void valuesThatAreMissingOrWildAreRefused() {
        var now = new Latent(new float[2]);
        for (Map<String, Float> wanted : List.of(Map.<String, Float>of(), Map.of("y", 1f), Map.of("x", Float.NaN))) {
            assertThatThrownBy(() -> counterfactual().latent(now, wanted)).hasMessageContaining("[x]");
        }
        assertThatThrownBy(() -> counterfactual().latent(new Latent(new float[3]), Map.of("x", 1f)))
                .hasMessageContaining("3 dimensions");
    }

    @Test
    void partsOfTwoModelsAreNoticed() {
        Map<String, Tensor> mixed = known();
        mixed.put("counterfactual.layer.2.weight", CriticTest.tensor(new int[] {1, 2}, 1, -1));
        mixed.put("counterfactual.layer.2.bias", CriticTest.tensor(new int[] {1}, 0));

        assertThatThrownBy(() -> Counterfactual.of(List.of("x"), mixed)).hasMessageContaining("two models");
    }
}
