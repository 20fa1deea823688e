package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.evaluation.AgentContender;
import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationJournal;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.Progress;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// How trained models are examined: the same tasks for all of a benchmark.
final class EvaluationOptions {

    @Option(names = "--tasks", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Tasks tasks = Tasks.RANDOM;

    @Option(names = "--episodes", description = "Episodes of each evaluation (${DEFAULT-VALUE}).")
    private int episodes = 300;

    @Option(names = "--steps-per-episode", description = "Actions in an episode (${DEFAULT-VALUE}).")
    private int stepsPerEpisode = TwoRooms.STEPS_PER_EPISODE;

    @Option(
            names = "--threads",
            description = "Episodes played at a time (${DEFAULT-VALUE}); seconds of a plan are worth most with 1.")
    private int threads = 1;

    @Option(
            names = "--model-threads",
            description = "Threads that share a plan's candidates (default: the cores over the episodes at a time).")
    private int modelThreads;

    @Option(names = "--task-seed", description = "The seed that tasks and plans come from (${DEFAULT-VALUE}).")
    private long taskSeed = 7;

    Findings note(Findings findings) {
        return findings.setting("tasks", tasks.world())
                .setting("episodes", drawn().size())
                .setting("task seed", taskSeed)
                .setting("episodes at a time", threads)
                .setting("threads per plan", threadsPerPlan());
    }

    private int threadsPerPlan() {
        return modelThreads > 0
                ? modelThreads
                : Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
    }

    private List<TwoRoomsTask> drawn() {
        return tasks.draw(episodes, new Seed(taskSeed));
    }

    /// Plays the tasks, or reads the result where they were played before.
    ///
    /// @param model the file of the trained model
    /// @param file  where the evaluation is kept; what is there was played with the same protocol, or is
    ///     refused
    Evaluation evaluate(Path model, PlannerSetting setting, Path file) {
        List<TwoRoomsTask> drawn = drawn();
        try {
            Protocol protocol = protocol(model, setting, drawn.size());
            if (Files.isRegularFile(file)) {
                return kept(file, protocol);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path journal = EvaluationJournal.beside(file);
            try (EvaluationJournal kept = EvaluationJournal.open(journal, protocol)) {
                Evaluator evaluator = new Evaluator(protocol, System::nanoTime).keeping(kept);
                JepaModel threaded = JepaModel.load(model).withThreads(threadsPerPlan());
                Evaluation evaluation = play(evaluator, threaded, setting, drawn);
                if (evaluation.complete()) {
                    EvaluationFile.write(file, evaluation);
                    kept.discard();
                }
                return evaluation;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Protocol protocol(Path model, PlannerSetting setting, int count) throws IOException {
        return new Protocol(
                tasks.world(),
                setting.text(),
                count,
                stepsPerEpisode,
                setting.horizon(),
                setting.replan(),
                setting.warm(),
                setting.actionLimit(),
                "none",
                taskSeed,
                Protocol.model(model),
                CodeVersion.of(EvaluationOptions.class),
                Machine.here().words(),
                threads);
    }

    private static Evaluation kept(Path file, Protocol protocol) throws IOException {
        Evaluation before = EvaluationFile.read(file);
        Protocol other = before.protocol();
        if (!other.playsAs(protocol) || other.threads() != protocol.threads()) {
            throw new IOException("%s was played as %s, but %s is asked for.\nMaybe name another folder with --out."
                    .formatted(file, words(other), words(protocol)));
        }
        return before;
    }

    private static String words(Protocol protocol) {
        return "%s; %s; %s; actions up to %s; %d episodes of %d steps; seed %d; %d at a time"
                .formatted(
                        protocol.world(),
                        protocol.agent(),
                        protocol.model(),
                        protocol.actionLimit(),
                        protocol.episodes(),
                        protocol.steps(),
                        protocol.seed(),
                        protocol.threads());
    }

    private Evaluation play(Evaluator evaluator, JepaModel model, PlannerSetting setting, List<TwoRoomsTask> drawn) {
        return evaluator.evaluate(
                drawn,
                AgentContender.factory(
                        () -> Agent.builder()
                                .encoder(model.encoder())
                                .worldModel(model.worldModel())
                                .scale(model.actionScale())
                                .actionSpace(setting.actionSpace())
                                .planner(setting.spec().planner())
                                .config(setting.loop())
                                .clock(System::nanoTime)
                                .build(),
                        stepsPerEpisode),
                cost(model),
                progress(setting, drawn.size()));
    }

    private static Progress progress(PlannerSetting setting, int episodes) {
        int every = Math.max(1, episodes / 10);
        return (result, played, rate) -> {
            if (played % every == 0 || played == episodes) {
                System.err.printf("%s: %d of %d episodes, %s%n", setting.text(), played, episodes, rate);
            }
        };
    }

    private static Cost cost(JepaModel model) {
        return model.encoder() instanceof ImpalaEncoder encoder
                        && model.worldModel() instanceof LatentPredictor predictor
                ? Cost.of(encoder.spec(), predictor.spec())
                : Cost.UNKNOWN;
    }
}
