package io.github.jepa4j.bench;

import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.GoalEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Pictures from above of rooms and mazes that are other ones in each episode, on one level and on several.
@Command(
        name = "from-above",
        description =
                "Four rooms whose doors may be closed, mazes that were never seen, or OGBench's, as pixels: planned flat and on several levels.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FromAboveBenchmark implements Callable<Integer> {

    /// Walls and doors are elsewhere in each episode, which is what the context is for.
    private static final LevelConfig SECOND = LevelConfig.defaults()
            .with("span=3", "latentDimension=12", "contextDimension=8", "macroDimension=4", "codes=64", "decoding=1");

    private static final LevelConfig THIRD = SECOND.with("span=2", "unrolled=3");

    @Mixin
    private final Options options = new Options();

    @Option(
            names = "--world",
            description = "four-rooms, diverse-mazes, small-diverse-mazes, or ogbench-MAZE (${DEFAULT-VALUE}).")
    private String world = SeenWorld.FOUR_ROOMS;

    @Option(names = "--out", description = "Folder of episodes and training, gone on with (runs/WORLD).")
    private @Nullable Path out;

    @Option(names = "--learn", description = "Episodes to learn from (${DEFAULT-VALUE}).")
    private int learn = 2000;

    @Option(
            names = "--layouts",
            description = "Diverse mazes to learn from (as published: 25 of diverse-mazes, 40 of the small ones).")
    private int layouts;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Of the world model's training, beside what is the world's own.")
    private List<String> overrides = List.of();

    @Option(
            names = "--level-set",
            paramLabel = "KEY=VALUE",
            description = "Of the second level's, beside what is this benchmark's and the world's own.")
    private List<String> second = List.of();

    @Option(names = "--level3-set", paramLabel = "KEY=VALUE", description = "Of the third level's, likewise.")
    private List<String> third = List.of();

    @Option(names = "--levels", split = ",", description = "How many levels are planned on (${DEFAULT-VALUE}).")
    private List<Integer> levels = List.of(1, 2, 3);

    @Option(names = "--planner", description = "Of the lowest level, as in 'planners' (${DEFAULT-VALUE}).")
    private String planner = "cem:candidates=128,iterations=6,elites=12@H=6,replan=2";

    @Option(names = "--flat", description = "The planner where there is but one level (${DEFAULT-VALUE}).")
    private String flat = "cem:candidates=128,iterations=4,elites=16@H=30,replan=3";

    @Option(
            names = "--tether",
            description =
                    "What want of support weighs in the lowest planner's plans to a sub-goal; 0: nothing (${DEFAULT-VALUE}).")
    private float tether = 1;

    @Option(names = "--episodes", description = "Of each set of tasks (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Override
    public Integer call() throws IOException {
        options.print(told(SeenWorld.of(world, layouts, walks())));
        return 0;
    }

    /// Of the world model's training, beside the compact one.
    private List<String> changes(SeenWorld<?> chosen) {
        return Stream.concat(chosen.training().stream(), overrides.stream()).toList();
    }

    private Seed walks() {
        return options.seed().split("learned").split("walks");
    }

    private <W extends GoalEnvironment> Findings told(SeenWorld<W> chosen) throws IOException {
        JepaConfig training = JepaConfig.compact().with(changes(chosen).toArray(String[]::new));
        LearnedFromAbove learned = LearnedFromAbove.learn(
                out == null ? Path.of("runs", chosen.name()) : out,
                new LearnedFromAbove.Lesson(chosen, learn, training, configs(chosen)),
                walks(),
                options.seed().split("learned"));
        var play = new FromAbovePlay<>(chosen, episodes, options.seed().split("judged"));
        Table table = new Table("tasks", "who", "tasks", "won", "steps of those won", "ms a plan");
        for (String tasks : chosen.tasks().keySet()) {
            row(table, "knows the way", tasks, play.pilot(tasks));
            for (int count : levels) {
                PlannerSetting setting = PlannerSetting.parse(count == 1 ? flat : planner);
                Planner lowest = setting.spec().planner();
                Planner whole = count == 1
                        ? lowest
                        : new HierarchicalPlanner(learned.levels().subList(0, count - 1), lowest, config());
                String who = count == 1 ? "flat" : count + " levels";
                row(table, who, tasks, play.planning(tasks, learned, whole, setting.loop()));
            }
        }
        return options.findings("from-above")
                .setting("world", chosen.name())
                .setting("walks", learn)
                .setting("layouts", layouts == 0 ? "as published" : layouts)
                .setting("training", changes(chosen))
                .setting("levels", configs(chosen))
                .setting("planner of the lowest level", planner)
                .setting("planner of higher levels", config())
                .setting("flat planner", flat)
                .setting("episodes of each set of tasks", episodes)
                .add(FromAboveForesight.of(
                        chosen, learned.model(), options.seed().split("foreseen")))
                .add(table);
    }

    private HierarchicalPlanner.Config config() {
        return HierarchicalPlanner.Config.defaults().tetheredBy(tether);
    }

    private List<LevelConfig> configs(SeenWorld<?> chosen) {
        String[] own = chosen.level().toArray(String[]::new);
        int most = levels.stream().mapToInt(Integer::intValue).max().orElse(1);
        List<LevelConfig> configs = new ArrayList<>();
        for (int level = 2; level <= most; level++) {
            List<String> changes = level == 2 ? second : third;
            configs.add((level == 2 ? SECOND : THIRD).with(own).with(changes.toArray(String[]::new)));
        }
        return configs;
    }

    private void row(Table table, String who, String tasks, Fared fared) {
        table.row(who, tasks, new SuccessRate(fared.won(), episodes).toString(), fared.steps(), fared.millis());
        System.err.printf("%s, %s: %d of %d, %.1f ms%n", who, tasks, fared.won(), episodes, fared.millis());
    }
}
