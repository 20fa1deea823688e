package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// 3,500 scenarios that try to make the filtered agent violate a limit, judged on true states at every
/// substep.
@Command(
        name = "safety",
        description = "The safety filter against random, searched, perturbed, infeasible and hostile scenarios.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SafetyBenchmark implements Callable<Integer> {

    private static final List<ScenarioWorld> WORLDS =
            List.of(new PointMazeScenarios(), new QuadrotorScenarios(), new CstrScenarios());

    /// The failure search's rounds of 25.
    private static final int ROUNDS = 10;

    private static final int PER_SEARCH = 25 * ROUNDS;

    @Mixin
    private final Options options = new Options();

    @Option(
            names = "--scale",
            paramLabel = "SHARE",
            description = "This share of the 1000 + 1000 + 500 + 500 + 500 scenarios (${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(
            names = "--unfiltered",
            description = "Also play every scenario without the filter (default; --no-unfiltered: do not).",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true")
    private boolean unfiltered;

    @Override
    public Integer call() {
        SafetyTables tables = new SafetyTables();
        boolean clean = true;
        for (ScenarioWorld world : WORLDS) {
            for (ScenarioKind kind : ScenarioKind.values()) {
                List<TrialOutcome> filtered = play(world, kind, true);
                tables.add(world.name(), kind, true, filtered);
                clean &= filtered.stream().noneMatch(TrialOutcome::violated);
                if (unfiltered) {
                    tables.add(world.name(), kind, false, play(world, kind, false));
                }
            }
        }
        Findings findings = options.findings("safety").setting("scale", scale);
        tables.into(findings);
        options.print(findings);
        return clean ? 0 : 1;
    }

    /// How many scenarios of a kind a world gets.
    private int count(ScenarioKind kind) {
        int all = kind == ScenarioKind.RANDOM || kind == ScenarioKind.SEARCHED ? 1000 : 500;
        return (int) Math.max(1, Math.ceil(scale * all / WORLDS.size()));
    }

    private List<TrialOutcome> play(ScenarioWorld world, ScenarioKind kind, boolean filtered) {
        Seed seed = options.seed().split(world.name()).split(kind.name());
        if (kind == ScenarioKind.SEARCHED) {
            return searched(world, seed, filtered);
        }
        return IntStream.range(0, count(kind))
                .parallel()
                .mapToObj(i -> TrialRun.play(world.trial(kind, genes(world, seed.split(i)), seed.split(i)), filtered))
                .toList();
    }

    /// With the filter the search is against the filter; without it the same search is against nothing.
    private List<TrialOutcome> searched(ScenarioWorld world, Seed seed, boolean filtered) {
        List<TrialOutcome> all = new ArrayList<>();
        int rest = count(ScenarioKind.SEARCHED);
        for (int search = 0; rest > 0; search++) {
            Seed own = seed.split(search);
            int rounds = (int) Math.ceil(Math.min(rest, PER_SEARCH) / 25.0);
            all.addAll(FailureSearch.search(
                    world.genes(),
                    rounds,
                    own,
                    genes -> TrialRun.play(
                            world.trial(ScenarioKind.SEARCHED, genes, own.split(Arrays.hashCode(genes))), filtered)));
            rest -= rounds * 25;
        }
        return all;
    }

    private static double[] genes(ScenarioWorld world, Seed seed) {
        RandomGenerator random = seed.split("genes").generator();
        return random.doubles(world.genes()).toArray();
    }
}
