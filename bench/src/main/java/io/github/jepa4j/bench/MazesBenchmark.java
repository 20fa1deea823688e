package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import io.github.jepa4j.worlds.OgBenchTrajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Ways that no walk in the data goes whole: planned on one level, and on several.
@Command(
        name = "mazes",
        description = "OGBench's point mazes, learned from walks: the five tasks, planned flat and on several levels.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MazesBenchmark implements Callable<Integer> {

    /// Of a higher level: three outlets, and what happens otherwise.
    private static final CategoricalConfig CHANCE = new CategoricalConfig(6, 2e-2, 256, 2, 128, 2, 8000, 192, 1e-3);

    @Mixin
    private final Options options = new Options();

    @Option(names = "--maze", description = "medium, large, giant or teleport (${DEFAULT-VALUE}).")
    private String maze = "giant";

    @Option(names = "--walks", description = "stitch or navigate (${DEFAULT-VALUE}).")
    private OgBenchTrajectories.Kind kind = OgBenchTrajectories.Kind.STITCH;

    @Option(names = "--out", description = "Folder of episodes and training, gone on with (${DEFAULT-VALUE}).")
    private Path out = Path.of("runs/mazes");

    @Option(names = "--learn", description = "Episodes to learn from (${DEFAULT-VALUE}).")
    private int learn = 5000;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Of the world model's training (${DEFAULT-VALUE}).")
    private List<String> overrides = List.of("steps=3000", "windows=64");

    @Option(names = "--level-set", paramLabel = "KEY=VALUE", description = "Of the second level's training.")
    private List<String> second = List.of();

    @Option(names = "--level3-set", paramLabel = "KEY=VALUE", description = "Of the third level's (${DEFAULT-VALUE}).")
    private List<String> third = List.of("span=3", "unrolled=2");

    @Option(names = "--levels", split = ",", description = "How many levels are planned on (${DEFAULT-VALUE}).")
    private List<Integer> levels = List.of(1, 2, 3);

    @Option(names = "--planner", description = "Of the lowest level, as in 'planners' (${DEFAULT-VALUE}).")
    private String planner = "cem:candidates=64,iterations=4,elites=8@H=20,replan=10";

    @Option(names = "--chance", description = "Learn what higher levels leave to chance, and plan by it too.")
    private boolean chance;

    @Option(names = "--episodes", description = "Of each of the five tasks (${DEFAULT-VALUE}).")
    private int episodes = 20;

    /// Acts, at each step of an episode.
    private interface Player {
        Action act(OgBenchPointMaze world, Signals seen, int step);
    }

    /// How somebody fared at one task.
    private record Fared(int won, double steps, double millis) {}

    private OgBenchMaze chosen() {
        return List.of(OgBenchMaze.MEDIUM, OgBenchMaze.LARGE, OgBenchMaze.GIANT, OgBenchMaze.TELEPORT).stream()
                .filter(one -> one.name().equals(maze.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no maze %s; there are medium, large, giant and teleport.\nMaybe it was misspelled."
                                .formatted(maze)));
    }

    @Override
    public Integer call() throws IOException {
        PlannerSetting setting = PlannerSetting.parse(planner);
        List<LevelConfig> configs = configs();
        LearnedMaze learned = LearnedMaze.learn(
                out,
                new LearnedMaze.Lesson(
                        OgBenchTrajectories.published(chosen(), kind),
                        learn,
                        JepaConfig.signals().with(overrides.toArray(String[]::new)),
                        configs,
                        chance ? Optional.of(CHANCE) : Optional.empty()),
                options.seed().split("learned"));
        Findings findings = options.findings("mazes")
                .setting("maze", chosen().name())
                .setting("walks", learn + " of " + kind)
                .setting("training", overrides)
                .setting("levels", configs)
                .setting("planner of the lowest level", planner)
                .setting("planner of higher levels", HierarchicalPlanner.Config.defaults());
        Table table = new Table("the five tasks", "who", "task", "won", "steps of those won", "ms a plan");
        rows(table, "knows the way", (_, _) -> {
            RandomGenerator random = options.seed().generator();
            return (world, _, _) -> new OgBenchExpert(0).act(world, random);
        });
        levels.forEach(count -> rows(table, learned, setting, count));
        options.print(findings.add(table));
        return 0;
    }

    private List<LevelConfig> configs() {
        int most = levels.stream().mapToInt(Integer::intValue).max().orElse(1);
        List<LevelConfig> configs = new ArrayList<>();
        for (int level = 2; level <= most; level++) {
            List<String> changes = level == 2 ? second : third;
            configs.add(LevelConfig.defaults().with(changes.toArray(String[]::new)));
        }
        return configs;
    }

    /// On so many levels, by what is certain, and by what chance may do where that was learned.
    private void rows(Table table, LearnedMaze learned, PlannerSetting setting, int count) {
        List<Level> above = learned.levels().subList(0, count - 1);
        List<Level> certain = above.stream().map(Level::withoutChance).toList();
        String name = count == 1 ? "flat" : count + " levels";
        rows(table, name, planning(learned, setting, planner(setting, certain, Risk.MEAN)));
        if (chance && count > 1) {
            for (Risk risk : List.of(Risk.MEAN, Risk.WORST)) {
                String by = "%s, %s of what chance does".formatted(name, risk.words());
                rows(table, by, planning(learned, setting, planner(setting, above, risk)));
            }
        }
    }

    private static Planner planner(PlannerSetting setting, List<Level> above, Risk risk) {
        Planner lowest = setting.spec().planner();
        return above.isEmpty()
                ? lowest
                : new HierarchicalPlanner(
                        above, lowest, HierarchicalPlanner.Config.defaults().withRisk(risk));
    }

    private static Players planning(LearnedMaze learned, PlannerSetting setting, Planner planner) {
        return (seed, nanos) -> new Planning(learned, setting, planner, seed, nanos);
    }

    /// Makes a player for an episode.
    private interface Players {
        Player of(Seed seed, List<Long> nanos);
    }

    private void rows(Table table, String who, Players players) {
        int won = 0;
        for (int task = 0; task < chosen().tasks().size(); task++) {
            Fared fared = fared(chosen().tasks().get(task), task, players);
            won += fared.won();
            table.row(
                    who,
                    Integer.toString(task + 1),
                    new SuccessRate(fared.won(), episodes).toString(),
                    fared.steps(),
                    fared.millis());
            System.err.printf("%s, task %d: %d of %d%n", who, task + 1, fared.won(), episodes);
        }
        int all = episodes * chosen().tasks().size();
        table.row(who, "all", new SuccessRate(won, all).toString(), Double.NaN, Double.NaN);
    }

    private Fared fared(OgBenchMaze.Trip trip, int task, Players players) {
        int won = 0;
        long steps = 0;
        List<Long> nanos = new ArrayList<>();
        Function<Seed, OgBenchPointMaze.Task> tasks = own -> OgBenchPointMaze.Task.near(trip, own);
        var world = new OgBenchPointMaze(chosen(), tasks);
        for (int episode = 0; episode < episodes; episode++) {
            Seed seed = options.seed().split("task" + task).split(episode);
            Player player = players.of(seed.split("plans"), nanos);
            Signals seen = world.reset(seed);
            int step = 0;
            while (step < OgBenchPointMaze.STEPS_PER_EPISODE
                    && world.distanceToGoal() > OgBenchPointMaze.SUCCESS_DISTANCE) {
                seen = world.step(player.act(world, seen, step));
                step++;
            }
            boolean isThere = world.distanceToGoal() <= OgBenchPointMaze.SUCCESS_DISTANCE;
            won += isThere ? 1 : 0;
            steps += isThere ? step : 0;
        }
        double millis = nanos.stream().mapToLong(Long::longValue).average().orElse(Double.NaN) / 1e6;
        return new Fared(won, (double) steps / won, millis);
    }

    /// Plans every few steps, from what is left of the plan before.
    private static final class Planning implements Player {

        private final LearnedMaze learned;
        private final PlannerSetting setting;
        private final Planner planner;
        private final Seed seed;
        private final List<Long> nanos;
        private ActionSequence plan = new ActionSequence(0, 2, new float[0]);

        Planning(LearnedMaze learned, PlannerSetting setting, Planner planner, Seed seed, List<Long> nanos) {
            this.learned = learned;
            this.setting = setting;
            this.planner = planner;
            this.seed = seed;
            this.nanos = nanos;
        }

        @Override
        public Action act(OgBenchPointMaze world, Signals seen, int step) {
            if (step % setting.replan() == 0) {
                long begun = System.nanoTime();
                float[] goal = world.goal().values();
                Problem problem = new Problem(
                        learned.model().worldModel(),
                        learned.model().encoder().encode(seen),
                        learned.at(goal[0], goal[1]),
                        world.actionSpace(),
                        learned.model().actionScale(),
                        setting.horizon());
                Plan found = planner.plan(problem, plan, Budget.unlimited(), seed.split(step));
                nanos.add(System.nanoTime() - begun);
                plan = found.actions();
            }
            Action action = learned.model().actionScale().denormalise(plan.action(0));
            plan = plan.shifted(1);
            return action;
        }
    }
}
