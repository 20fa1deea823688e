package io.github.jepa4j.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/// The benchmarks, by name.
@Command(
        name = "bench",
        description = "Benchmarks of speed and memory, and experiments; see bench/README.md.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            PeakBenchmark.class,
            TrainingStepBenchmark.class,
            PlanningBenchmark.class,
            MemoryBenchmark.class,
            DeadlineBenchmark.class,
            FloorsBenchmark.class,
            NewTasksBenchmark.class,
            HorizonBenchmark.class,
            DimRoomsBenchmark.class,
            PlannersBenchmark.class,
            AblationsBenchmark.class,
            MinutesBenchmark.class,
            RememberBenchmark.class,
            RetrievalBenchmark.class,
            CrashBenchmark.class,
            SafeTensorsFuzzBenchmark.class,
            SafetyBenchmark.class,
            LearnedSafetyBenchmark.class,
            DoorsBenchmark.class,
            MazesBenchmark.class,
            FromAboveBenchmark.class,
            PendulumBenchmark.class,
            BatteryBenchmark.class,
            ImagesBenchmark.class,
            VideosBenchmark.class,
            SurpriseBenchmark.class,
            OccupancyBenchmark.class,
            SeeingStepBenchmark.class,
            PlanetsBenchmark.class,
            JmhBenchmark.class
        })
public final class Main implements Runnable {

    private static final int WRONGLY_ASKED = 2;

    private final PrintWriter errors;

    private Main(PrintWriter errors) {
        this.errors = errors;
    }

    /// Runs a benchmark and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// @return the exit code
    static int run(String... args) {
        PrintWriter errors = new PrintWriter(System.err, true, System.err.charset());
        CommandLine line = new CommandLine(new Main(errors));
        line.setErr(errors);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(failures(errors));
        return line.execute(args);
    }

    @Override
    public void run() {
        errors.println("Which benchmark? See 'bench/run --help'.");
    }

    /// Our own messages end with a "Maybe" and stand for themselves; of others, where they came from helps.
    private static IExecutionExceptionHandler failures(PrintWriter errors) {
        return (e, line, parsed) -> {
            String message = String.valueOf(e.getMessage());
            errors.println(line.getCommandSpec().qualifiedName() + ": " + message);
            if (!message.contains("Maybe")) {
                e.printStackTrace(errors);
            }
            return e instanceof IllegalArgumentException ? WRONGLY_ASKED : 1;
        };
    }
}
