package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Plans on a line of kilometres: half of the way to the aim in each of two steps, at most a kilometre, give or take
/// what the search left to chance.
class PolicyTrainingTest {

    private static final float HERE = 7_000; // latents and aims far from 0, in m
    private static final PolicyConfig CONFIG = new PolicyConfig(32, 2, 600, 64, 5e-3);

    private static float wanted(float now, float aim) {
        return Math.clamp((aim - now) / 2000, -1, 1);
    }

    private static List<Deliberation> plans(int count) {
        RandomGenerator random = new Seed(1).generator();
        List<Deliberation> plans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float now = HERE + 1000 * (float) random.nextGaussian();
            float aim = HERE + 1000 * (float) random.nextGaussian();
            float[] actions = new float[2];
            for (int step = 0; step < 2; step++) {
                actions[step] = wanted(now, aim) + 0.1f * (float) random.nextGaussian();
            }
            plans.add(new Deliberation(
                    new Latent(new float[] {now, 350.3f}),
                    new Aim("place", new float[] {aim}),
                    new ActionSequence(2, 1, actions)));
        }
        return plans;
    }

    @Test
    void aPolicyTellsWhatPlanningComesToOnAverage() {
        Policy policy = new PolicyTrainer(CONFIG, 1).train(plans(2000), new Seed(2), (_, _) -> {});

        double worst = 0;
        for (Deliberation fresh : plans(2300).subList(2000, 2300)) {
            float[] told = policy.act(fresh.now(), fresh.aim().values()).values();
            float exact = wanted(fresh.now().values()[0], fresh.aim().values()[0]);
            worst = Math.max(worst, Math.abs(told[0] - exact));
            assertThat(told[1]).isCloseTo(told[0], within(0.15f));
        }
        assertThat(worst).isLessThan(0.2); // the noise of a single plan is 0.1
        // What never changed tells nothing, also where it is a little otherwise.
        Deliberation one = plans(1).getFirst();
        Latent other = new Latent(new float[] {one.now().values()[0], 351});
        assertThat(policy.act(other, one.aim().values()).values()[0])
                .isCloseTo(policy.act(one.now(), one.aim().values()).values()[0], within(0.5f));
    }

    @Test
    void theSameSeedGivesTheSamePolicy() {
        var trainer = new PolicyTrainer(CONFIG.with("updates=20"), 1);
        Deliberation plan = plans(1).getFirst();
        assertThat(trainer.train(plans(50), new Seed(2), (_, _) -> {})
                        .act(plan.now(), plan.aim().values()))
                .isEqualTo(trainer.train(plans(50), new Seed(2), (_, _) -> {})
                        .act(plan.now(), plan.aim().values()));
    }

    @Test
    void noPlansOrPlansOfSeveralSizesAreRefused() {
        var trainer = new PolicyTrainer(CONFIG, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(List.of(), new Seed(1), (_, _) -> {}))
                .withMessageContainingAll("no plans", "\nMaybe");
        List<Deliberation> mixed = new ArrayList<>(plans(2));
        mixed.add(new Deliberation(
                mixed.getFirst().now(), mixed.getFirst().aim(), new ActionSequence(1, 1, new float[1])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(mixed, new Seed(1), (_, _) -> {}))
                .withMessageContainingAll("several sizes", "\nMaybe");
    }
}
