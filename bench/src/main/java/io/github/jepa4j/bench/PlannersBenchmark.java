package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.worlds.SuccessRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Planners beside each other, on the same model and the same tasks.
@Command(
        name = "planners",
        description = "All planners on the same model and tasks: success against time.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PlannersBenchmark implements Callable<Integer> {

    static final String COST_COLUMNS = "success, success ever, mean px, s/plan, s/episode, GFLOP/plan, GFLOP/episode";

    /// Of about equal cost, but for the peers', which imagine 4,000 futures for each plan.
    private static final List<String> ALL = List.of(
            "cem:candidates=64,iterations=3",
            "mppi:candidates=64,iterations=3",
            "gradient:starts=16,iterations=6",
            "hybrid:proposingIterations=2,iterations=4",
            "cem-reference@H=60,replan=4",
            "mppi-reference@H=60,replan=4");

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @SuppressWarnings("NullAway.Init") // set by picocli
    @Option(names = "--model", required = true, description = "A trained model (model.safetensors).")
    private Path model;

    @Option(
            names = "--planner",
            description = {
                "A planner and the loop around it, such as cem:candidates=64,iterations=3@H=60,replan=4. Repeatable.",
                "The peer's own protocol is cem-reference or mppi-reference (H=90, replan=1, cold). Default: all six,"
                        + " with H=60 and replan=4."
            })
    private List<String> planners = ALL;

    @Option(
            names = "--out",
            description = "Where evaluations are kept; those there are not played again (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-planners");

    @Override
    public Integer call() throws IOException {
        List<PlannerSetting> settings =
                planners.stream().map(PlannerSetting::parse).toList();
        Findings findings = evaluation.note(options.findings("planners").setting("model", model.toString()));
        Table table = table("planners", "planner");
        Evaluation last = null;
        for (PlannerSetting setting : settings) {
            last = evaluation.evaluate(model, setting, out.resolve(setting.fileName() + ".json"));
            row(table, setting.text(), last);
        }
        findings.add(table);
        if (last != null) {
            findings.add(floors(last));
        }
        options.print(findings);
        return 0;
    }

    /// A table of evaluations, whose first columns are these.
    static Table table(String title, String... first) {
        List<String> columns = new ArrayList<>(List.of(first));
        columns.addAll(List.of(COST_COLUMNS.split(", ")));
        return new Table(title, columns.toArray(String[]::new));
    }

    static void row(Table table, String name, Evaluation evaluation) {
        row(table, List.of(name), evaluation);
    }

    static void row(Table table, List<Object> first, Evaluation evaluation) {
        List<Object> cells = new ArrayList<>(first);
        cells.add(evaluation.rate(SuccessRule.FINAL).toString());
        cells.add(evaluation.rate(SuccessRule.EVER).toString());
        cells.add(evaluation.meanFinalDistance());
        cells.add(evaluation.secondsPerPlan());
        cells.add(evaluation.secondsPerEpisode());
        cells.add(evaluation.flopPerPlan() / Options.GIGA);
        cells.add(evaluation.flopPerEpisode() / Options.GIGA);
        table.row(cells.toArray());
    }

    static Table floors(Evaluation evaluation) {
        Table table = new Table("floors", "policy", "success", "success ever", "mean px");
        evaluation
                .floors()
                .forEach(floor -> table.row(
                        floor.name(),
                        floor.finalRule().toString(),
                        floor.everRule().toString(),
                        floor.meanFinalDistance()));
        return table;
    }
}
