package io.github.jepa4j.bench;

import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Subgoals;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.safety.SafetyFilter;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The tasks of a maze with a zone on the shortest way, where there is another: planned without being told of it, told,
/// and told and filtered; where it was entered truly, and where levels planned to.
///
/// @param play   whose maze, episodes and seed these are
/// @param levels on which is planned
record GuardedMaze(MazePlay play, LearnedMaze learned, PlannerSetting setting, int levels) {

    /// What became of it.
    private static final class Counts {
        private int played;
        private int won;
        private int entered; // episodes
        private int interventions;
        private int distrusted;
        private int plans;
        private final int[] ways; // plans whose way enters the zone, by level
        private long left; // imagined and left

        Counts(int levels) {
            ways = new int[levels + 1];
        }
    }

    Table table() {
        Table table = new Table(
                "a zone on the shortest way",
                "who",
                "won",
                "entered the zone",
                "filtered steps",
                "readings not believed",
                "plans",
                "ways into it, level 1",
                "level 2 and up",
                "latents left for it");
        row(table, "not told", false, false);
        row(table, "told", true, false);
        row(table, "told and filtered", true, true);
        row(table, "not told, filtered", false, true);
        return table;
    }

    private void row(Table table, String who, boolean told, boolean filtered) {
        Counts counts = new Counts(levels);
        Planner planner = new HierarchicalPlanner(
                learned.certain().subList(0, levels - 1),
                setting.spec().planner(),
                HierarchicalPlanner.Config.defaults());
        for (int task = 0; task < play.maze().tasks().size(); task++) {
            OgBenchMaze.Trip trip = play.maze().tasks().get(task);
            Optional<MazeZone> zone = MazeZone.on(play.maze(), trip);
            for (int episode = 0; zone.isPresent() && episode < play.episodes(); episode++) {
                played(
                        zone.get(),
                        trip,
                        new Playing(planner, told, filtered, counts),
                        play.seed().split("task" + task).split(episode));
            }
        }
        int above = 0;
        for (int level = 2; level < counts.ways.length; level++) {
            above += counts.ways[level];
        }
        table.row(
                who,
                new SuccessRate(counts.won, counts.played).toString(),
                new SuccessRate(counts.entered, counts.played).toString(),
                counts.interventions,
                counts.distrusted,
                counts.plans,
                counts.ways[1],
                above,
                counts.left);
        System.err.printf("%s: %d won, %d entered, of %d%n", who, counts.won, counts.entered, counts.played);
    }

    private record Playing(Planner planner, boolean told, boolean filtered, Counts counts) {}

    private void played(MazeZone zone, OgBenchMaze.Trip trip, Playing how, Seed own) {
        Function<Seed, OgBenchPointMaze.Task> tasks = seeded -> OgBenchPointMaze.Task.near(trip, seeded);
        var world = new OgBenchPointMaze(play.maze(), tasks);
        Signals seen = world.reset(own);
        SafetyFilter filter = zone.filter();
        filter.begin();
        MazePlay.Player player = MazePlanning.of(learned, setting, how.planner())
                .guarded(
                        how.told() ? List.of(zone.guardrail(learned)) : List.of(),
                        plan -> count(plan, zone, how.counts()))
                .of(own.split("plans"), new ArrayList<>());
        boolean entered = false;
        int step = 0;
        while (step < play.steps() && world.distanceToGoal() > OgBenchPointMaze.SUCCESS_DISTANCE) {
            Action action = player.act(world, seen, step);
            if (how.filtered()) {
                var ruling = filter.rule(seen, action);
                how.counts().interventions += ruling.intervened() ? 1 : 0;
                action = ruling.action();
            }
            seen = world.step(action);
            entered |= zone.margin(world.x(), world.y()) < 0;
            step++;
        }
        how.counts().distrusted += filter.tally().distrusted();
        how.counts().played++;
        how.counts().won += world.distanceToGoal() <= OgBenchPointMaze.SUCCESS_DISTANCE ? 1 : 0;
        how.counts().entered += entered ? 1 : 0;
    }

    private void count(Plan plan, MazeZone zone, Counts counts) {
        counts.plans++;
        float[] latents = plan.future().latents();
        int d = plan.future().latentDimension();
        boolean lowest = false;
        for (int at = 0; at < latents.length; at += d) {
            lowest |= isIn(zone, Arrays.copyOfRange(latents, at, at + d));
        }
        counts.ways[1] += lowest ? 1 : 0;
        for (Subgoals subgoals : plan.subgoals()) {
            counts.ways[subgoals.level()] +=
                    subgoals.decoded().stream().anyMatch(decoded -> isIn(zone, decoded)) ? 1 : 0;
            counts.left += subgoals.guarded();
        }
    }

    private boolean isIn(MazeZone zone, float[] latent) {
        return zone.margin(read("x", latent), read("y", latent)) < 0;
    }

    private double read(String name, float[] latent) {
        LinearReadout readout = learned.readout(name);
        double sum = readout.bias();
        for (int i = 0; i < latent.length; i++) {
            sum += readout.weights()[i] * latent[i];
        }
        return sum;
    }
}
