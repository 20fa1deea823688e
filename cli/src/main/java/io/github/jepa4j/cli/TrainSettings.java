package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.JepaConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `train` does.
///
/// @param seed     everything random is split from it
/// @param data     the folder with the episodes
/// @param training how it is trained
record TrainSettings(long seed, Path data, JepaConfig training) {

    /// What may be changed while a run is under way: none of it decides what is learned (the threads only
    /// how sums are rounded).
    private static final List<String> HARMLESS =
            List.of("data=.", "training.threads=0", "training.checkpoint=1", "training.log=1");

    static TrainSettings of(Preset preset) {
        return new TrainSettings(1, Path.of("runs", "first-data"), preset.training());
    }

    TrainSettings with(Path otherData) {
        return new TrainSettings(seed, otherData.toAbsolutePath().normalize(), training);
    }

    /// The first setting by which another training would learn something else, in words; empty where there
    /// is none.
    Optional<String> differenceTo(TrainSettings other) {
        List<String> mine = lines();
        List<String> others = other.lines();
        for (int line = 0; line < mine.size(); line++) {
            if (!mine.get(line).equals(others.get(line))) {
                return Optional.of("'%s' rather than '%s'"
                        .formatted(mine.get(line).strip(), others.get(line).strip()));
            }
        }
        return Optional.empty();
    }

    private List<String> lines() {
        return new ArrayList<>(Configuration.toYaml(Configuration.override(this, HARMLESS))
                .lines()
                .toList());
    }
}
