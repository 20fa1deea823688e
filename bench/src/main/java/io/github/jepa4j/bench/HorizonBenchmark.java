package io.github.jepa4j.bench;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.agent.EpisodeLoop;
import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.evaluation.SuccessRate;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Minimise;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.Times;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How far a plan must look, with a learned critic for what lies beyond and without.
@Command(
        name = "horizon",
        description = "Success by the horizon, with a learned critic of the steps to go at its end and without.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HorizonBenchmark implements Runnable {

    private static final double MILLI = 1e-6;

    /// The steps that count as 1, beside distances of latents.
    private static final float STEPS = 10;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", description = "With a critic in its file (${DEFAULT-VALUE}).")
    private Path model = Path.of("models/two-rooms/model.safetensors");

    @Option(names = "--episodes", description = "Of each row (${DEFAULT-VALUE}).")
    private int episodes = 100;

    @Option(names = "--horizons", split = ",", description = "Actions planned (${DEFAULT-VALUE}).")
    private List<Integer> horizons = List.of(8, 16, 30, 60);

    @Option(names = "--planner", description = "As in 'planners', without a horizon (${DEFAULT-VALUE}).")
    private String planner = "cem:candidates=64,iterations=3@replan=4";

    @Option(names = "--critic-weight", description = "Beside the distance, of 10 steps to go (${DEFAULT-VALUE}).")
    private float criticWeight = 10;

    /// What a plan is to do.
    private enum Energy {
        DISTANCE("distance, summed"),
        CRITIC("steps to go, in the end"),
        BOTH("distance, summed, and steps to go in the end");

        private final String words;

        Energy(String words) {
            this.words = words;
        }
    }

    private record Learned(JepaModel model, Critic critic) {}

    @Override
    public void run() {
        Findings findings = options.findings("horizon")
                .setting("model", model)
                .setting("planner", planner)
                .setting("episodes", episodes)
                .setting("critic weight", criticWeight);
        TrainedFile trained = new TrainedFile(model);
        Learned learned = new Learned(trained.model(options.maxThreads), trained.critic());
        List<TwoRoomsTask> tasks = Evaluator.freshTasks(LayoutChoice.RANDOM, episodes, options.seed());
        Table table =
                new Table("episodes", "horizon", "energy", "there", "mean distance in the end, px", "plan ms, mean");
        for (int horizon : horizons) {
            PlannerSetting setting = PlannerSetting.parse(planner + (planner.contains("@") ? ",H=" : "@H=") + horizon);
            for (Energy energy : Energy.values()) {
                row(table, energy, learned, setting, tasks);
            }
        }
        options.print(findings.add(table));
    }

    private void row(Table table, Energy energy, Learned learned, PlannerSetting setting, List<TwoRoomsTask> tasks) {
        long there = 0;
        double distance = 0;
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Seed seed = options.seed().split("horizon").split(i);
            TwoRooms rooms = new TwoRooms(tasks.get(i));
            Pixels first = rooms.reset(seed.split("world"));
            Agent agent = Agent.builder()
                    .model(learned.model())
                    .actionSpace(setting.actionSpace())
                    .planner(setting.spec().planner())
                    .config(setting.loop())
                    .clock(System::nanoTime)
                    .build();
            Task task = Task.of(energy.words, wanted(energy, learned, rooms));
            agent.begin(task, TwoRooms.STEPS_PER_EPISODE, seed.split("agent"));
            EpisodeLoop.run(agent, rooms, first, (decision, _) -> {
                if (decision.planned()) {
                    millis.add(decision.planNanos() * MILLI);
                }
                return true;
            });
            there += DimRoomsPlay.isThere(rooms.distanceToGoal()) ? 1 : 0;
            distance += rooms.distanceToGoal() / tasks.size();
        }
        String rate = new SuccessRate(there, tasks.size()).toString();
        double mean = millis.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        table.row(setting.horizon(), energy.words, rate, distance, mean);
        System.err.printf("%d ahead, %s: %s%n", setting.horizon(), energy.words, rate);
    }

    private Objective wanted(Energy energy, Learned learned, TwoRooms rooms) {
        Objective distance = GoalDistance.sum(learned.model().encoder().encode(rooms.goal()));
        Position goal = rooms.task().goal();
        Map<String, Float> place = Map.of("dot.x", (float) goal.x(), "dot.y", (float) goal.y());
        Objective toGo = new Minimise(learned.critic().toward(place), STEPS, Times.last());
        return switch (energy) {
            case DISTANCE -> distance;
            case CRITIC -> toGo;
            case BOTH -> WeightedSum.of(new WeightedSum.Term(1, distance), new WeightedSum.Term(criticWeight, toGo));
        };
    }
}
