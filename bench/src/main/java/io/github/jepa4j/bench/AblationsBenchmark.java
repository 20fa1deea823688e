package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.learning.JepaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What each term of the loss is worth: trainings that differ in one coefficient only.
@Command(
        name = "ablations",
        description = "Trains with each regulariser off, and evaluates: beside the peer's published figures.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AblationsBenchmark implements Callable<Integer> {

    /// Success in percent, from EB-JEPA (arXiv 2602.03604), on random walls.
    private record Ablation(String name, List<String> changes, double peer) {}

    private static final List<Ablation> ALL = List.of(
            new Ablation("full", List.of(), 97),
            new Ablation("no-variance", List.of("coefficients.variance=0"), 47),
            new Ablation("no-covariance", List.of("coefficients.covariance=0"), 46),
            new Ablation("no-similarity", List.of("coefficients.similarity=0"), 61),
            new Ablation("no-inverse-dynamics", List.of("coefficients.inverseDynamics=0"), 1));

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Mixin
    private final Lab lab = new Lab();

    @Option(names = "--steps", description = "Updates of each training; 0 for the configuration's own (0).")
    private long steps;

    @Option(
            names = "--only",
            split = ",",
            description = "Only these of: full, no-variance, no-covariance, no-similarity, no-inverse-dynamics.")
    private List<String> only = List.of();

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-ablations");

    @Override
    public Integer call() throws IOException {
        Rows.requireKnown(only, ALL.stream().map(Ablation::name).toList());
        Findings findings = evaluation.note(lab.note(options.findings("ablations")));
        Table table = PlannersBenchmark.table("ablations", "training", "peer %", "minutes");
        try (EpisodeStore store = lab.open(options.seed())) {
            for (Ablation ablation : ALL) {
                if (!only.isEmpty() && !only.contains(ablation.name())) {
                    continue;
                }
                JepaConfig config = Configuration.override(lab.config(), ablation.changes());
                config = steps > 0 ? Configuration.override(config, List.of("steps=" + steps)) : config;
                findings.setting("steps", config.steps());
                Path folder = out.resolve(ablation.name());
                Lab.Trained trained = lab.train(folder, config, store, options.seed());
                Evaluation found =
                        evaluation.evaluate(trained.model(), lab.planner(), folder.resolve("evaluation.json"));
                PlannersBenchmark.row(table, List.of(ablation.name(), ablation.peer(), trained.minutes()), found);
            }
        }
        findings.add(table).note("peer %: success published for EB-JEPA's networks and planner (arXiv 2602.03604).");
        options.print(findings);
        return 0;
    }
}
