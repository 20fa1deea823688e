package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.evaluation.AgentContender;
import io.github.jepa4j.evaluation.Contender;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationJournal;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.SuccessRule;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Playing episodes with a trained model.
///
/// @param file     the model's
/// @param settings of the evaluation
/// @param task     that is to be done; null for reaching the goal
/// @param console  to tell on
record Playing(
        Path file, EvaluateSettings settings, @Nullable TaskFile task, Console console) {

    /// What is done with an evaluation before it is written.
    @FunctionalInterface
    interface Before {
        void writing(Evaluation evaluation) throws IOException;
    }

    /// How it is to be evaluated.
    Protocol protocol() throws IOException {
        PlanningSettings planning = settings.planning();
        return new Protocol(
                settings.tasks().words() + (task == null ? "" : ", " + task.words()),
                planning.planner().name(),
                settings.episodes(),
                settings.steps(),
                planning.horizon(),
                planning.replanInterval(),
                planning.warmStart(),
                planning.actionLimit(),
                planning.budget(),
                settings.seed(),
                Protocol.model(file),
                CodeVersion.of(Main.class),
                Machine.words(),
                Math.min(Machine.threads(settings.threads()), settings.episodes()));
    }

    /// Refuses a task that this model cannot be given, before anything is played.
    void check() throws IOException {
        settings.planning().requireNoPolicy(task != null);
        if (task != null) {
            TwoRooms world = new TwoRooms(settings.taskList().getFirst());
            world.reset(new Seed(settings.seed()));
            var _ = task.tasks(file, Models.load(file)).apply(world.goal());
        }
    }

    /// Plays all of an evaluation's episodes, and writes what they came to. Those played are kept in a journal beside
    /// it until it is written, so that the next call goes on.
    ///
    /// @param into where it is written
    Evaluation evaluate(Path into, Before before) throws IOException {
        JepaModel model = Models.load(file);
        Protocol protocol = protocol();
        try (EvaluationJournal kept = EvaluationJournal.open(EvaluationJournal.beside(into), protocol)) {
            Evaluator evaluator = new Evaluator(protocol, console.nanos()).keeping(kept);
            Evaluation evaluation = play(evaluator, kept.episodes(), model);
            before.writing(evaluation);
            EvaluationFile.write(into, evaluation);
            if (evaluation.complete()) {
                kept.discard();
            }
            return evaluation;
        }
    }

    /// Plays all of an evaluation's episodes, and keeps none.
    Evaluation evaluate() throws IOException {
        return play(new Evaluator(protocol(), console.nanos()), 0, Models.load(file));
    }

    private Evaluation play(Evaluator evaluator, int before, JepaModel model) throws IOException {
        Contender.Factory contenders = contenders(model.withThreads(1)); // the episodes are what is done in parallel
        try (Telling telling = console.progress("evaluate", settings.episodes(), "episodes")) {
            telling.continueFrom(before);
            telling.update(before, "");
            return evaluator.evaluate(
                    settings.taskList(),
                    contenders,
                    Models.cost(model),
                    (_, played, rate) -> telling.update(played, "won " + rate));
        }
    }

    private Contender.Factory contenders(JepaModel model) throws IOException {
        PlanningSettings planning = settings.planning();
        Planner planner = planning.planner(file);
        return task == null
                ? AgentContender.factory(() -> agent(model, planner, planning, console), settings.steps())
                : AgentContender.factory(
                        () -> agent(model, planner, planning, console), task.tasks(file, model), settings.steps());
    }

    /// An agent with the settings' planner and limits.
    static Agent agent(JepaModel model, Planner planner, PlanningSettings settings, Console console) {
        return Agent.builder()
                .encoder(model.encoder())
                .worldModel(model.worldModel())
                .scale(model.actionScale())
                .actionSpace(settings.actionSpace())
                .planner(planner)
                .config(settings.agent())
                .clock(console.nanos())
                .build();
    }

    /// Such as `97/100 = 97.0 % [91.5, 99.0]`.
    static String headline(Evaluation evaluation) {
        return evaluation.rate(SuccessRule.FINAL).toString();
    }
}
