package io.github.jepa4j.cli;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.agent.Explanation;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j plan`: plans one task in a trained model and prints the actions and what they are imagined to
/// lead to.
@Command(
        name = "plan",
        header = "Plan once, and show the plan.",
        description = "Plans one task in a trained model and prints the actions and what they are imagined to lead to.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j plan --run runs/first",
            "  jepa4j plan --model model.safetensors --task 3 --json",
            "  jepa4j plan --model model.safetensors --task slowly.yaml",
            "  jepa4j plan --model model.safetensors --seed 12 --images pictures",
            "  jepa4j plan --model model.safetensors --now pictures/now.png --goal pictures/goal.png"
        })
final class PlanCommand implements Callable<Integer> {

    private static final double NANOS = 1e-9;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelOptions which;

    @Option(
            names = "--task",
            paramLabel = "N|FILE",
            description = "What is to be done: one of the canonical tasks, 1 to 20, or a task written in YAML, over the"
                    + " model's readouts. A situation is drawn by --seed where none is said.")
    @Nullable
    private String task;

    @ArgGroup(exclusive = false)
    @Nullable
    private Pictures pictures;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Write what is seen now and at the goal there, as now.png and goal.png.")
    @Nullable
    private Path images;

    /// What is seen, as images.
    static final class Pictures {
        @Option(
                names = "--now",
                paramLabel = "FILE",
                required = true,
                description = "A PNG of what is seen now: red is channel 0, green 1, blue 2.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path now;

        @Option(
                names = "--goal",
                paramLabel = "FILE",
                required = true,
                description = "A PNG of what is seen at the goal.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path goal;
    }

    private record Seen(String task, Observation now, Observation goal) {}

    /// What was decided.
    ///
    /// @param task        in words
    /// @param planner     by name
    /// @param firstAction to be done now, in the world's units
    /// @param actions     all that were planned
    /// @param energy      of the imagined future; unit-free, lower is better
    /// @param outcome     how the search ended
    /// @param iterations  of the planner
    /// @param rollouts    futures imagined
    /// @param seconds     spent planning, without perceiving
    /// @param encodeSeconds spent perceiving
    /// @param why         guardrails, and energies by term
    record Figures(
            String task,
            String planner,
            float[] firstAction,
            List<float[]> actions,
            float energy,
            String outcome,
            int iterations,
            long rollouts,
            double seconds,
            double encodeSeconds,
            Explanation why) {}

    @Override
    public Integer call() throws IOException {
        PlanSettings chosen = PlanSettings.from(settings, which.tasks().rooms());
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        Integer canonical = canonical();
        if (canonical == null && pictures == null) { // otherwise nothing is drawn
            which.noteGuess(main.console(), chosen.layout().choice());
        }
        JepaModel model = which.load().withThreads(Machine.threads(chosen.threads()));
        TaskFile written = task == null || canonical != null ? null : TaskFile.read(Path.of(task));
        Seen seen = look(model, chosen, canonical);
        if (images != null) {
            Files.createDirectories(images);
            save("now.png", seen.now());
            save("goal.png", seen.goal());
        }
        PlanningSettings planning = chosen.planning();
        planning.requireNoPolicy(written != null);
        Agent agent = Playing.agent(model, planning.planner(which.file()), planning, main.console());
        Seed seed = new Seed(chosen.seed()).split("plan");
        if (written == null) {
            agent.begin(seen.goal(), planning.horizon(), seed);
        } else {
            Task wanted = written.tasks(which.file(), model).apply(seen.goal());
            seen = new Seen(written.words() + ", " + seen.task(), seen.now(), seen.goal());
            agent.begin(wanted, planning.horizon(), seed);
        }
        output.print(main.console(), figures(seen, planning, model, agent.decide(seen.now())), this::show);
        return Main.DONE;
    }

    /// The number of a canonical task, where --task is one.
    private @Nullable Integer canonical() {
        if (task == null || !task.matches("[+-]?[0-9]{1,9}")) {
            return null;
        }
        if (pictures != null) {
            throw new CommandFailure(
                    "--task %s and --now both say what is seen; there must be one of them.%nMaybe name the file of a task instead of a number."
                            .formatted(task));
        }
        int number = Integer.parseInt(task);
        int last = TwoRoomsTask.canonical().size();
        if (number < 1 || number > last) {
            throw new CommandFailure(
                    "--task is %d, but must be in [1, %d], or a file.%nMaybe leave it out: one is then drawn by --seed."
                            .formatted(number, last));
        }
        return number;
    }

    private Seen look(JepaModel model, PlanSettings chosen, @Nullable Integer canonical) throws IOException {
        Pictures shown = pictures;
        if (shown != null) {
            ImpalaSpec sizes = Models.spec(model)
                    .orElseThrow(() -> new CommandFailure("This model sees no images.\nMaybe plan with it from Java."));
            return new Seen(
                    shown.now + " to " + shown.goal, PngImage.read(shown.now, sizes), PngImage.read(shown.goal, sizes));
        }
        Seed seed = new Seed(chosen.seed());
        String name = "drawn by seed " + chosen.seed();
        TwoRoomsTask drawn;
        if (canonical == null) {
            drawn = TwoRoomsTask.random(chosen.layout().choice(), seed.split("task"));
        } else {
            name = "canonical " + canonical;
            drawn = TwoRoomsTask.canonical().get(canonical - 1);
        }
        TwoRooms world = new TwoRooms(drawn);
        Pixels now = world.reset(seed.split("world"));
        String words = String.format(
                Locale.ROOT,
                "%s: from (%.1f, %.1f) to (%.1f, %.1f), wall at %d, door at %d",
                name,
                drawn.start().x(),
                drawn.start().y(),
                drawn.goal().x(),
                drawn.goal().y(),
                drawn.layout().wall(),
                drawn.layout().door());
        return new Seen(words, now, world.goal());
    }

    private void save(String name, Observation observation) throws IOException {
        if (images != null && observation instanceof Pixels pixels) {
            PngImage.write(images.resolve(name), pixels);
        }
    }

    private static Figures figures(Seen seen, PlanningSettings planning, JepaModel model, Decision decision) {
        Plan plan = Objects.requireNonNull(decision.plan(), decision::explain);
        List<float[]> actions = new ArrayList<>();
        for (int step = 0; step < plan.actions().horizon(); step++) {
            actions.add(
                    model.actionScale().denormalise(plan.actions().action(step)).values());
        }
        return new Figures(
                seen.task(),
                planning.planner().name() + ", " + planning.budget(),
                decision.action().values(),
                actions,
                plan.energy(),
                plan.outcome().words(),
                plan.diagnostics().iterations(),
                plan.diagnostics().rollouts(),
                decision.planNanos() * NANOS,
                decision.encodeNanos() * NANOS,
                decision.explanation());
    }

    private void show(Figures figures) {
        var to = main.console().out();
        to.printf("%-13s %s%n", "task", figures.task());
        to.printf("%-13s %s%n", "planner", figures.planner());
        to.printf("%-13s %s%n", "first action", action(figures.firstAction()));
        to.printf("%-13s", "all actions");
        for (float[] action : figures.actions()) {
            to.printf(" %s", action(action));
        }
        to.println();
        to.printf("%-13s %s (lower is better)%n", "energy", Words.significant(figures.energy()));
        to.printf(
                Locale.ROOT,
                "%-13s %s after %d iterations, %,d imagined futures%n",
                "outcome",
                figures.outcome(),
                figures.iterations(),
                figures.rollouts());
        figures.why().text().lines().skip(1).forEach(line -> to.printf("%-13s %s%n", "", line.strip()));
        to.printf(
                Locale.ROOT,
                "%-13s %.3f s planning, %.3f s perceiving%n",
                "time",
                figures.seconds(),
                figures.encodeSeconds());
        if (images != null) {
            to.printf("%-13s %s%n", "images", images);
        }
    }

    private static String action(float[] action) {
        String[] texts = new String[action.length];
        for (int axis = 0; axis < action.length; axis++) {
            texts[axis] = String.format(Locale.ROOT, "%.2f", action[axis]);
        }
        return "(" + String.join(", ", texts) + ")";
    }
}
