package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// New tasks for a model that was trained for none of them.
@Command(
        name = "new-tasks",
        description = "Five tasks put on at run time, one frozen model of two rooms, no training.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NewTasksBenchmark implements Runnable {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", description = "With readouts and counterfactuals in its file (${DEFAULT-VALUE}).")
    private Path model = Path.of("models/two-rooms/model.safetensors");

    @Option(names = "--episodes", description = "Of each task (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Option(names = "--tasks", split = ",", description = "Which (default: ${COMPLETION-CANDIDATES}).")
    private List<NewTask> tasks = List.of(NewTask.values());

    @Option(names = "--planner", description = "As in 'planners' (${DEFAULT-VALUE}).")
    private String planner = PlannerSetting.DEFAULT;

    @Option(
            names = "--effort-planner",
            description = "Of the task 'effort', whose plans must not tremble (${DEFAULT-VALUE}).")
    private String effortPlanner = "hybrid@H=60,replan=4";

    @Option(names = "--effort-weight", description = "Of the task 'effort' (${DEFAULT-VALUE}).")
    private float effortWeight = 0.002f;

    @Option(names = "--effort-by", description = "How it is asked for: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private EffortWish.Way effortBy = EffortWish.Way.LAST;

    @Override
    public void run() {
        Findings findings = options.findings("new-tasks")
                .setting("model", model)
                .setting("planner", planner)
                .setting("effort planner", effortPlanner)
                .setting("episodes", episodes)
                .setting("effort weight", effortWeight)
                .setting("effort by", effortBy);
        Table table = new Table(
                "tasks",
                "task",
                "solved",
                "straight line",
                "oracle",
                "reached",
                "kept",
                "no safe plan, of plans",
                "effort");
        TrainedFile trained = new TrainedFile(model);
        RoomsPlay play = play(trained, planner);
        RoomsPlay calm = play(trained, effortPlanner);
        List<TwoRoomsTask> drawn = Evaluator.freshTasks(LayoutChoice.RANDOM, episodes, options.seed());
        for (NewTask task : tasks) {
            row(table, task, task == NewTask.EFFORT ? calm : play, drawn);
        }
        findings.note(
                "Solved: reached, and kept all the way what the task says. Straight line and oracle know nothing of zones, chasers and effort.");
        options.print(findings.add(table));
    }

    private RoomsPlay play(TrainedFile trained, String by) {
        return new RoomsPlay(
                trained.model(options.maxThreads),
                trained.readouts(),
                trained.counterfactual(),
                PlannerSetting.parse(by),
                new EffortWish(effortBy, effortWeight));
    }

    private void row(Table table, NewTask task, RoomsPlay play, List<TwoRoomsTask> drawn) {
        long[] sums = new long[7];
        double effort = 0;
        for (int i = 0; i < drawn.size(); i++) {
            Seed seed = options.seed().split(task.name()).split(i);
            RoomsPlay.Result ours = play.ours(task, drawn.get(i), seed);
            sums[0] += ours.solved() ? 1 : 0;
            sums[1] += play.straight(task, drawn.get(i), seed).solved() ? 1 : 0;
            sums[2] += play.oracle(task, drawn.get(i), seed).solved() ? 1 : 0;
            sums[3] += ours.reached() ? 1 : 0;
            sums[4] += ours.kept() ? 1 : 0;
            sums[5] += ours.unsafePlans();
            sums[6] += ours.plans();
            effort += ours.effort() / drawn.size();
            if ((i + 1) % 10 == 0) {
                System.err.printf(
                        "%s: %d of %d episodes, %d solved, %d reached, %d kept%n",
                        task.words(), i + 1, drawn.size(), sums[0], sums[3], sums[4]);
            }
        }
        table.row(
                task.words(),
                new SuccessRate(sums[0], drawn.size()).toString(),
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                "%d of %d".formatted(sums[5], sums[6]),
                effort);
    }
}
