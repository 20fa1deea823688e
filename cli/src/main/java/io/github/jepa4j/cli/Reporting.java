package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.report.Candidates;
import io.github.jepa4j.report.Illustrator;
import io.github.jepa4j.report.Imagination;
import io.github.jepa4j.report.Landscape;
import io.github.jepa4j.report.Report;
import io.github.jepa4j.report.ReportData;
import io.github.jepa4j.report.RunFolder;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writing a run's report, with pictures of the model's inner life where there is a model.
final class Reporting {

    /// What a report came to.
    ///
    /// @param report     the page
    /// @param bytes      its size
    /// @param isTrained  whether there is a model to illustrate
    /// @param isEvaluated whether there is an evaluation
    /// @param isActing   whether the model is to act by; else it learned to see
    record Figures(Path report, long bytes, boolean isTrained, boolean isEvaluated, boolean isActing) {}

    private static final String MODEL = "model.safetensors";

    private final Path run;
    private final ReportSettings settings;
    private final Console console;

    Reporting(Path run, ReportSettings settings, Console console) {
        this.run = run;
        this.settings = settings;
        this.console = console;
    }

    /// Writes the page.
    Figures write(Path file) throws IOException {
        ReportData data = RunFolder.read(run);
        boolean isTrained = Files.exists(run.resolve(MODEL));
        boolean isActing = data.subject() == ReportData.Subject.ACTING;
        if (isTrained && isActing) {
            var _ = settings.planning().planner(run.resolve(MODEL)); // refuses levels or futures that it does not have
            data = illustrated(data);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Report.write(file, data);
        return new Figures(file, Files.size(file), isTrained, data.evaluation() != null, isActing);
    }

    private ReportData illustrated(ReportData data) throws IOException {
        try {
            return illustrated(data, JepaModel.load(run.resolve(MODEL)).withThreads(Machine.threads(0)));
        } catch (IOException | RuntimeException e) { // damaged, or of another world: the page goes without
            console.remark("Warning: without pictures of the model's inner life: " + e.getMessage());
            return data.noting(
                    "The model could not be read, or is not of this world, so what it imagines is not shown.");
        }
    }

    private ReportData illustrated(ReportData data, JepaModel model) throws IOException {
        LayoutChoice layouts =
                Provenance.tasks(run).orElse(EvaluateSettings.Tasks.RANDOM).layouts();
        Seed seed = new Seed(settings.seed()).split("report");
        Illustrator illustrator = Illustrator.of(model);
        int count = settings.imaginations();
        int pictures = count + 2;
        try (Telling telling = console.progress("illustrate", pictures, "pictures")) {
            List<Imagination> imagined = new ArrayList<>();
            for (int picture = 0; picture < count; picture++) {
                telling.update(picture, "");
                imagined.addAll(illustrator.imaginations(layouts, 1, settings.imaginedSteps(), seed.split(picture)));
            }
            telling.update(count, "");
            TwoRoomsTask task = TwoRoomsTask.random(layouts, seed.split("task"));
            Landscape landscape = illustrator.landscape(task);
            telling.update(count + 1L, "");
            Candidates candidates = illustrator.candidates(
                    task, plan(model, task, seed), settings.planning().above(run.resolve(MODEL)));
            telling.update(pictures, "");
            return data.with(imagined, landscape, candidates);
        }
    }

    /// What a planner would do first.
    private Plan plan(JepaModel model, TwoRoomsTask task, Seed seed) throws IOException {
        PlanningSettings planning = settings.planning();
        Agent agent = Playing.agent(model, planning.planner(run.resolve(MODEL)), planning, console);
        TwoRooms world = new TwoRooms(task);
        Pixels now = world.reset(seed.split("world"));
        agent.begin(world.goal(), TwoRooms.STEPS_PER_EPISODE, seed.split("plan"));
        Decision decision = agent.decide(now);
        return Objects.requireNonNull(decision.plan(), decision::explain);
    }
}
