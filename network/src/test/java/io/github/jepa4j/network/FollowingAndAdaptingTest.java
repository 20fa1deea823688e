package io.github.jepa4j.network;

import static io.github.jepa4j.network.Agreement.assertAgree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.VitSpec.Size;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Networks that follow others or change a little: moving averages and low-rank adapters.
class FollowingAndAdaptingTest {

    private static final Seed SEED = new Seed(34);
    private static final VitSpec SPEC =
            new VitSpec(new PatchGrid(1, 1, 4, 4, 1, 2), new Size(16, 2, 2, 24), Positions.SINCOS_2D, Set.of(), 1e-6);
    private static final LowRankAdapter.Config ADAPTER = new LowRankAdapter.Config(3, 12);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void theMomentumGrowsLinearlyAndStays() {
        var config = ExponentialMovingAverage.Config.ijepa(1000);
        assertThat(config.momentum(0)).isEqualTo(0.996);
        assertThat(config.momentum(500)).isCloseTo(0.998, within(1e-12));
        assertThat(config.momentum(2000)).isEqualTo(1);
        assertThat(ExponentialMovingAverage.Config.vjepa2().momentum(77)).isEqualTo(0.99925);
    }

    @Test
    void aTargetStartsAsACopyAndFollowsByItsMomentum() {
        Parameters source = new Parameters(SEED);
        source.constant("a", 2, 3);
        source.constant("only_here", 1, 1);
        Parameters target = new Parameters(SEED);
        target.constant("a", -7, 3);
        var average = ExponentialMovingAverage.follow(target, source, new ExponentialMovingAverage.Config(0.5, 0.9, 2));
        assertThat(target.names()).isEmpty();
        assertThat(Natives.values(target.tensor("a"))).containsOnly(2);

        source.load(Map.of(
                "a", new io.github.jepa4j.tensor.Tensor(new int[] {3}, new float[] {10, 10, 10}),
                "only_here", new io.github.jepa4j.tensor.Tensor(new int[] {1}, new float[] {1})));
        average.update(0);
        assertThat(Natives.values(target.tensor("a"))).containsOnly(6); // half of the way
        average.update(1);
        assertThat(Natives.values(target.tensor("a"))[0]).isCloseTo(6 + 0.3f * 4, within(1e-5f));
    }

    @Test
    void aTargetThatTheSourceDoesNotCoverIsRefused() {
        Parameters target = new Parameters(SEED);
        target.constant("a", -7, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExponentialMovingAverage.follow(
                        target, new Parameters(SEED), ExponentialMovingAverage.Config.vjepa2()))
                .withMessageContainingAll("a is missing", "\nMaybe");
    }

    @Test
    void adaptersStartWithoutEffectAreAllThatTrainsAndCanBeMerged() {
        Parameters plain = new Parameters(SEED);
        var before = new VisionTransformer(plain, "vit", SPEC);
        Parameters parameters = new Parameters(SEED.split("other"));
        var adapted = VisionTransformer.adapted(parameters, "vit", SPEC, ADAPTER);
        LowRankAdapter.loadRest(parameters, plain.copy());
        LowRankAdapter.freezeRest(parameters);

        assertThat(parameters.names()).hasSize(8).allMatch(name -> name.contains(".attention."));
        try (Scope scope = Scope.open()) {
            assertThat(Agreement.gap(before.forward(pictures()), adapted.forward(pictures())))
                    .isZero();
            trainALittle(parameters, adapted);
            assertThat(Agreement.gap(before.forward(pictures()), adapted.forward(pictures())))
                    .isGreaterThan(0.01);
        }
        plain.copy().forEach((name, tensor) -> assertThat(parameters.copy()).containsEntry(name, tensor));

        plain.load(LowRankAdapter.merge(parameters.copy(), ADAPTER));
        try (Scope scope = Scope.open()) {
            assertAgree(before.forward(pictures()), adapted.forward(pictures()));
        }
    }

    @Test
    void anAdapterOfAnotherRankIsRefused() {
        Parameters parameters = new Parameters(SEED);
        VisionTransformer.adapted(parameters, "vit", SPEC, ADAPTER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LowRankAdapter.merge(parameters.copy(), new LowRankAdapter.Config(4, 8)))
                .withMessageContainingAll("rank 4", "\nMaybe");
    }

    private static void trainALittle(Parameters parameters, VisionTransformer network) {
        AdamW adam = new AdamW(parameters, AdamW.Config.defaults());
        for (int step = 0; step < 5; step++) {
            Tensor loss = network.forward(pictures()).select(-1, 0).sum();
            List<Tensor> gradients = parameters.gradients(loss);
            adam.step(gradients, 0.05);
        }
    }

    private static Tensor pictures() {
        return Natives.of(Agreement.gaussian(SEED.split("pictures"), 32, 1), 2, 1, 4, 4);
    }
}
