package io.github.jepa4j.bench;

import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.learning.PolicyConfig;
import io.github.jepa4j.learning.QuasimetricConfig;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import io.github.jepa4j.worlds.OgBenchTrajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
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

    private static final CategoricalConfig CHANCE = CategoricalConfig.ofLevels();

    private static final int SHORTEST = 3;
    private static final int TRIPS = 10;

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

    @Option(
            names = "--keep",
            paramLabel = "STEPS",
            description =
                    "How long a level goes on along its way, in its own steps; 0: it plans each time (${DEFAULT-VALUE}).")
    private float keep = HierarchicalPlanner.Config.defaults().kept();

    @Option(names = "--chance", description = "Learn what higher levels leave to chance, and plan by it too.")
    private boolean chance;

    @Option(names = "--distance", description = "Learn how many steps it takes, and plan flat by that too.")
    private boolean distance;

    @Option(names = "--distance-set", paramLabel = "KEY=VALUE", description = "Of the distance's training.")
    private List<String> distanceSettings = List.of();

    @Option(names = "--controls", description = "Also those that show where success on two levels comes from.")
    private boolean controls;

    @Option(
            names = "--plans",
            description = "Distil actors from so many plans, and act by them too (${DEFAULT-VALUE}).")
    private int plans;

    @Option(names = "--actor-set", paramLabel = "KEY=VALUE", description = "Of the actors' training.")
    private List<String> actorSettings = List.of();

    @Option(
            names = "--zones",
            paramLabel = "LEVELS",
            description =
                    "Close the shortest way by a zone where there is another, and plan on so many levels, told of it and not, filtered and not.")
    private int zones;

    @Option(
            names = "--far",
            description =
                    "Trips of 3, 6, 12 and 24 cells instead of the tasks: what planning costs, and where flat fails.")
    private boolean distances;

    @Option(names = "--steps", description = "Of an episode at most (${DEFAULT-VALUE}).")
    private int steps = OgBenchPointMaze.STEPS_PER_EPISODE;

    @Option(names = "--episodes", description = "Of each of the five tasks (${DEFAULT-VALUE}).")
    private int episodes = 20;

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
        requireOne();
        PlannerSetting setting = PlannerSetting.parse(planner);
        List<LevelConfig> configs = configs();
        LearnedMaze learned = LearnedMaze.learn(
                out,
                new LearnedMaze.Lesson(
                        OgBenchTrajectories.published(chosen(), kind),
                        learn,
                        JepaConfig.signals().with(overrides.toArray(String[]::new)),
                        configs,
                        chance ? Optional.of(CHANCE) : Optional.empty(),
                        distance ? Optional.of(distanceConfig()) : Optional.empty()),
                options.seed().split("learned"));
        Findings findings = options.findings("mazes")
                .setting("maze", chosen().name())
                .setting("walks", learn + " of " + kind)
                .setting("training", overrides)
                .setting("levels", configs)
                .setting("planner of the lowest level", planner)
                .setting(
                        "planner of higher levels",
                        HierarchicalPlanner.Config.defaults().keeping(keep))
                .setting("steps of an episode", steps)
                .setting("episodes of each task or trip", episodes)
                .setting("chance", chance ? CHANCE : "none")
                .setting("distance", distance ? distanceConfig() : "none")
                .setting("plans distilled", plans)
                .setting("actors", actorSettings);
        told(findings, learned, setting);
        options.print(findings);
        return 0;
    }

    /// Adds the tables that are asked for.
    private void told(Findings findings, LearnedMaze learned, PlannerSetting setting) throws IOException {
        Table table = new Table("the five tasks", "who", "task", "won", "steps of those won", "ms a plan");
        if (zones > 0) {
            findings.add(new GuardedMaze(play(), learned, setting, zones).table());
        } else if (distances) {
            findings.add(farther(learned, setting));
        } else {
            contenders(learned, setting).forEach((name, players) -> rows(table, name, players));
            findings.add(table);
            learned.distance().ifPresent(one -> findings.add(MazeDistances.table(chosen(), learned, one)));
        }
    }

    private void requireOne() {
        if (zones == 1 || (zones > 0 ? 1 : 0) + (distances ? 1 : 0) + (controls || plans > 0 || distance ? 1 : 0) > 1) {
            throw new IllegalArgumentException(
                    "--zones (on at least 2 levels), --far, and any of --controls, --plans and --distance exclude each other.\nMaybe call it once for each: what was learned is kept in --out.");
        }
    }

    private QuasimetricConfig distanceConfig() {
        return QuasimetricConfig.defaults().with("seen=2").with(distanceSettings.toArray(String[]::new));
    }

    private Map<String, MazePlay.Players> contenders(LearnedMaze learned, PlannerSetting setting) throws IOException {
        var contenders = new MazeContenders(chosen(), learned, setting, keep);
        Map<String, MazePlay.Players> all = new LinkedHashMap<>();
        all.put("knows the way", (_, _) -> {
            RandomGenerator random = options.seed().generator();
            return (world, _, _) -> new OgBenchExpert(0).act(world, random);
        });
        levels.forEach(count -> all.putAll(contenders.onLevels(count)));
        learned.distance().ifPresent(one -> all.put("flat, by a learned distance", contenders.byDistance(one)));
        if (controls) {
            all.putAll(contenders.controls());
        }
        if (plans > 0) {
            all.putAll(contenders.acting(MazeActors.distilled(
                    learned,
                    chosen(),
                    new MazeActors.Lesson(
                            setting, plans, PolicyConfig.defaults().with(actorSettings.toArray(String[]::new))),
                    options.seed().split("actors"))));
        }
        return all;
    }

    private List<LevelConfig> configs() {
        int most = levels.stream().mapToInt(Integer::intValue).max().orElse(1);
        List<LevelConfig> configs = new ArrayList<>();
        for (int level = 2; level <= Math.max(Math.max(most, zones), controls || plans > 0 ? 2 : 1); level++) {
            List<String> changes = level == 2 ? second : third;
            configs.add(LevelConfig.defaults().with(changes.toArray(String[]::new)));
        }
        return configs;
    }

    /// Won and the time of a plan by how far it is, ten trips of each length.
    private Table farther(LearnedMaze learned, PlannerSetting setting) {
        Table table = new Table("by how far it is", "who", "cells", "won", "steps of those won", "ms a plan");
        var contenders = new MazeContenders(chosen(), learned, setting, keep);
        SequencedMap<Integer, List<OgBenchMaze.Trip>> trips = trips();
        for (int count : levels) {
            contenders.onLevels(count).forEach((who, players) -> {
                trips.forEach((cells, some) -> row(table, who, cells, some, players));
            });
        }
        return table;
    }

    /// Some of each length that the maze has, by cells.
    private SequencedMap<Integer, List<OgBenchMaze.Trip>> trips() {
        SequencedMap<Integer, List<OgBenchMaze.Trip>> trips = new LinkedHashMap<>();
        int longest = OgBenchExpert.longest(chosen());
        for (int cells = SHORTEST; cells <= Math.min(longest, 8 * SHORTEST); cells *= 2) {
            List<OgBenchMaze.Trip> some = new ArrayList<>();
            for (int trip = 0; trip < TRIPS; trip++) {
                Seed seed = options.seed().split("trips" + cells).split(trip);
                some.add(OgBenchExpert.trip(chosen(), cells, seed));
            }
            trips.put(cells, some);
        }
        return trips;
    }

    private void row(Table table, String who, int cells, List<OgBenchMaze.Trip> trips, MazePlay.Players players) {
        int won = 0;
        double steps = 0;
        double millis = 0;
        for (int trip = 0; trip < trips.size(); trip++) {
            Fared fared = play().fared(trips.get(trip), trip, players);
            won += fared.won();
            steps += fared.won() == 0 ? 0 : fared.won() * fared.steps();
            millis += fared.millis() / trips.size();
        }
        int all = trips.size() * episodes;
        table.row(who, Integer.toString(cells), new SuccessRate(won, all).toString(), steps / won, millis);
        System.err.printf("%s, %d cells: %d of %d, %.1f ms%n", who, cells, won, all, millis);
    }

    private MazePlay play() {
        return new MazePlay(chosen(), episodes, steps, options.seed());
    }

    private void rows(Table table, String who, MazePlay.Players players) {
        var play = play();
        int won = 0;
        for (int task = 0; task < chosen().tasks().size(); task++) {
            Fared fared = play.fared(chosen().tasks().get(task), task, players);
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
}
