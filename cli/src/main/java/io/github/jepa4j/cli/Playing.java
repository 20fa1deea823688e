package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.evaluation.AgentContender;
import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.Protocol;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.SuccessRule;

/// Playing episodes with a trained model.
final class Playing {

    private Playing() {}

    /// Plays all of an evaluation's episodes.
    static Evaluation evaluate(JepaModel model, EvaluateSettings settings, Console console) {
        PlanningSettings planning = settings.planning();
        int threads = Math.min(Machine.threads(settings.threads()), settings.episodes());
        Protocol protocol = new Protocol(
                settings.tasks().words(),
                planning.planner().name(),
                settings.episodes(),
                settings.steps(),
                planning.horizon(),
                planning.replanInterval(),
                planning.budget(),
                settings.seed(),
                Machine.words(),
                threads);
        Planner planner = planning.planner().planner();
        JepaModel own = model.withThreads(1); // the episodes are what is done in parallel
        try (Telling telling = console.progress("evaluate", settings.episodes(), "episodes")) {
            telling.update(0, "");
            return new Evaluator(protocol, console.nanos())
                    .evaluate(
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
