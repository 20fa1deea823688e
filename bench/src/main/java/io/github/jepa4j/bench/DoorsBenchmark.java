package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.FuturesPlanner;
import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.objective.LevelNovelty;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Reach;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.RandomDoors;
import io.github.jepa4j.worlds.RandomDoorsPilot;
import io.github.jepa4j.worlds.ScriptedPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Planning where a door may trap whoever goes through it.
@Command(
        name = "doors",
        description = "Two rooms, a short way through a lock that shuts at random and a long one that is always open: a"
                + " deterministic model, and one with a latent variable by several measures of risk.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DoorsBenchmark implements Callable<Integer> {

    /// Where what nobody can know changes within a px or two: who passes the lock's corner is in it
    /// or is not. Shorter waves, or more updates, learn by heart in which places it happened to open,
    /// and whoever plans for the worst goes through there.
    private static final CategoricalConfig VARIABLE =
            new CategoricalConfig(4, 2e-2, 128, 2, 128, 64, 3, 4, 15_000, 128, 2e-3);

    /// What the lock tells has to be told by the level too: with it unknown and with it open, places
    /// lie on each other otherwise, and the chance that it shuts is the mean of both.
    private static final LevelConfig LEVEL = LevelConfig.defaults()
            .with("span=6", "latentDimension=6", "codes=24", "waveScale=3", "unrolled=3", "decoding=5");

    private static final String DETERMINISTIC = "deterministic model";
    private static final String LIKELIEST = "the likeliest future";
    private static final List<Risk> RISKS = List.of(Risk.MEAN, Risk.cvar(0.5), Risk.WORST);
    private static final List<Risk> BOTH_ENDS = List.of(Risk.MEAN, Risk.WORST);

    @Mixin
    private final Options options = new Options();

    @Option(names = "--out", description = "Folder of episodes and training, gone on with (${DEFAULT-VALUE}).")
    private Path out = Path.of("runs/doors");

    @Option(names = "--learn", description = "Episodes of 100 actions to learn from (${DEFAULT-VALUE}).")
    private int learn = 24_000;

    @Option(names = "--held", description = "More, to calibrate by (${DEFAULT-VALUE}).")
    private int held = 500;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Of the model's training (${DEFAULT-VALUE}).")
    private List<String> overrides = List.of("steps=3000", "windows=64");

    @Option(
            names = "--level-set",
            paramLabel = "KEY=VALUE",
            description = "Of the level's training, beside what is this benchmark's own.")
    private List<String> levelSettings = List.of();

    @Option(
            names = "--variable-set",
            paramLabel = "KEY=VALUE",
            description = "Of the latent variable's training, beside what is this benchmark's own.")
    private List<String> variableSettings = List.of();

    @Option(
            names = "--level-variable-set",
            paramLabel = "KEY=VALUE",
            description = "Of that of the level's latent variable, beside what is usual of levels.")
    private List<String> levelVariableSettings = List.of();

    @Option(names = "--planner", description = "As in 'planners' (${DEFAULT-VALUE}).")
    private String planner = "cem:candidates=128,iterations=5,elites=16@H=40,replan=5";

    @Option(names = "--lowest-planner", description = "Below a level (${DEFAULT-VALUE}).")
    private String lowestPlanner = "cem:candidates=64,iterations=4,elites=8@H=12,replan=3";

    @Option(names = "--futures", description = "Imagined side by side (${DEFAULT-VALUE}).")
    private int count = 50;

    @Option(
            names = "--proposals",
            description =
                    "What was done in so many walks from places like the present one, half of them to places like the goal:"
                            + " flat planning begins at the best (${DEFAULT-VALUE}).")
    private int proposals = 512;

    @Option(
            names = "--tether",
            description =
                    "What want of support, as the level tells it, weighs in flat plans; 0: nothing (${DEFAULT-VALUE}).")
    private float tether = 1000;

    @Option(names = "--episodes", description = "Played by each (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Option(
            names = "--only",
            split = ",",
            description = "Of those who plan these alone, as the table names them: so two cores share the work.")
    private List<String> only = List.of();

    /// How somebody fared.
    ///
    /// @param steps of those won, on average
    /// @param millis of a decision that planned, on average; NaN where nothing is planned
    private record Crossed(int won, int trapped, double steps, double millis) {}

    /// Who plans.
    ///
    /// @param planner    by the goal
    /// @param isTethered to what the level has support for
    private record Planning(
            String name,
            WorldModel model,
            PlannerSetting setting,
            Function<Latent, Planner> planner,
            boolean isTethered) {}

    @Override
    public Integer call() throws IOException {
        Rows.requireKnown(only, names());
        var lesson = new LearnedDoors.Lesson(
                JepaConfig.signals().with(overrides.toArray(String[]::new)),
                Configuration.override(VARIABLE, variableSettings),
                LEVEL.with(levelSettings.toArray(String[]::new)),
                Configuration.override(CategoricalConfig.ofLevels(), levelVariableSettings));
        LearnedDoors doors = LearnedDoors.learn(
                out,
                new LearnedDoors.Extent(learn, held),
                lesson,
                options.seed().split("learned"));
        Findings findings = options.findings("doors")
                .setting("episodes to learn from", learn)
                .setting("training", overrides)
                .setting("latent variable", lesson.variable())
                .setting("level", lesson.level())
                .setting("what the level leaves to chance", lesson.chance())
                .setting("planner", planner)
                .setting("planner below a level", lowestPlanner)
                .setting("episodes", episodes)
                .setting("futures", count)
                .setting("proposals", proposals)
                .setting("tether", tether)
                .setting("only", only)
                .setting("the lock opens", LearnedDoors.OPENS);
        Table table = new Table("episodes", "who", "won", "trapped", "steps of those won", "ms a plan");
        row(table, "knows the rooms, by the gap", played(new RandomDoorsPilot(false)));
        row(table, "knows the rooms, by the lock", played(new RandomDoorsPilot(true)));
        for (Planning one : plannings(doors)) {
            if (only.isEmpty() || only.contains(one.name())) {
                row(table, one.name(), played(doors, one));
            }
        }
        options.print(findings.add(calibration(doors)).add(table));
        return 0;
    }

    /// Of those who plan, known before anything is learned.
    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(DETERMINISTIC, LIKELIEST));
        RISKS.forEach(risk -> names.add(across(risk)));
        BOTH_ENDS.forEach(risk -> names.add(onLevels(risk)));
        return names;
    }

    private String across(Risk risk) {
        return "%s of %d futures".formatted(risk.words(), count);
    }

    private static String onLevels(Risk risk) {
        return "2 levels by the " + risk.words();
    }

    private List<Planning> plannings(LearnedDoors doors) {
        PlannerSetting flat = PlannerSetting.parse(planner);
        PlannerSetting lowest = PlannerSetting.parse(lowestPlanner);
        Function<Latent, Planner> one = goal -> proposing(doors, flat, goal);
        WorldModel likeliest = doors.chance().likeliest();
        WorldModel certain = doors.model().worldModel();
        List<Planning> plannings = new ArrayList<>(List.of(
                new Planning(DETERMINISTIC, certain, flat, one, true),
                new Planning(LIKELIEST, likeliest, flat, one, true)));
        for (Risk risk : RISKS) {
            var config = new FuturesPlanner.Config(count, 0, risk, Risk.WORST);
            plannings.add(new Planning(
                    across(risk),
                    likeliest,
                    flat,
                    goal -> new FuturesPlanner(doors.chance(), one.apply(goal), config),
                    true));
        }
        for (Risk risk : BOTH_ENDS) {
            plannings.add(new Planning(onLevels(risk), certain, lowest, _ -> levels(doors, lowest, risk), false));
        }
        return plannings;
    }

    /// A search about the warm start alone finds no detour.
    private Planner proposing(LearnedDoors doors, PlannerSetting setting, Latent goal) {
        return proposals == 0
                ? setting.spec().planner()
                : new ProposalPlanner(setting.spec().planner(), new SimilarWalks(doors.walks(), proposals, goal));
    }

    private static Table calibration(LearnedDoors doors) {
        var found = doors.calibration();
        return new Table(
                        "one step, on walks held out",
                        "steps",
                        "unsure",
                        "calibration error",
                        "of the unsure",
                        "bits a step",
                        "squared error",
                        "without the variable")
                .row(
                        found.steps(),
                        found.unsure(),
                        found.error(),
                        found.unsureError(),
                        found.rate(),
                        found.energy(),
                        doors.without());
    }

    private void row(Table table, String who, Crossed fared) {
        table.row(
                who,
                new SuccessRate(fared.won(), episodes).toString(),
                new SuccessRate(fared.trapped(), episodes).toString(),
                fared.steps(),
                fared.millis());
        System.err.printf("%s: %d won, %d trapped of %d%n", who, fared.won(), fared.trapped(), episodes);
    }

    /// Acts, at each step of an episode.
    private interface Player {
        Action act(RandomDoors world, Signals seen, int step);
    }

    private Crossed played(ScriptedPolicy<RandomDoors> policy) {
        RandomGenerator random = options.seed().split("policy").generator();
        return fared(_ -> (world, _, _) -> policy.act(world, random), new ArrayList<>());
    }

    private static Planner levels(LearnedDoors doors, PlannerSetting lowest, Risk risk) {
        return new HierarchicalPlanner(
                List.of(doors.level()),
                lowest.spec().planner(),
                HierarchicalPlanner.Config.defaults().withRisk(risk));
    }

    private Crossed played(LearnedDoors doors, Planning planning) {
        List<Long> nanos = new ArrayList<>();
        return fared(seed -> new Deciding(doors, planning, seed, nanos), nanos);
    }

    private Crossed fared(Function<Seed, Player> players, List<Long> nanos) {
        int won = 0;
        int trapped = 0;
        long steps = 0;
        var world = new RandomDoors(RandomDoors.Task::across, LearnedDoors.OPENS);
        for (int episode = 0; episode < episodes; episode++) {
            Seed seed = options.seed().split("episodes").split(episode);
            Player player = players.apply(seed.split("plans"));
            Signals seen = world.reset(seed);
            int step = 0;
            while (step < RandomDoors.STEPS_PER_EPISODE
                    && world.distanceToGoal() > RandomDoors.SUCCESS_DISTANCE
                    && !world.trapped()) {
                seen = world.step(player.act(world, seen, step));
                step++;
            }
            boolean isThere = world.distanceToGoal() <= RandomDoors.SUCCESS_DISTANCE;
            won += isThere ? 1 : 0;
            steps += isThere ? step : 0;
            trapped += world.trapped() ? 1 : 0;
        }
        double millis = nanos.stream().mapToLong(Long::longValue).average().orElse(Double.NaN) / 1e6;
        return new Crossed(won, trapped, (double) steps / won, millis);
    }

    /// Plans every few steps, from what is left of the plan before.
    private final class Deciding implements Player {

        /// Steps at the end of a plan in which it counts so much more to be there that who never
        /// comes has the worst plan, however long the way of who does.
        private static final int AT_LAST = 10;

        private static final float OF_BEING_THERE = 20;

        private final LearnedDoors doors;
        private final Planning planning;
        private final Seed seed;
        private final List<Long> nanos;
        private ActionSequence plan = new ActionSequence(0, 2, new float[0]);

        Deciding(LearnedDoors doors, Planning planning, Seed seed, List<Long> nanos) {
            this.doors = doors;
            this.planning = planning;
            this.seed = seed;
            this.nanos = nanos;
        }

        @Override
        public Action act(RandomDoors world, Signals seen, int step) {
            if (step % planning.setting().replan() == 0) {
                long begun = System.nanoTime();
                Latent goal = doors.model().encoder().encode(world.goal());
                Planner planner = planning.planner().apply(goal);
                Plan found = planner.plan(problem(world, seen), plan, Budget.unlimited(), seed.split(step));
                nanos.add(System.nanoTime() - begun);
                plan = found.actions();
            }
            Action action = doors.model().actionScale().denormalise(plan.action(0));
            plan = plan.shifted(1);
            return action;
        }

        private Problem problem(RandomDoors world, Signals seen) {
            return new Problem(
                    planning.model(),
                    doors.model().encoder().encode(seen),
                    wanted(world.goal()),
                    world.actionSpace(),
                    doors.model().actionScale(),
                    planning.setting().horizon());
        }

        private Objective wanted(Signals goal) {
            Times atLast = Times.from(Math.max(0, planning.setting().horizon() - AT_LAST));
            List<WeightedSum.Term> terms = new ArrayList<>();
            for (int axis = 0; axis < 2; axis++) {
                var place = doors.readout(axis == 0 ? "x" : "y");
                float there = goal.values()[axis];
                terms.add(new WeightedSum.Term(1, new Reach(place, there, 10, Times.all())));
                terms.add(new WeightedSum.Term(OF_BEING_THERE, new Reach(place, there, 10, atLast)));
            }
            if (planning.isTethered() && tether > 0) {
                terms.add(new WeightedSum.Term(tether, new LevelNovelty(doors.level())));
            }
            return WeightedSum.of(terms.toArray(WeightedSum.Term[]::new));
        }
    }
}
