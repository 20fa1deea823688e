package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.List;

/// What a YAML file of `train` is about, as its top-level keys tell.
enum Subject {
    /// A plant's log, to act by.
    PLANT,
    /// Images, to see.
    IMAGES,
    /// Videos, to see: by a method that looks at whole clips.
    VIDEOS,
    /// Videos, to foresee frame by frame.
    FORESIGHT,
    /// Public weights, to be fine-tuned.
    FINETUNING,
    /// Episodes, to act by: what a run folder holds where none of the others is said.
    EPISODES;

    private static final String FINETUNED = "finetuning";
    private static final List<String> KEYS = List.of("plant", "images", "videos");

    /// What a file that a user wrote is about.
    ///
    /// @throws ConfigurationException where it does not say, or says several things
    static Subject of(Path file) {
        List<String> keys = Configuration.keys(file);
        List<String> found = KEYS.stream().filter(keys::contains).toList();
        if (found.size() != 1) {
            throw new ConfigurationException("%s says %s on its top level, but must say exactly one of %s.\nMaybe %s."
                    .formatted(
                            file,
                            found.isEmpty() ? "none of them, but " + keys + "," : "several: " + found,
                            KEYS,
                            found.isEmpty()
                                    ? "it is a file of settings for '--config', or the key is misspelt or indented"
                                    : "make a file of each"));
        }
        return switch (found.getFirst()) {
            case "plant" -> PLANT;
            case "images" -> IMAGES;
            default -> ofVideos(file, keys);
        };
    }

    private static Subject ofVideos(Path file, List<String> keys) {
        boolean pretrains = keys.contains("pretraining");
        boolean foresees = keys.contains("foresight");
        if (pretrains == foresees) {
            throw new ConfigurationException(
                    "%s has videos, and %s of the keys 'pretraining' (by a method that looks at whole clips) and 'foresight' (frame by frame); it must have one.\nMaybe %s."
                            .formatted(
                                    file,
                                    pretrains ? "both" : "none",
                                    pretrains
                                            ? "make a file of each"
                                            : "add a line 'foresight:', which may stay empty"));
        }
        return pretrains ? VIDEOS : FORESIGHT;
    }

    /// What the settings of a run are about.
    static Subject ofRun(Path settings) {
        List<String> keys = Configuration.keys(settings);
        if (keys.contains(FINETUNED)) {
            return FINETUNING;
        }
        return KEYS.stream().anyMatch(keys::contains) ? of(settings) : EPISODES;
    }

    boolean isSeen() {
        return this == IMAGES || this == VIDEOS || this == FORESIGHT;
    }
}
