package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.evaluation.AgentContender;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationJournal;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.SuccessRule;
import java.io.IOException;
import java.nio.file.Path;

/// Playing episodes with a trained model.
final class Playing {

    private Playing() {}

    /// How a model file is to be evaluated.
    static Protocol protocol(Path file, EvaluateSettings settings) throws IOException {
        PlanningSettings planning = settings.planning();
        return new Protocol(
                settings.tasks().words(),
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

    /// What is done with an evaluation before it is written.
    @FunctionalInterface
    interface Before {
        void writing(Evaluation evaluation) throws IOException;
    }

    /// Plays all of an evaluation's episodes, and writes what they came to. Those played are kept in a journal beside
    /// it until it is written, so that the next call goes on.
    ///
    /// @param file the model's
    /// @param into where it is written
    static Evaluation evaluate(Path file, Path into, EvaluateSettings settings, Console console, Before before)
            throws IOException {
        JepaModel model = Models.load(file);
        Protocol protocol = protocol(file, settings);
        try (EvaluationJournal kept = EvaluationJournal.open(EvaluationJournal.beside(into), protocol)) {
            Evaluator evaluator = new Evaluator(protocol, console.nanos()).keeping(kept);
            Evaluation evaluation = play(evaluator, kept.episodes(), model, settings, console);
            before.writing(evaluation);
            EvaluationFile.write(into, evaluation);
            if (evaluation.complete()) {
                kept.discard();
            }
            return evaluation;
        }
    }

    /// Plays all of an evaluation's episodes, and keeps none.
    ///
    /// @param file the model's
    static Evaluation evaluate(Path file, EvaluateSettings settings, Console console) throws IOException {
        JepaModel model = Models.load(file);
        return play(new Evaluator(protocol(file, settings), console.nanos()), 0, model, settings, console);
    }

    private static Evaluation play(
            Evaluator evaluator, int before, JepaModel model, EvaluateSettings settings, Console console) {
        PlanningSettings planning = settings.planning();
        Planner planner = planning.planner().planner();
        JepaModel own = model.withThreads(1); // the episodes are what is done in parallel
        try (Telling telling = console.progress("evaluate", settings.episodes(), "episodes")) {
            telling.continueFrom(before);
            telling.update(before, "");
            return evaluator.evaluate(
                    settings.taskList(),
                    AgentContender.factory(() -> agent(own, planner, planning, console), settings.steps()),
                    Models.cost(model),
                    (_, played, rate) -> telling.update(played, "won " + rate));
        }
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
