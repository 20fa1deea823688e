package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worldmodel.WorldModelContract;
import io.github.jepa4j.worlds.Battery;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BuildingModelTest implements WorldModelContract {

    private static final LearnedBattery LEARNED = learned();

    @Override
    public WorldModel model() {
        return new BuildingModel(LEARNED);
    }

    private static LearnedBattery learned() {
        RandomGenerator random = new Seed(5).generator();
        int hours = 336;
        double[] charges = new double[hours + 1];
        double[] asked = new double[hours];
        double[] powers = new double[hours];
        Battery.State state = Battery.PUBLISHED.begin(3);
        charges[0] = state.charge();
        for (int hour = 0; hour < hours; hour++) {
            asked[hour] = Math.clamp(random.nextDouble(-3, 3), 0.8 * (0.64 - charges[hour]), 5.76 - charges[hour]);
            Battery.Hour done = Battery.PUBLISHED.hour(state, asked[hour]);
            state = done.state();
            powers[hour] = done.drawn();
            charges[hour + 1] = state.charge();
        }
        return LearnedBattery.learn(charges, powers, 3);
    }

    @Test
    void aFortnightTeachesWhichPowerAChangeTakesToAFewWatts() {
        for (double power = -3; power <= 3; power += 0.1) {
            double change = Battery.PUBLISHED
                            .hour(Battery.PUBLISHED.begin(3.2), power)
                            .state()
                            .charge()
                    - 3.2;
            assertThat(LEARNED.power().at(change)).as("at %s kW", power).isCloseTo(power, within(0.02));
        }
    }

    @Test
    void theErrorIsCalibratedAndThatOfTheChargeIsNoLess() {
        assertThat(LEARNED.powerError()).isBetween(1e-5f, 0.02f);
        assertThat(LEARNED.chargeError()).isGreaterThan(LEARNED.powerError());
        assertThat(LEARNED.charge().error(0)).isZero();
        assertThat(LEARNED.charge().error(24)).isEqualTo(LEARNED.chargeError());
    }

    @Test
    void whatIsBoughtCostsAndEmitsAndWhatIsGivenAwayDoesNot() {
        float[] hours = {2, 2, 0.5f, 0.3f, 0.1f, 2, 1, 3, 0.3f, 0.1f};
        Rollout rollout = model().imagine(new Latent(new float[] {2, 0, 0, 0}), new ActionBatch(1, 2, 5, hours));

        float[] latents = rollout.latents();
        assertThat(latents[rollout.index(0, 1) + 2]).isCloseTo(1.5f * 0.3f, within(1e-3f));
        assertThat(latents[rollout.index(0, 1) + 3]).isCloseTo(1.5f * 0.1f, within(1e-3f));
        assertThat(latents[rollout.index(0, 2) + 2]).isZero();
    }
}
