package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.Battery;
import io.github.jepa4j.worlds.BuildingLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few days of a made-up building.
class BatteryBenchmarkTest {

    private static final int HOURS = BatteryAgent.EXPLORING + 6 * 24;
    private static final String PLANNER =
            "mppi:candidates=64,iterations=12,noiseExponent=1,minimumSpread=0.01,spread=0.2@H=24,replan=1";
    private static final BuildingLog LOG = SyntheticBuilding.log(HOURS, new Seed(3));

    private final BatteryYear year = BatteryYear.of(LOG, Battery.PUBLISHED);
    private final BatteryYear.Result without = year.live(BatteryController.none());

    private BatteryAgent agent(boolean foresight) {
        var orders = new BatteryAgent.Orders(
                LOG, Battery.PUBLISHED, year.limits(), foresight, PlannerSetting.parse(PLANNER));
        return new BatteryAgent(orders, new Seed(4));
    }

    @Test
    void anAgentIsBetterThanNoBatteryAndNoBetterThanTheOptimum() {
        BatteryAgent agent = agent(false);
        BatteryTally lived = year.live(agent).late();
        BatteryTally told = year.live(agent(true)).late();
        BatteryTally bound = optimum(1, HOURS - BatteryAgent.EXPLORING);

        assertThat(lived.score(without.late())).isLessThan(0.95);
        assertThat(told.score(without.late()))
                .as("knowing what comes")
                .isLessThan(lived.score(without.late()))
                .isGreaterThan(bound.score(without.late()));
        assertThat(agent.refusals()).isZero();
    }

    @Test
    void theLimitsAreKeptWhileExploringAndWhilePlanning() {
        BatteryTally lived = year.live(agent(false)).all();
        assertThat(lived.chargeViolations() + lived.powerViolations()).isZero();
        assertThat(lived.worst()).isZero();
    }

    /// The charge that an agent begins to plan with is not the optimum's: to be a bound, that begins full.
    private BatteryTally optimum(double efficiency, int hours) {
        BuildingLog late = new BuildingLog(LOG.hours().subList(HOURS - hours - 1, HOURS));
        double[] net = new double[hours - 1];
        double[] weight = new double[net.length];
        for (int hour = 0; hour < net.length; hour++) {
            BuildingLog.Hour row = late.at(hour + 2);
            net[hour] = row.net();
            weight[hour] = row.price() / without.late().cost()
                    + row.carbon() / without.late().emissions();
        }
        double[] drawn = new StorageOptimum(year.limits(), efficiency)
                .schedule(net, weight, year.limits().most());
        BatteryTally tally = BatteryTally.NONE;
        for (int hour = 0; hour < net.length; hour++) {
            BuildingLog.Hour row = late.at(hour + 2);
            double bought = Math.max(0, row.net() + drawn[hour]);
            tally = tally.and(bought * row.price(), bought * row.carbon(), 1, drawn[hour], year.limits());
        }
        return tally;
    }

    @Test
    void theOptimumIsBracketedAndTheLowerOfBothIsBelowEverything() {
        double had = year.optimum(Battery.PUBLISHED.oneWayEfficiency(0), without)
                .all()
                .score(without.all());
        double bound = year.optimum(Battery.PUBLISHED.oneWayEfficiency(3), without)
                .all()
                .score(without.all());
        assertThat(bound).isLessThan(had);
        assertThat(year.live(agent(true)).all().score(without.all())).isGreaterThan(bound);
    }

    @Test
    void rulesBreakLimitsThatNobodyToldThemOf() {
        BatteryTally rules = year.live(BatteryController.nights(6.4, 1)).all();
        assertThat(rules.chargeViolations()).isPositive();
        assertThat(rules.worst()).isCloseTo(0.64, within(1e-6));
    }

    @Test
    void theArchiveIsReadInPlainUnits(@TempDir Path folder) throws IOException {
        CityLearn.Building building = CityLearn.read(archive(folder, "0.5"), 2);

        assertThat(building.log().at(1)).isEqualTo(new BuildingLog.Hour(1.5, 0.5 * 250 * 1e-3 * 8, 0.22, 0.15));
        assertThat(building.battery()).isEqualTo(new Battery(6.4, 5, 1e-5, 0));
    }

    @Test
    void aDamagedArchiveIsRefusedWithThePlace(@TempDir Path folder) throws IOException {
        Path sound = archive(folder, "0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CityLearn.read(sound, 9))
                .withMessageContainingAll("no building 9", "Building_2", "Maybe");
        Path damaged = archive(folder, "?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CityLearn.read(damaged, 2))
                .withMessageContainingAll("solar_generation", "row 2", "Maybe");
    }

    private static Path archive(Path folder, String sun) throws IOException {
        Path zip = folder.resolve("year.zip");
        Map<String, String> files = Map.of(
                "schema.json",
                """
                {"buildings": {"Building_2": {"energy_simulation": "b.csv", "carbon_intensity": "c.csv",
                 "pricing": "p.csv", "pv": {"attributes": {"nominal_power": 8.0}},
                 "electrical_storage": {"attributes": {"capacity": 6.4, "nominal_power": 5.0,
                 "capacity_loss_coefficient": 1e-05, "loss_coefficient": 0.0}}}}}
                """,
                "b.csv",
                "hour,non_shiftable_load,solar_generation\n24,1.0,0\n1,1.5,%s\n"
                        .formatted(sun.equals("0.5") ? "125.0" : sun),
                "c.csv",
                "carbon_intensity\n0.2\n0.15\n",
                "p.csv",
                "electricity_pricing,x\n0.22,0\n0.22,0\n");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return zip;
    }
}
