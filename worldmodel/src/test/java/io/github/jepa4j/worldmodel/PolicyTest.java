package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A policy of weights that somebody wrote down: `a_0 = 2 relu(now + aim_0)`, `a_1 = 5 - relu(aim_1)`.
class PolicyTest {

    private static final PolicySpec SPEC = new PolicySpec(1, "places", 2, 1, 2, 2, 1);

    private static Map<String, Tensor> weights() {
        return Map.of(
                "hidden.0.weight", new Tensor(new int[] {2, 3}, new float[] {1, 1, 0, 0, 0, 1}),
                "hidden.0.bias", new Tensor(new int[] {2}, new float[] {0, 0}),
                "output.weight", new Tensor(new int[] {2, 2}, new float[] {2, 0, 0, -1}),
                "output.bias", new Tensor(new int[] {2}, new float[] {0, 5}));
    }

    @Test
    void itTellsActionsFromALatentAndAnAim() {
        Policy policy = Policy.of(SPEC, weights());
        Latent now = new Latent(new float[] {1});

        assertThat(policy.act(now, new float[] {2, 3}).values()).containsExactly(6, 2);
        assertThat(policy.act(now, new float[] {-2, -3}).values()).containsExactly(0, 5);
        assertThat(policy.act(now, new float[] {0, 0}).horizon()).isEqualTo(2);
    }

    @Test
    void aModelFileHoldsSeveralByName() {
        SafeTensors bare = new SafeTensors(Map.of(), Map.of("data", "some"));
        Policy policy = Policy.of(SPEC, weights());
        SafeTensors file = policy.in(policy.in(bare, "far", Map.of("plans", "9")), "near", Map.of());

        assertThat(file.metadata()).containsEntry("data", "some").containsEntry("policy.far.plans", "9");
        assertThat(Policy.in(file, "near")).isTrue();
        assertThat(Policy.in(file, "elsewhere")).isFalse();
        float[] aim = {2, 3};
        Latent now = new Latent(new float[] {1});
        assertThat(Policy.of(file, "far").act(now, aim)).isEqualTo(policy.act(now, aim));
        assertThat(policy.in(file, "far", Map.of()).metadata()).doesNotContainKey("policy.far.plans");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.of(new SafeTensors(Map.of(), Map.of()), "far"))
                .withMessageContainingAll("no policy named far", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.of(SPEC, weights()).act(new Latent(new float[2]), new float[2]))
                .withMessageContainingAll("2 dimensions", "\nMaybe");
        Map<String, Tensor> broken = new TreeMap<>(weights());
        broken.put("output.bias", new Tensor(new int[] {2}, new float[] {0, Float.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> Policy.of(SPEC, broken));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.of(SPEC, weights()).in(new SafeTensors(Map.of(), Map.of()), "far.x", Map.of()))
                .withMessageContainingAll("far.x", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicySpec(1, "places", 0, 1, 1, 1, 1))
                .withMessageContaining("\nMaybe");
    }
}
