package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BatteryBuildingTest implements EnvironmentContract {

    private static final int HOURS = 24 * 14;

    @Override
    public BatteryBuilding environment() {
        return new BatteryBuilding(log());
    }

    private static BuildingLog log() {
        RandomGenerator random = new Seed(7).generator();
        List<BuildingLog.Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            hours.add(new BuildingLog.Hour(3 * random.nextDouble(), 4 * random.nextDouble(), 0.2, 0.15));
        }
        return new BuildingLog(hours);
    }

    private static Battery.Hour from(double charge, double asked) {
        return Battery.PUBLISHED.hour(Battery.PUBLISHED.begin(charge), asked);
    }

    /// By hand from the published curves: at half of 5 kW the way there and back keeps 0.83 + 0.07 / 2.
    @Test
    void anHourLosesTheSquareRootOfThePublishedEfficiencyEachWay() {
        double efficiency = Math.sqrt(0.83 + 0.07 * (0.5 - 0.3) / 0.4);

        Battery.Hour charged = from(2, 2.5);
        assertThat(charged.drawn()).isCloseTo(2.5, within(1e-12));
        assertThat(charged.state().charge()).isCloseTo(2 + 2.5 * efficiency, within(1e-12));

        Battery.Hour discharged = from(5, -2.5);
        assertThat(discharged.drawn()).isCloseTo(-2.5, within(1e-12));
        assertThat(discharged.state().charge()).isCloseTo(5 - 2.5 / efficiency, within(1e-12));
        assertThat(discharged.state().capacity()).isCloseTo(6.4 - 1e-5 * 2.5 / 2, within(1e-12));
    }

    @Test
    void aNearlyFullBatteryTakesAndGivesLess() {
        assertThat(Battery.PUBLISHED.mostPower(Battery.PUBLISHED.begin(0.8 * 6.4)))
                .isCloseTo(5, within(1e-9));
        assertThat(Battery.PUBLISHED.mostPower(Battery.PUBLISHED.begin(0.9 * 6.4)))
                .isCloseTo(3, within(1e-9));
        assertThat(from(6.4, -5).drawn()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void whatDoesNotFitIsNotDrawnAndWhatIsNotThereIsNotDelivered() {
        assertThat(from(6.3, 1).state().charge()).isCloseTo(6.4, within(1e-12));
        assertThat(from(6.3, 1).drawn()).isCloseTo(0.1 / Math.sqrt(0.83), within(1e-12));
        assertThat(from(0.2, -4).state().charge()).isZero();
        assertThat(from(0.2, -4).drawn()).isCloseTo(-0.2 * Math.sqrt(0.9), within(1e-12));
        assertThat(from(0, -4).drawn()).isZero();
    }

    @Test
    void aBatteryOnStandbyLosesTheShareThatItSays() {
        var leaking = new Battery(10, 5, 0, 0.01);
        assertThat(leaking.hour(leaking.begin(8), 0).state().charge()).isCloseTo(7.92, within(1e-12));
    }

    /// What was drawn is in the battery, but for losses that lie between the worst and the best efficiency; nothing
    /// comes from nowhere.
    @Test
    void energyIsConservedButForTheLosses() {
        BatteryBuilding building = environment();
        building.reset(new Seed(1));
        RandomGenerator random = new Seed(2).generator();
        double charge = building.state().charge();
        double in = 0;
        double out = 0;
        double lost = 0;
        for (int hour = 1; hour < HOURS; hour++) {
            Action action = building.actionSpace().sample(random);
            double before = building.state().charge();
            Signals seen = building.step(action);
            double drawn = seen.values()[1];
            double stored = building.state().charge() - before;
            in += Math.max(0, drawn);
            out += Math.max(0, -drawn);
            lost += drawn - stored;
            assertThat(drawn - stored).as("lost in hour %d", hour).isGreaterThan(-1e-6);
            assertThat((double) seen.values()[4])
                    .as("net in hour %d", hour)
                    .isCloseTo(seen.values()[2] + drawn - seen.values()[3], within(1e-5));
        }
        assertThat(in - out - lost).isCloseTo(building.state().charge() - charge, within(1e-4));
        assertThat(lost / (in + out)).isBetween(1 - Math.sqrt(0.9), 1 / Math.sqrt(0.83) - 1);
    }

    @Test
    void theHoursAreThoseOfTheLog() {
        BuildingLog log = log();
        BatteryBuilding building = environment();
        Signals first = building.reset(new Seed(0));
        Signals second = building.step(new Action(0));
        assertThat((double) first.values()[2]).isCloseTo(log.at(0).load(), within(1e-6));
        assertThat((double) second.values()[3]).isCloseTo(log.at(1).solar(), within(1e-6));
        assertThat(building.hoursLeft()).isEqualTo(HOURS - 2);
    }

    @Test
    void afterTheLastHourThereIsNone() {
        var building = new BatteryBuilding(new BuildingLog(log().hours().subList(0, 2)));
        building.reset(new Seed(0));
        building.step(new Action(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> building.step(new Action(1)))
                .withMessageContainingAll("All 2 hours", "Maybe");
    }

    @Test
    void badInputIsRefusedWithItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuildingLog.Hour(-1, 0, 0, 0))
                .withMessageContainingAll("-1.0 kWh", "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuildingLog.Hour(1, Double.NaN, 0, 0))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuildingLog(List.of()))
                .withMessageContaining("0 hours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Battery.PUBLISHED.begin(10))
                .withMessageContaining("10.0 kWh");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Battery(6.4, 0, 0, 0))
                .withMessageContaining("0.0 kW");
    }
}
