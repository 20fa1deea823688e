package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.JepaConfig;
import java.nio.file.Path;
import java.util.List;

/// The training configurations that can be named on the command line.
final class Presets {

    private Presets() {}

    /// @param name `compact`, `reference`, `tiny`, or the path of a YAML file, whose gaps are filled by
    ///     `compact`
    static JepaConfig config(String name, List<String> overrides) {
        return switch (name) {
            case "compact" -> Configuration.override(JepaConfig.compact(), overrides);
            case "reference" -> Configuration.override(JepaConfig.reference(), overrides);
            case "tiny" -> Configuration.override(tiny(), overrides);
            default -> Configuration.load(Path.of(name), JepaConfig.compact(), overrides);
        };
    }

    /// A training whose steps take milliseconds: for what depends on their number, not on their size.
    static JepaConfig tiny() {
        return Configuration.override(
                JepaConfig.compact(),
                List.of(
                        "model.widths=[4, 8]",
                        "model.latentDimension=16",
                        "windows=8",
                        "frames=5",
                        "unrolled=3",
                        "encoded=[]",
                        "steps=100"));
    }
}
