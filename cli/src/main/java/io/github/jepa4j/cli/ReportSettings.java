package io.github.jepa4j.cli;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.worlds.TwoRooms;
import java.io.IOException;
import java.nio.file.Path;

/// What `report` draws of a model's inner life.
///
/// @param seed          everything random is split from it: which rooms are drawn, and what the planner tries
/// @param imaginations  how many imagined futures are drawn beside the real ones
/// @param imaginedSteps how far each of them looks ahead
/// @param planning      how the candidates are found that are drawn
record ReportSettings(long seed, int imaginations, int imaginedSteps, PlanningSettings planning) {

    private static final int MOST_IMAGINATIONS = 20;

    ReportSettings {
        Check.that(
                imaginations >= 1 && imaginations <= MOST_IMAGINATIONS,
                "imaginations",
                imaginations,
                "in [1, " + MOST_IMAGINATIONS + "]");
        Check.that(
                imaginedSteps >= 1 && imaginedSteps <= TwoRooms.STEPS_PER_EPISODE,
                "imaginedSteps",
                imaginedSteps,
                "in [1, " + TwoRooms.STEPS_PER_EPISODE + "]");
    }

    /// What is drawn of a run where nothing is said: its own seed, and the planner that was evaluated, with that
    /// planner's defaults.
    static ReportSettings of(Path run) throws IOException {
        return of(run, planned(PlanningSettings.openTo(evaluated(run))));
    }

    /// Binds twice: first to learn which planner is wanted, then over that planner's defaults.
    static ReportSettings from(SettingsOptions options, Path run) throws IOException {
        ReportSettings wanted = options.over(of(run, PlanningSettings.openTo(evaluated(run))));
        return options.over(of(run, planned(wanted.planning())));
    }

    private static ReportSettings of(Path run, PlanningSettings planning) throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            return new ReportSettings(folder.info().seed(), 3, 40, planning);
        }
    }

    private static PlanningSettings planned(PlanningSettings wanted) {
        return PlanningSettings.defaultsFor(wanted, TwoRooms.STEPS_PER_EPISODE);
    }

    /// The planner that was evaluated, or else the one that is used where nothing is said.
    private static PlannerSpec evaluated(Path run) {
        String name = "";
        try {
            name = EvaluationFile.read(run.resolve("evaluation.json"))
                    .protocol()
                    .agent();
        } catch (IOException _) { // not evaluated yet, or damaged: the page itself says so
        }
        return PlannerSpec.of(PlannerSpec.names().contains(name) ? name : PlanningDefaults.PLANNER);
    }
}
