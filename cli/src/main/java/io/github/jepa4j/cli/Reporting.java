package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.report.Candidates;
import io.github.jepa4j.report.Illustrator;
import io.github.jepa4j.report.Imagination;
import io.github.jepa4j.report.Landscape;
import io.github.jepa4j.report.Report;
import io.github.jepa4j.report.ReportData;
import io.github.jepa4j.report.RunFolder;
import io.github.jepa4j.run.RunInfo;
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

/// Writing a run's report, with pictures of the model's inner life where there is a model.
final class Reporting {

    /// What a report came to.
    ///
    /// @param report     the page
    /// @param bytes      its size
    /// @param isTrained  whether there is a model to illustrate
    /// @param isEvaluated whether there is an evaluation
    record Figures(Path report, long bytes, boolean isTrained, boolean isEvaluated) {}

    private static final int IMAGINATIONS = 3;
    private static final int IMAGINED_STEPS = 40;
    private static final int PICTURES = IMAGINATIONS + 2;
    private static final String MODEL = "model.safetensors";

    private final Path run;
    private final Console console;

    Reporting(Path run, Console console) {
        this.run = run;
        this.console = console;
    }

    /// Writes the page.
    Figures write(Path file) throws IOException {
        ReportData data = RunFolder.read(run);
        boolean isTrained = Files.exists(run.resolve(MODEL));
        if (isTrained) {
            data = illustrated(data);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Report.write(file, data);
        return new Figures(file, Files.size(file), isTrained, data.evaluation() != null);
    }

    private ReportData illustrated(ReportData data) throws IOException {
        try {
            return illustrated(data, JepaModel.load(run.resolve(MODEL)).withThreads(Machine.threads(0)));
        } catch (IOException | RuntimeException e) { // damaged, or of another world: the page goes without
            console.remark("Warning: without pictures of the model's inner life: " + e.getMessage());
            return withNote(
                    data, "The model could not be read, or is not of this world, so what it imagines is not shown.");
        }
    }

    private ReportData illustrated(ReportData data, JepaModel model) throws IOException {
        LayoutChoice layouts = Provenance.tasks(run).layouts();
        Seed seed = new Seed(seed()).split("report");
        Illustrator illustrator = Illustrator.of(model);
        try (Telling telling = console.progress("illustrate", PICTURES, "pictures")) {
            List<Imagination> imagined = new ArrayList<>();
            for (int picture = 0; picture < IMAGINATIONS; picture++) {
                telling.update(picture, "");
                imagined.addAll(illustrator.imaginations(layouts, 1, IMAGINED_STEPS, seed.split(picture)));
            }
            telling.update(IMAGINATIONS, "");
            TwoRoomsTask task = TwoRoomsTask.random(layouts, seed.split("task"));
            Landscape landscape = illustrator.landscape(task);
            telling.update(IMAGINATIONS + 1L, "");
            Candidates candidates = illustrator.candidates(task, plan(model, planning(data), task, seed));
            telling.update(PICTURES, "");
            return data.with(imagined, landscape, candidates);
        }
    }

    private static ReportData withNote(ReportData data, String note) {
        List<String> notes = new ArrayList<>(data.notes());
        notes.add(note);
        return new ReportData(
                data.title(), data.provenance(), data.metrics(), data.evaluation(), List.of(), null, null, notes);
    }

    private long seed() throws IOException {
        try (io.github.jepa4j.run.RunFolder folder = io.github.jepa4j.run.RunFolder.view(run)) {
            RunInfo info = folder.info();
            return info.seed();
        }
    }

    /// The planner that was evaluated, or else the one that is used where nothing is said; with its defaults.
    private static PlanningSettings planning(ReportData data) {
        String name = data.evaluation() == null
                ? PlanningDefaults.PLANNER
                : data.evaluation().protocol().agent();
        boolean isKnown = PlannerSpec.names().contains(name);
        PlannerSpec planner = PlannerSpec.of(isKnown ? name : PlanningDefaults.PLANNER);
        return PlanningSettings.defaultsFor(PlanningSettings.openTo(planner), TwoRooms.STEPS_PER_EPISODE);
    }

    /// What a planner would do first.
    private Plan plan(JepaModel model, PlanningSettings planning, TwoRoomsTask task, Seed seed) {
        Agent agent = Playing.agent(model, planning.planner().planner(), planning, console);
        TwoRooms world = new TwoRooms(task);
        Pixels now = world.reset(seed.split("world"));
        agent.begin(world.goal(), TwoRooms.STEPS_PER_EPISODE, seed.split("plan"));
        return agent.decide(now).plan();
    }
}
