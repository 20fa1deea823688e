package io.github.jepa4j.bench;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether a decision comes in time.
@Command(
        name = "deadline",
        description = "How long decisions take that have a time limit, by a planner that would go on for ever.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DeadlineBenchmark implements Runnable {

    /// More than any limit leaves time for.
    private static final double NEVER_DONE = 1_000_000;

    private static final double MILLI = 1e-6;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--model", description = "What plans (${DEFAULT-VALUE}).")
    private Path model = Path.of("models/two-rooms/model.safetensors");

    @Option(names = "--budgets", split = ",", description = "Time limits in ms (${DEFAULT-VALUE}).")
    private List<Integer> budgets = List.of(20, 50, 200);

    @Option(names = "--calls", description = "Decisions for each limit (${DEFAULT-VALUE}).")
    private int calls = 10_000;

    @Option(names = "--warm-up", description = "Decisions before, which do not count (${DEFAULT-VALUE}).")
    private int warmUp = 300;

    @Option(
            names = "--planners",
            split = ",",
            description = "By name, each without a limit of iterations (${DEFAULT-VALUE}).")
    private List<String> planners = List.of("cem", "gradient");

    @Option(names = "--horizon", description = "Actions planned (${DEFAULT-VALUE}).")
    private int horizon = 60;

    @Override
    public void run() {
        Findings findings = options.findings("deadline")
                .setting("model", model)
                .setting("calls", calls)
                .setting("warm-up", warmUp)
                .setting("horizon", horizon);
        Table table = new Table(
                "decisions",
                "planner",
                "budget ms",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "later than 5 ms",
                "iterations");
        for (String planner : planners) {
            for (int budget : budgets) {
                measure(planner, budget, table);
            }
        }
        options.print(findings.add(table));
    }

    private void measure(String planner, int budget, Table table) {
        Agent agent = agent(planner, budget);
        TwoRooms rooms = new TwoRooms(LayoutChoice.FIXED);
        Seed seed = options.seed().split("deadline");
        Pixels seen = rooms.reset(seed);
        double[] millis = new double[calls];
        long iterations = 0;
        for (int call = -warmUp; call < calls; call++) {
            if (Math.floorMod(call + warmUp, TwoRooms.STEPS_PER_EPISODE) == 0) {
                seen = rooms.reset(seed.split(call + warmUp));
                agent.begin(rooms.goal(), TwoRooms.STEPS_PER_EPISODE, seed.split(call + warmUp));
            }
            long begun = System.nanoTime();
            var decision = agent.decide(seen);
            long taken = System.nanoTime() - begun;
            if (call >= 0) {
                millis[call] = taken * MILLI;
                iterations += decision.plan() == null
                        ? 0
                        : decision.plan().diagnostics().iterations();
            }
            seen = rooms.step(decision.action());
        }
        Arrays.sort(millis);
        long late = Arrays.stream(millis).filter(taken -> taken > budget + 5).count();
        table.row(
                planner,
                budget,
                Spread.quantile(millis, 0.5),
                Spread.quantile(millis, 0.99),
                Spread.quantile(millis, 0.999),
                millis[millis.length - 1],
                late,
                (double) iterations / calls);
    }

    private Agent agent(String planner, int budget) {
        PlannerSpec endless = new PlannerSpec(planner, Map.of("iterations", NEVER_DONE));
        return Agent.builder()
                .model(new TrainedFile(model).model(options.maxThreads))
                .actionSpace(new ActionSpace.Ball(2, 1.8f))
                .planner(endless.planner())
                .config(new Agent.Config(horizon, 1, true, Duration.ofMillis(budget)))
                .clock(System::nanoTime)
                .build();
    }
}
