package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a command is told: a file over the defaults, `--set` over the file.
final class FileOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from a YAML file; what it leaves out keeps its default.")
    @Nullable
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one setting; --print-config shows all of them. Repeatable; the last one wins.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--print-config", description = "Print every setting as YAML, defaults included, and end.")
    private boolean printConfig;

    /// The settings of a command.
    ///
    /// @param more `key=value` over `--set`
    /// @throws io.github.jepa4j.configuration.ConfigurationException where they cannot be used
    <T extends Record> T over(T defaults, List<String> more) {
        return config == null
                ? Configuration.override(defaults, and(more))
                : Configuration.load(config, defaults, and(more));
    }

    /// The file over the defaults, without `--set`.
    ///
    /// @throws io.github.jepa4j.configuration.ConfigurationException where it cannot be used
    <T extends Record> T read(T defaults) {
        return config == null ? defaults : Configuration.load(config, defaults);
    }

    /// What `--set` says, and some more over it.
    List<String> and(List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return all;
    }

    /// Whether only the settings were asked for; they are then printed.
    boolean isPrinted(Console console, Record settings) {
        if (printConfig) {
            console.out().print(Configuration.toYaml(settings));
            console.out().flush();
        }
        return printConfig;
    }
}
