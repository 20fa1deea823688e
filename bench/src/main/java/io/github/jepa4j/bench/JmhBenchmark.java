package io.github.jepa4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// The microbenchmarks.
@Command(
        name = "jmh",
        description = {
            "Microbenchmarks of the pure Java kernels: 'jmh [PATTERN] [JMH's own options]'.",
            "For example: jmh imagine -p dimension=256, or jmh -h for JMH's options."
        },
        sortOptions = false)
final class JmhBenchmark implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        CommandLineOptions options = new CommandLineOptions(arguments.toArray(String[]::new));
        if (options.shouldHelp()) {
            options.showHelp();
        } else if (options.shouldList()) {
            new Runner(options).list();
        } else {
            new Runner(options).run();
        }
        return 0;
    }
}
