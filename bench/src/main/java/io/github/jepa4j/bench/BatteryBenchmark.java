package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.Battery;
import io.github.jepa4j.worlds.BuildingLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A battery's year: what an agent that learns it, plans it and forecasts the building makes of it, between
/// a rule-based controller and the optimum that knows the year beforehand.
@Command(
        name = "battery",
        description = "A year of a battery under a solar roof: cost and emissions of an agent that learns and plans, "
                + "beside rule-based controllers and the optimum with perfect foresight.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BatteryBenchmark implements Callable<Integer> {

    private static final int FIRST_HOUR = 24;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--data", description = "The zip of CityLearn's challenge of 2022 (default: a made-up building).")
    private @Nullable Path data;

    @Option(names = "--buildings", split = ",", description = "Which of it (${DEFAULT-VALUE}).")
    private int[] buildings = {1, 2, 3};

    @Option(names = "--hours", description = "The most to live through (${DEFAULT-VALUE}).")
    private int hours = 8760;

    @Option(names = "--planner", description = "As in 'planners' (${DEFAULT-VALUE}).")
    private String planner =
            "mppi:candidates=128,iterations=32,noiseExponent=1,minimumSpread=0.005,spread=0.2@H=24,replan=1";

    /// A building's controllers and what they came to.
    private record Played(
            String building,
            Map<String, BatteryYear.Result> results,
            BatteryAgent agent,
            BatteryAgent told,
            HourErrors errors) {}

    /// What the forecasts were off by.
    private record HourErrors(double[][] values) {}

    @Override
    public Integer call() throws IOException {
        PlannerSetting setting = PlannerSetting.parse(planner);
        Map<String, CityLearn.Building> read = new LinkedHashMap<>();
        Path archive = data;
        if (archive == null) {
            read.put(
                    "made up", new CityLearn.Building(SyntheticBuilding.log(hours, options.seed()), Battery.PUBLISHED));
        } else {
            for (int number : buildings) {
                read.put("building " + number, CityLearn.read(archive, number));
            }
        }
        List<Played> played = read.entrySet().parallelStream()
                .map(entry -> play(entry.getKey(), entry.getValue(), setting))
                .toList();
        Findings findings = options.findings("battery")
                .setting("data", archive == null ? "made up" : archive.getFileName())
                .setting("hours", hours)
                .setting("planner", planner)
                .setting("exploring h", BatteryAgent.EXPLORING);
        findings.add(table("after the exploring", played, true))
                .add(table("all hours", played, false))
                .add(agents(played))
                .add(forecasts(played));
        findings.note(
                "Score: cost and emissions, each as a share of those without a battery in the same hours, equally weighted. Gap closed: from the rule-based controller (nights) to the lower bound of the optimum.");
        options.print(findings);
        return 0;
    }

    private Played play(String name, CityLearn.Building building, PlannerSetting setting) {
        BuildingLog whole = building.log();
        var log = new BuildingLog(whole.hours().subList(0, Math.min(hours, whole.size())));
        Battery battery = building.battery();
        BatteryYear year = BatteryYear.of(log, battery);
        Map<String, BatteryYear.Result> results = new LinkedHashMap<>();
        BatteryYear.Result without = year.live(BatteryController.none());
        results.put("no battery", without);
        int first = data == null ? 1 : FIRST_HOUR;
        results.put("rule-based, nights", year.live(BatteryController.nights(battery.capacity(), first)));
        results.put("rule-based, sun", year.live(BatteryController.sun(battery.capacity(), first)));
        BatteryAgent agent = agent(year, false, setting);
        results.put("agent", year.live(agent));
        BatteryAgent told = agent(year, true, setting);
        results.put("agent, told what comes", year.live(told));
        // Between these two lies the true optimum: within the limits no power loses less, and none loses more.
        results.put("optimum that can be had", year.optimum(battery.oneWayEfficiency(0), without));
        results.put(
                "optimum, lower bound",
                year.optimum(battery.oneWayEfficiency(year.limits().power()), without));
        return new Played(name, results, agent, told, errors(log, agent));
    }

    private BatteryAgent agent(BatteryYear year, boolean foresight, PlannerSetting setting) {
        var orders = new BatteryAgent.Orders(year.log(), year.battery(), year.limits(), foresight, setting);
        return new BatteryAgent(orders, options.seed().split("agent"));
    }

    private static HourErrors errors(BuildingLog log, BatteryAgent agent) {
        double[][] signals = new double[4][log.size()];
        IntStream.range(0, log.size()).forEach(hour -> {
            BuildingLog.Hour row = log.at(hour);
            signals[0][hour] = row.load();
            signals[1][hour] = row.solar();
            signals[2][hour] = row.price();
            signals[3][hour] = row.carbon();
        });
        double[][] errors = new double[4][];
        for (int signal = 0; signal < errors.length; signal++) {
            errors[signal] = agent.forecasts().get(signal).errors(signals[signal], BatteryAgent.EXPLORING);
        }
        return new HourErrors(errors);
    }

    private static Table table(String title, List<Played> played, boolean late) {
        Table table = new Table(
                title,
                "building",
                "controller",
                "cost $",
                "emissions kg",
                "score",
                "gap closed %",
                "hours outside: charge",
                "power",
                "by at most");
        for (Played one : played) {
            BatteryTally without = tally(one, "no battery", late);
            double from = tally(one, "rule-based, nights", late).score(without);
            double to = tally(one, "optimum, lower bound", late).score(without);
            one.results.forEach((name, result) -> {
                BatteryTally tally = late ? result.late() : result.all();
                double score = tally.score(without);
                table.row(
                        one.building,
                        name,
                        tally.cost(),
                        tally.emissions(),
                        score,
                        100 * (from - score) / (from - to),
                        tally.chargeViolations(),
                        tally.powerViolations(),
                        tally.worst());
            });
        }
        return table;
    }

    private static BatteryTally tally(Played one, String name, boolean late) {
        BatteryYear.Result result = one.results.get(name);
        if (result == null) {
            throw new IllegalArgumentException("There is no controller '%s'.\nMaybe it was renamed.".formatted(name));
        }
        return late ? result.late() : result.all();
    }

    private static Table agents(List<Played> played) {
        Table table = new Table(
                "agents", "building", "agent", "ms a decision", "plans refused", "charge error kWh", "power error kW");
        for (Played one : played) {
            row(table, one.building, "agent", one.agent);
            row(table, one.building, "told what comes", one.told);
        }
        return table;
    }

    private static void row(Table table, String building, String name, BatteryAgent agent) {
        LearnedBattery learned = agent.learned();
        table.row(building, name, agent.millis(), agent.refusals(), (double) learned.chargeError(), (double)
                learned.powerError());
    }

    private static Table forecasts(List<Played> played) {
        Table table =
                new Table("forecasts", "building", "signal", "basis", "mean absolute error 1 h ahead", "24 h ahead");
        String[] signals = {"load kW", "solar kW", "price $/kWh", "carbon kg/kWh"};
        for (Played one : played) {
            for (int signal = 0; signal < signals.length; signal++) {
                double[] errors = one.errors.values[signal];
                table.row(
                        one.building,
                        signals[signal],
                        one.agent.forecasts().get(signal).toString(),
                        errors[0],
                        errors[1]);
            }
        }
        return table;
    }
}
