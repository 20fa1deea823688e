package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.readout.ReadoutReport;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a planner with a learned model keeps by itself, and with the filter.
@Command(
        name = "learned-safety",
        description = "A ball in a room with zones, planned by a learned model: guardrails in the planner, the filter "
                + "after it, both, and neither.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LearnedSafetyBenchmark implements Callable<Integer> {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--out", description = "Folder of episodes and training, gone on with (${DEFAULT-VALUE}).")
    private Path out = Path.of("runs/learned-safety");

    @Option(names = "--learn", description = "Episodes of 60 steps that the model is learned from (${DEFAULT-VALUE}).")
    private int learn = 2000;

    @Option(names = "--probe", description = "Episodes for its readouts (${DEFAULT-VALUE}).")
    private int probe = 4000;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Of the training (${DEFAULT-VALUE}).")
    private List<String> overrides = List.of("steps=3000", "windows=64");

    @Option(
            names = "--members",
            description = "Of an ensemble in the worst of which the guardrails hold (${DEFAULT-VALUE}: none).")
    private int members = 0;

    @Option(names = "--planner", description = "As in 'planners' (${DEFAULT-VALUE}).")
    private String planner = "cem:candidates=64,iterations=3@H=12,replan=1";

    @Option(names = "--random", description = "Random scenarios (${DEFAULT-VALUE}).")
    private int random = 200;

    @Option(names = "--hostile", description = "Scenarios with hostile objectives (${DEFAULT-VALUE}).")
    private int hostile = 100;

    @Override
    public Integer call() throws IOException {
        PlannerSetting setting = PlannerSetting.parse(planner);
        Findings findings = options.findings("learned-safety")
                .setting("episodes", learn)
                .setting("training", overrides)
                .setting("members", members)
                .setting("planner", planner);
        LearnedBall ball = LearnedBall.learn(
                out,
                new LearnedBall.Extent(learn, probe, setting.horizon(), members),
                JepaConfig.signals().with(overrides.toArray(String[]::new)),
                options.seed().split("learned"));
        Table table = new Table(
                "scenarios",
                "kind",
                "planner is told the limits",
                "filter",
                "played",
                "violating",
                "worst margin",
                "success of feasible",
                "interventions, of steps");
        boolean clean = true;
        for (ScenarioKind kind : List.of(ScenarioKind.RANDOM, ScenarioKind.HOSTILE)) {
            for (boolean told : new boolean[] {false, true}) {
                for (boolean filtered : new boolean[] {false, true}) {
                    List<TrialOutcome> outcomes = play(kind, new BallAgent(ball, setting, told), filtered);
                    row(table, kind, told, filtered, outcomes);
                    clean &= !filtered || outcomes.stream().noneMatch(TrialOutcome::violated);
                }
            }
        }
        options.print(findings.add(readings(ball)).add(table));
        return clean ? 0 : 1;
    }

    private static Table readings(LearnedBall ball) {
        Table table = new Table("readouts, whole path", "signal", "coverage", "error of the last step");
        for (ReadoutReport report : ball.reports()) {
            table.row(
                    report.name() + ", " + report.unit(),
                    (double) report.pathCovered() / report.tested(),
                    report.pathErrors().getLast());
        }
        return table;
    }

    private List<TrialOutcome> play(ScenarioKind kind, BallAgent agent, boolean filtered) {
        var world = new PointMazeScenarios(List.of(LearnedBall.ROOM), agent::of);
        Seed seed = options.seed().split(kind.name());
        return IntStream.range(0, kind == ScenarioKind.RANDOM ? random : hostile)
                .parallel()
                .mapToObj(i -> {
                    RandomGenerator drawn = seed.split(i).split("genes").generator();
                    double[] genes = drawn.doubles(world.genes()).toArray();
                    return TrialRun.play(world.trial(kind, genes, seed.split(i)), filtered);
                })
                .toList();
    }

    private static void row(
            Table table, ScenarioKind kind, boolean told, boolean filtered, List<TrialOutcome> outcomes) {
        List<TrialOutcome> played =
                outcomes.stream().filter(outcome -> !outcome.refused()).toList();
        List<TrialOutcome> feasible = played.stream()
                .filter(outcome -> outcome.truth() == Trial.Truth.FEASIBLE)
                .toList();
        long kept = feasible.stream()
                .filter(outcome -> outcome.success() && !outcome.violated())
                .count();
        long steps = played.stream().mapToLong(TrialOutcome::steps).sum();
        long interventions =
                played.stream().mapToLong(TrialOutcome::interventions).sum();
        long violating = played.stream().filter(TrialOutcome::violated).count();
        double worst = played.stream().mapToDouble(TrialOutcome::worst).min().orElse(Double.NaN);
        table.row(
                kind.words(),
                told,
                filtered,
                played.size(),
                new SuccessRate(violating, played.size()).toString(),
                worst,
                new SuccessRate(kept, feasible.size()).toString(),
                steps == 0 ? Double.NaN : (double) interventions / steps);
        System.err.printf("%s, told %s, filter %s: %d of %d violate%n", kind, told, filtered, violating, played.size());
    }
}
