package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What short-term memory is worth where a part of the world is seen at a time.
@Command(
        name = "dim-rooms",
        description = "Two rooms of which one is lit at a time; the goal is shown once. Memory on and off.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DimRoomsBenchmark implements Runnable {

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", description = "Of whole rooms (${DEFAULT-VALUE}).")
    private Path model = Path.of("models/two-rooms/model.safetensors");

    @Option(names = "--episodes", description = "Of each row (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Option(names = "--planner", description = "As in 'planners' (${DEFAULT-VALUE}).")
    private String planner = PlannerSetting.DEFAULT;

    @Option(names = "--views", description = "That the memory holds (${DEFAULT-VALUE}).")
    private int views = 64;

    @Override
    public void run() {
        Findings findings = options.findings("dim-rooms")
                .setting("model", model)
                .setting("planner", planner)
                .setting("episodes", episodes)
                .setting("views", views);
        DimRoomsPlay play = new DimRoomsPlay(
                new TrainedFile(model).model(options.maxThreads), PlannerSetting.parse(planner), views);
        Table table = new Table("episodes", "", "at the mark", "mean distance in the end, px");
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.RANDOM, episodes, options.seed());
        for (DimRoomsPlay.Remembered remembered : DimRoomsPlay.Remembered.values()) {
            row(table, remembered.words(), tasks, (task, seed) -> play.ours(remembered, task, seed));
        }
        row(table, "random actions", tasks, play::random);
        options.print(findings.add(table));
    }

    private void row(Table table, String name, List<TwoRoomsTask> tasks, ToDoubleBiFunction<TwoRoomsTask, Seed> play) {
        long there = 0;
        double distance = 0;
        for (int i = 0; i < tasks.size(); i++) {
            double end =
                    play.applyAsDouble(tasks.get(i), options.seed().split("dim").split(i));
            there += DimRoomsPlay.isThere(end) ? 1 : 0;
            distance += end / tasks.size();
            if ((i + 1) % 10 == 0) {
                System.err.printf("%s: %d of %d episodes, %d at the mark%n", name, i + 1, tasks.size(), there);
            }
        }
        table.row(name, new SuccessRate(there, tasks.size()).toString(), distance);
    }
}
