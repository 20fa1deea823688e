package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a command is told: a file over the defaults, `--set` over the file, `--seed` over both.
final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from a YAML file; what it leaves out keeps its default.")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one setting, for example --set training.windows=32. Repeatable; the last one wins.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything random; same as --set seed=N.")
    @Nullable
    Long seed;

    @Option(names = "--print-config", description = "Print every setting as YAML, defaults included, and end.")
    boolean printConfig;

    /// The settings of a command.
    ///
    /// @throws io.github.jepa4j.configuration.ConfigurationException where they cannot be used
    <T extends Record> T over(T defaults) {
        List<String> all = allOverrides();
        return config == null ? Configuration.override(defaults, all) : Configuration.load(config, defaults, all);
    }

    /// `--set` and `--seed`, for settings that come from a run folder.
    List<String> allOverrides() {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
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
