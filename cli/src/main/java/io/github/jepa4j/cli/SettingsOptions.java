package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a command that draws at random is told: a file over the defaults, the command's own options over
/// the file, `--set` over these, `--seed` over all.
final class SettingsOptions {

    @Mixin
    private final FileOptions file = new FileOptions();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything random; same as --set seed=N.")
    @Nullable
    private Long seed;

    /// The settings of a command.
    ///
    /// @throws io.github.jepa4j.configuration.ConfigurationException where they cannot be used
    <T extends Record> T over(T defaults) {
        return file.over(defaults, seeded());
    }

    /// The settings of a command that has options of its own.
    ///
    /// @param options laid over what the file says
    /// @throws io.github.jepa4j.configuration.ConfigurationException where they cannot be used
    <T extends Record> T over(T defaults, UnaryOperator<T> options) {
        return Configuration.override(options.apply(file.read(defaults)), file.and(seeded()));
    }

    private List<String> seeded() {
        return seed == null ? List.of() : List.of("seed=" + seed);
    }

    /// Whether only the settings were asked for; they are then printed.
    boolean isPrinted(Console console, Record settings) {
        return file.isPrinted(console, settings);
    }
}
